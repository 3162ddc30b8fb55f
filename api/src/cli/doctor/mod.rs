//! Looking whether everything that the service stands on is as it needs it; a failure is told by the exit code, too.

mod gateways;
mod keys;
mod stored;

use clap::Args;
use serde::Serialize;

use super::{Failure, Settings, output::Output};
use crate::{clock::Clock, config::Config};

/// Looks whether everything is as the service needs it
///
/// It asks the database for its clock and its schema, the gateways whether they take the credentials, and looks at the
/// master keys. It changes nothing and sends nothing.
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule doctor --config /etc/vestibule/vestibule.toml")]
pub(super) struct Doctor {
    #[command(flatten)]
    output: Output,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Ok,
    Warn,
    Fail,
}

impl State {
    fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// What was looked at, and what to do where it isn't well.
#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    state: State,
    message: String,
}

impl Check {
    fn ok(name: &'static str, message: impl Into<String>) -> Self {
        Self { name, state: State::Ok, message: message.into() }
    }

    fn warn(name: &'static str, message: impl Into<String>) -> Self {
        Self { name, state: State::Warn, message: message.into() }
    }

    fn fail(name: &'static str, message: impl Into<String>) -> Self {
        Self { name, state: State::Fail, message: message.into() }
    }
}

#[derive(Serialize)]
struct Checked {
    checks: Vec<Check>,
}

impl Doctor {
    pub(super) async fn run(
        &self,
        settings: &Settings,
        variables: Vec<(String, String)>,
    ) -> Result<(), Failure> {
        let config = settings.load(variables)?;
        let checked = Checked { checks: look(&config).await };
        self.output.print(&checked, |checked| {
            let line =
                |check: &Check| format!("{:4}  {:14}  {}", check.state.as_str(), check.name, check.message);
            checked.checks.iter().map(line).collect::<Vec<_>>().join("\n")
        })?;
        match checked.checks.iter().filter(|check| check.state == State::Fail).count() {
            0 => Ok(()),
            failed => Err(Failure::because(format!("{failed} of {} checks failed.", checked.checks.len()))),
        }
    }
}

async fn look(config: &Config) -> Vec<Check> {
    let clock = Clock::System;
    let (vault, master_key) = keys::master_key(config);
    let (stored, texts, mail) = tokio::join!(
        stored::look(config, vault.as_ref(), &clock),
        gateways::texts(config, &clock),
        gateways::mail(config, &clock),
    );
    let mut checks = stored;
    checks.extend([master_key, texts, mail, gateways::phone_numbers(clock.now())]);
    checks
}
