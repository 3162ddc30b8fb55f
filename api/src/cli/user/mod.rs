//! Commands on users.

mod add;
mod end_sessions;
mod list;
mod reset_two_factor;
mod set_password;
mod show;
mod switch;

use std::io::BufRead;

use clap::Subcommand;
use secrecy::SecretString;
use serde::Serialize;
use uuid::Uuid;

use super::{Failure, Settings};
use crate::{
    app::App,
    store::{self, Transaction, account::Account},
};

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Adds a user, with a password or an invitation to choose one
    Add(add::Add),
    /// Lists all users
    List(list::List),
    /// Shows a user
    Show(show::Show),
    /// Keeps a user out; ends their sessions
    Disable(switch::Disable),
    /// Lets a user in again
    Enable(switch::Enable),
    /// Ends every session of a user, at once
    EndSessions(end_sessions::EndSessions),
    /// Switches a user's second factor off, for somebody who lost everything
    ResetTwoFactor(reset_two_factor::ResetTwoFactor),
    /// Sets a user's password; ends their sessions and forgets their devices
    SetPassword(set_password::SetPassword),
}

impl User {
    pub(super) async fn run(
        &self,
        settings: &Settings,
        variables: Vec<(String, String)>,
    ) -> Result<(), Failure> {
        let app = settings.open(variables).await?;
        match self {
            Self::Add(command) => command.run(&app).await,
            Self::List(command) => command.run(&app).await,
            Self::Show(command) => command.run(&app).await,
            Self::Disable(command) => command.run(&app).await,
            Self::Enable(command) => command.run(&app).await,
            Self::EndSessions(command) => command.run(&app).await,
            Self::ResetTwoFactor(command) => command.run(&app).await,
            Self::SetPassword(command) => command.run(&app).await,
        }
    }
}

/// A user as commands print them.
#[derive(Serialize)]
struct View {
    id: Uuid,
    username: String,
    name: String,
    email: String,
    team: String,
    role: &'static str,
    state: &'static str,
    cell_phone: Option<String>,
    phone_verified: bool,
    two_factor: bool,
    created_at: chrono::DateTime<chrono::Utc>,
    last_login_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl View {
    fn of(account: Account) -> Self {
        let user = account.user;
        Self {
            id: user.id.as_uuid(),
            state: user.state().as_str(),
            role: user.role.as_str(),
            cell_phone: user.cell_phone.map(|number| number.as_str().to_owned()),
            username: user.username,
            name: user.name,
            email: user.email,
            team: account.team.name,
            phone_verified: user.phone_verified,
            two_factor: account.two_factor_since.is_some(),
            created_at: user.created_at,
            last_login_at: user.last_login_at,
        }
    }
}

/// The account of a user name, or a sentence that there is none.
async fn named(app: &App, username: &str) -> Result<Account, Failure> {
    let user = store::user::find_by_username(app.db.read(), username).await?;
    let account = match user {
        Some(user) => store::account::of_user(app.db.read(), user.id).await?,
        None => None,
    };
    account.ok_or_else(|| nobody(username))
}

/// The same user as they are now, held until the transaction ends.
async fn held(tx: &Transaction, username: &str) -> Result<Account, Failure> {
    let user = store::user::find_by_username(&**tx, username).await?.ok_or_else(|| nobody(username))?.id;
    store::user::lock(&**tx, user).await?;
    store::account::of_user(&**tx, user).await?.ok_or_else(|| nobody(username))
}

fn nobody(username: &str) -> Failure {
    Failure::because(format!("There is no user {username}."))
}

/// The first line of standard input: a password never stands on a command line.
fn password_from_stdin() -> Result<SecretString, Failure> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| Failure::because(format!("The password can't be read: {error}.")))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned().into())
}
