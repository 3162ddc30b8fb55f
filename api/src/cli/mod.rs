//! The command line: one file a command, each a screen.

mod activity;
mod config_check;
mod doctor;
mod keys;
mod migrate;
mod openapi;
mod output;
mod serve;
mod team;
mod user;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use crate::{
    app::App,
    clock::Clock,
    config::{Config, ConfigFaults},
    entropy::Entropy,
    hasher::{Cost, HashError},
    startup::{self, StartFault},
    store::StoreError,
};

/// Two-factor sign-in of a client portal.
#[derive(Debug, Parser)]
#[command(version, about, after_help = "Example: vestibule serve --config /etc/vestibule/vestibule.toml")]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

/// Where the settings come from.
#[derive(Debug, Args)]
struct Settings {
    /// The file of settings [default: vestibule.toml, where it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Sets a key over the file and the environment; may be given again
    #[arg(long = "set", global = true, value_name = "KEY=VALUE", value_parser = key_and_value)]
    set: Vec<(String, String)>,
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("a key and a value, as in brand.name=Acme")?;
    Ok((key.to_owned(), value.to_owned()))
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API, and the pages where `frontend_dir` says so
    Serve(serve::Serve),
    /// Brings the database's schema up to date
    Migrate(migrate::Migrate),
    /// Adds and lists teams
    #[command(subcommand)]
    Team(team::Team),
    /// Adds, lists and changes users
    #[command(subcommand)]
    User(user::User),
    /// Rotates the keys
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Hands out what happened
    #[command(subcommand)]
    Activity(activity::Activity),
    /// Looks whether everything is as the service needs it
    Doctor(doctor::Doctor),
    /// Prints openapi.yaml
    Openapi(openapi::Openapi),
    /// Looks at the settings
    #[command(subcommand)]
    Config(config_check::ConfigCommand),
}

/// Why a command failed: one clear sentence each.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Settings(#[from] ConfigFaults),
    #[error(transparent)]
    Start(#[from] StartFault),
    #[error("The database failed: {0}.")]
    Store(#[from] StoreError),
    #[error("The password was not hashed: {0}.")]
    Hash(#[from] HashError),
    #[error("{0}")]
    Other(String),
}

impl Failure {
    fn because(sentence: impl Into<String>) -> Self {
        Self::Other(sentence.into())
    }
}

/// Runs the command that the process was called with. `variables` is its environment.
pub async fn run(cli: Cli, variables: Vec<(String, String)>) -> ExitCode {
    let outcome = match &cli.command {
        Command::Serve(serve) => serve.run(&cli.settings, variables).await,
        Command::Migrate(migrate) => migrate.run(&cli.settings, variables).await,
        Command::Team(team) => team.run(&cli.settings, variables).await,
        Command::User(user) => user.run(&cli.settings, variables).await,
        Command::Keys(keys) => keys.run(&cli.settings, variables).await,
        Command::Activity(activity) => activity.run(&cli.settings, variables).await,
        Command::Doctor(doctor) => doctor.run(&cli.settings, variables).await,
        Command::Openapi(openapi) => openapi.run(),
        Command::Config(config) => config.run(&cli.settings, variables),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

impl Settings {
    fn load(&self, variables: Vec<(String, String)>) -> Result<Config, ConfigFaults> {
        self.load_with(variables, Vec::new())
    }

    fn load_with(
        &self,
        variables: Vec<(String, String)>,
        flags: Vec<(String, String)>,
    ) -> Result<Config, ConfigFaults> {
        let beside = PathBuf::from("vestibule.toml");
        let file = self.config.clone().or_else(|| beside.exists().then_some(beside));
        Config::load(file.as_deref(), variables, self.set.iter().cloned().chain(flags))
    }

    /// The service's parts for a command that works on its data, also while it runs.
    async fn open(&self, variables: Vec<(String, String)>) -> Result<App, Failure> {
        let mut config = self.load(variables)?;
        config.passwords.hash_threads = Some(1);
        let cost = Cost::configured(&config.passwords);
        Ok(startup::open(config, Clock::System, Entropy::System, cost).await?)
    }
}
