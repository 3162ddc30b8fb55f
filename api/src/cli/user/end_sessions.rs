//! Ending a user's sessions.

use clap::Args;
use serde::Serialize;
use vestibule_domain::session::Place;

use super::held;
use crate::{
    activity::By,
    app::App,
    cli::{Failure, output::Output},
    sessions,
};

/// Ends every session of a user, at once
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule user end-sessions alice")]
pub(in crate::cli) struct EndSessions {
    /// The user name
    username: String,
    #[command(flatten)]
    output: Output,
}

#[derive(Serialize)]
struct Ended {
    username: String,
    sessions_ended: usize,
}

impl EndSessions {
    pub(in crate::cli) async fn run(&self, app: &App) -> Result<(), Failure> {
        let tx = app.begin().await?;
        let account = held(&tx, &self.username).await?;
        let sessions_ended =
            sessions::end_all(app, &tx, &account, By::CommandLine, &Place::default()).await?;
        tx.commit().await?;
        let ended = Ended { username: account.user.username.clone(), sessions_ended };
        self.output.print(&ended, |ended| match ended.sessions_ended {
            1 => format!("1 session of {} was ended.", ended.username),
            count => format!("{count} sessions of {} were ended.", ended.username),
        })
    }
}
