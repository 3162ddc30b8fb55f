//! Looking at the settings before the service starts with them: what is in force, or all that is wrong at once.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::{Failure, Settings, output::Output};

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Tells what is in force, secrets masked, and what is wrong
    Check(Check),
}

#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule config check --json")]
pub(super) struct Check {
    #[command(flatten)]
    output: Output,
}

#[derive(Serialize)]
struct Checked<'a> {
    settings: BTreeMap<&'a str, &'a str>,
    faults: Vec<Wrong<'a>>,
}

#[derive(Serialize)]
struct Wrong<'a> {
    key: &'a str,
    message: &'a str,
}

impl ConfigCommand {
    pub(super) fn run(&self, settings: &Settings, variables: Vec<(String, String)>) -> Result<(), Failure> {
        let Self::Check(check) = self;
        match settings.load(variables) {
            Ok(config) => {
                let settings = config.shown().iter().map(|(key, value)| (*key, value.as_str())).collect();
                check.output.print(&Checked { settings, faults: Vec::new() }, |checked| {
                    let lines = checked.settings.iter().map(|(key, value)| format!("{key} = {value}"));
                    lines.collect::<Vec<_>>().join("\n")
                })
            }
            Err(faults) => {
                let wrong =
                    faults.0.iter().map(|fault| Wrong { key: &fault.key, message: &fault.message }).collect();
                let checked = Checked { settings: BTreeMap::new(), faults: wrong };
                if self.is_json() {
                    check.output.print(&checked, |_| String::new())?;
                }
                Err(faults.into())
            }
        }
    }

    fn is_json(&self) -> bool {
        let Self::Check(check) = self;
        check.output.is_json()
    }
}
