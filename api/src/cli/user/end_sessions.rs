use clap::Args;
use serde::Serialize;
use vestibule_domain::session::Place;

use super::named;
use crate::{
    activity::By,
    app::App,
    cli::{Failure, output::Output},
    sessions, store,
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
    sessions_ended: u64,
}

impl EndSessions {
    pub(in crate::cli) async fn run(&self, app: &App) -> Result<(), Failure> {
        let account = named(app, &self.username).await?;
        let user = &account.user;
        let tx = app.begin().await?;
        store::user::lock(&*tx, user.id).await?;
        let sessions_ended =
            sessions::end_all(app, &tx, &account, By::CommandLine, &Place::default()).await?;
        tx.commit().await?;
        let ended = Ended { username: user.username.clone(), sessions_ended };
        self.output.print(&ended, |ended| match ended.sessions_ended {
            1 => format!("1 session of {} was ended.", ended.username),
            count => format!("{count} sessions of {} were ended.", ended.username),
        })
    }
}
