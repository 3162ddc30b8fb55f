//! Taking away the second factor of somebody who lost everything.

use clap::Args;
use vestibule_domain::session::Place;

use super::{View, held, named};
use crate::{
    activity::By,
    app::App,
    cli::{Failure, output::Output},
    two_factor,
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
        let tx = app.begin().await?;
        let account = held(&tx, &self.username).await?;
        two_factor::reset(app, &tx, &account, By::CommandLine, &Place::default(), None).await?;
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
