//! Listing all users.

use clap::Args;

use super::View;
use crate::{
    app::App,
    cli::{Failure, output::Output},
    store,
};

/// Lists all users
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule user list --json")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    output: Output,
}

impl List {
    pub(in crate::cli) async fn run(&self, app: &App) -> Result<(), Failure> {
        let mut views = Vec::new();
        for user in store::user::all(app.db.read()).await? {
            views.extend(store::account::of_user(app.db.read(), user.id).await?.map(View::of));
        }
        self.output.print_all(&views, |view| {
            let two_factor = if view.two_factor { "two-factor" } else { "password alone" };
            format!(
                "{}  {}  {}  {}  {}  {two_factor}",
                view.username, view.name, view.team, view.role, view.state
            )
        })
    }
}
