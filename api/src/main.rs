//! The `vestibule` command.

use std::process::ExitCode;

use clap::Parser;
use vestibule::cli::{self, Cli};

#[actix_web::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    // The one place that reads the environment: settings travel from here.
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    cli::run(cli, variables).await
}
