//! Bringing the schema up to date by itself, before a version that needs it starts.

use clap::Args;
use serde::Serialize;

use super::{Failure, Settings, output::Output};
use crate::startup::open_database;

/// Brings the database's schema up to date
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule migrate --config /etc/vestibule/vestibule.toml")]
pub(super) struct Migrate {
    #[command(flatten)]
    output: Output,
}

#[derive(Serialize)]
struct Migrated {
    migrations_run: usize,
}

impl Migrate {
    pub(super) async fn run(
        &self,
        settings: &Settings,
        variables: Vec<(String, String)>,
    ) -> Result<(), Failure> {
        let db = open_database(&settings.load(variables)?).await?;
        let migrations_run = db.pending_migrations().await?;
        db.migrate().await?;
        self.output.print(&Migrated { migrations_run }, |done| match done.migrations_run {
            0 => "The schema is up to date.".to_owned(),
            run => format!("The schema is up to date: {run} migrations were run."),
        })
    }
}
