//! Printing the contract as this very binary has it.

use clap::Args;

use super::{Failure, output::put};
use crate::http::openapi;

/// Prints openapi.yaml
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule openapi > openapi.yaml")]
pub(super) struct Openapi {}

impl Openapi {
    #[expect(clippy::unused_self, reason = "every command runs by its own struct")]
    pub(super) fn run(&self) -> Result<(), Failure> {
        put(openapi::yaml().as_bytes()).map(|_| ())
    }
}
