//! Showing a user.

use clap::Args;

use super::{View, named};
use crate::{
    app::App,
    cli::{Failure, output::Output},
};

/// Shows a user
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule user show alice --json")]
pub(in crate::cli) struct Show {
    /// The user name
    username: String,
    #[command(flatten)]
    output: Output,
}

impl Show {
    pub(in crate::cli) async fn run(&self, app: &App) -> Result<(), Failure> {
        let view = View::of(named(app, &self.username).await?);
        self.output.print(&view, |view| {
            let never = || "never".to_owned();
            [
                format!("user name    {}", view.username),
                format!("name         {}", view.name),
                format!("e-mail       {}", view.email),
                format!("team         {} ({})", view.team, view.role),
                format!("state        {}", view.state),
                format!("two-factor   {}", if view.two_factor { "on" } else { "off" }),
                format!("cell phone   {}", view.cell_phone.as_deref().unwrap_or("none")),
                format!("created      {}", view.created_at),
                format!("last log-in  {}", view.last_login_at.map_or_else(never, |at| at.to_string())),
            ]
            .join("\n")
        })
    }
}
