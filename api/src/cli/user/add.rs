//! Adding a user: by a password or by an invitation, never by both.

use clap::{Args, ValueEnum};
use secrecy::ExposeSecret;
use serde::Serialize;
use uuid::Uuid;
use vestibule_domain::{
    activity::Happening, email::EmailAddress, id::UserId, locale::Locale, name::PersonName, policy,
    session::Place, username::Username,
};

use super::password_from_stdin;
use crate::{
    activity::{self, By},
    app::App,
    cli::{Failure, output::Output},
    invitations, new_password,
    store::{self, StoreError, user::NewUser},
};

/// Adds a user, with a password or an invitation to choose one
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule user add --team Acme --username alice --email alice@example.com \
                        --name 'Alice Adams' --role member --invite")]
#[group(id = "way", required = true, multiple = false, args = ["password_stdin", "invite"])]
pub(in crate::cli) struct Add {
    /// The team's name
    #[arg(long)]
    team: String,
    /// What they log in with: 3 to 64 characters, no @, no blank
    #[arg(long)]
    username: String,
    /// Where mail reaches them
    #[arg(long)]
    email: String,
    /// What they are called
    #[arg(long)]
    name: String,
    /// What they may do
    #[arg(long, value_enum, default_value_t = Role::Member)]
    role: Role,
    /// Reads the password from standard input
    #[arg(long)]
    password_stdin: bool,
    /// Prints a link to choose a password
    #[arg(long)]
    invite: bool,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Role {
    Admin,
    Member,
}

#[derive(Serialize)]
struct Added {
    id: Uuid,
    username: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    invitation: Option<String>,
}

impl Add {
    pub(in crate::cli) async fn run(&self, app: &App) -> Result<(), Failure> {
        let new = self.parse(app).await?;
        // Whoever types it keeps no writer of the running service waiting.
        let password = if self.invite { None } else { Some(password_from_stdin()?) };
        let tx = app.begin().await?;
        store::user::insert(&*tx, &new, app.now()).await.map_err(|error| match error {
            StoreError::Taken(_) => Failure::because(format!("There is a user {} already.", self.username)),
            other => other.into(),
        })?;
        let account = store::account::of_user(&*tx, new.id).await?;
        let account = account.ok_or_else(|| Failure::because("The user was not added."))?;
        let (added, invitation) = if let Some(password) = password {
            let phc = new_password::chosen(app, &account, password.expose_secret()).await;
            store::password::set(&*tx, &app.vault, new.id, &phc.map_err(Failure::because)?).await?;
            (Happening::UserAdded { role: new.role }, None)
        } else {
            let link = invitations::invite(app, &tx, new.id).await?;
            (Happening::UserInvited { role: new.role }, Some(link))
        };
        activity::note(app, &tx, &account, By::CommandLine, &Place::default(), &added).await?;
        tx.commit().await?;

        let added = Added { id: new.id.as_uuid(), username: new.username.as_str().to_owned(), invitation };
        self.output.print(&added, |added| match &added.invitation {
            Some(link) => link.clone(),
            None => format!("The user {} was added.", added.username),
        })
    }

    async fn parse(&self, app: &App) -> Result<NewUser, Failure> {
        let team = store::team::find_by_name(app.db.read(), self.team.trim()).await?;
        let wrong =
            |flag: &str, fault: &dyn std::fmt::Display| Failure::because(format!("--{flag}: {fault}."));
        Ok(NewUser {
            id: UserId::new(app.now(), &mut app.rng()),
            team: team.ok_or_else(|| Failure::because(format!("There is no team {}.", self.team)))?.id,
            username: Username::parse(&self.username).map_err(|fault| wrong("username", &fault))?,
            name: PersonName::parse(&self.name).map_err(|fault| wrong("name", &fault))?,
            email: EmailAddress::parse(&self.email).map_err(|fault| wrong("email", &fault))?,
            role: match self.role {
                Role::Admin => policy::Role::Admin,
                Role::Member => policy::Role::Member,
            },
            locale: Locale::En,
        })
    }
}
