//! Setting a password, with all that ends by it.

use clap::Args;
use secrecy::ExposeSecret;
use vestibule_domain::{activity::Happening, session::Place};

use super::{View, named, password_from_stdin};
use crate::{
    activity::{self, By},
    app::App,
    cli::{Failure, output::Output},
    new_password,
};

/// Sets a user's password; ends their sessions and forgets their devices
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule user set-password alice --password-stdin < password.txt")]
pub(in crate::cli) struct SetPassword {
    /// The user name
    username: String,
    /// Reads the password from standard input
    #[arg(long, required = true)]
    password_stdin: bool,
    #[command(flatten)]
    output: Output,
}

impl SetPassword {
    pub(in crate::cli) async fn run(&self, app: &App) -> Result<(), Failure> {
        let account = named(app, &self.username).await?;
        let password = password_from_stdin()?;
        let phc =
            new_password::chosen(app, &account, password.expose_secret()).await.map_err(Failure::because)?;
        let tx = app.begin().await?;
        new_password::put_in_force(app, &tx, account.user.id, &phc, None).await?;
        let (by, place) = (By::CommandLine, Place::default());
        activity::record(app, &tx, &account, by, &place, Happening::PasswordReset).await?;
        tx.commit().await?;
        let view = View::of(named(app, &self.username).await?);
        self.output.print(&view, |view| {
            format!("The password of {} is set; every session of theirs ended.", view.username)
        })
    }
}
