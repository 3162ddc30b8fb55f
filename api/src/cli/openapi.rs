use std::io::Write;

use clap::Args;

use super::Failure;
use crate::http::openapi;

/// Prints openapi.yaml
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule openapi > openapi.yaml")]
pub(super) struct Openapi {}

impl Openapi {
    #[expect(clippy::unused_self, reason = "every command runs by its own struct")]
    pub(super) fn run(&self) -> Result<(), Failure> {
        let written = std::io::stdout().write_all(openapi::yaml().as_bytes());
        written.map_err(|error| Failure::because(format!("The contract can't be written: {error}.")))
    }
}
