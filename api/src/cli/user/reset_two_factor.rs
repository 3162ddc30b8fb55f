use clap::Args;

use super::{View, named};
use crate::{
    app::App,
    cli::{Failure, output::Output},
    http::two_factor,
};

/// Switches a user's second factor off, for somebody who lost everything
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule user reset-two-factor alice")]
pub(in crate::cli) struct ResetTwoFactor {
    /// The user name
    username: String,
    #[command(flatten)]
    output: Output,
}

impl ResetTwoFactor {
    pub(in crate::cli) async fn run(&self, app: &App) -> Result<(), Failure> {
        let user = named(app, &self.username).await?.user.id;
        let tx = app.begin().await?;
        two_factor::remove(app, &tx, user, None).await?;
        tx.commit().await?;
        let view = View::of(named(app, &self.username).await?);
        self.output.print(&view, |view| {
            format!(
                "Two-factor of {} is off; their sessions ended and their devices are forgotten.",
                view.username
            )
        })
    }
}
