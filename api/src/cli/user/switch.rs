//! Keeping a user out, and letting them in again.

use clap::Args;
use vestibule_domain::{
    activity::Happening,
    session::{Place, SessionEnd},
};

use super::{View, held, named};
use crate::{
    activity::{self, By},
    app::App,
    cli::{Failure, output::Output},
    store::{self, StoreResult, Transaction, account::Account},
};

/// Keeps a user out; ends their sessions
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule user disable alice")]
pub(in crate::cli) struct Disable {
    /// The user name
    username: String,
    #[command(flatten)]
    output: Output,
}

/// Lets a user in again
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule user enable alice")]
pub(in crate::cli) struct Enable {
    /// The user name
    username: String,
    #[command(flatten)]
    output: Output,
}

impl Disable {
    pub(in crate::cli) async fn run(&self, app: &App) -> Result<(), Failure> {
        let tx = app.begin().await?;
        let account = held(&tx, &self.username).await?;
        let user = account.user.id;
        store::user::set_active(&*tx, user, false).await?;
        store::session::end_others(&*tx, user, None, SessionEnd::Ended, app.now()).await?;
        store::end_what_is_open(&tx, user, app.now()).await?;
        if account.user.active {
            note(app, &tx, &account, &Happening::UserDisabled).await?;
        }
        tx.commit().await?;
        let view = View::of(named(app, &self.username).await?);
        self.output
            .print(&view, |view| format!("{} is disabled; every session of theirs ended.", view.username))
    }
}

impl Enable {
    pub(in crate::cli) async fn run(&self, app: &App) -> Result<(), Failure> {
        let tx = app.begin().await?;
        let account = held(&tx, &self.username).await?;
        store::user::set_active(&*tx, account.user.id, true).await?;
        if !account.user.active {
            note(app, &tx, &account, &Happening::UserEnabled).await?;
        }
        tx.commit().await?;
        let view = View::of(named(app, &self.username).await?);
        self.output.print(&view, |view| format!("{} may log in.", view.username))
    }
}

async fn note(app: &App, tx: &Transaction, account: &Account, what: &Happening) -> StoreResult<()> {
    activity::note(app, tx, account, By::CommandLine, &Place::default(), what).await
}
