//! The first start: a team, an admin without a password, and a box that says how to choose one (S28).

use vestibule_domain::{
    activity::Happening,
    email::EmailAddress,
    id::{TeamId, UserId},
    locale::Locale,
    name::PersonName,
    policy::{Role, TeamPolicy},
    session::Place,
    user::User,
    username::Username,
};

use crate::{
    activity::{self, By},
    app::App,
    invitations,
    store::{self, StoreError, Transaction, user::NewUser},
};

const TEAM: &str = "First team";
const USERNAME: &str = "admin";
const NAME: &str = "First Admin";
const EMAIL: &str = "admin@localhost";

/// The constants above keep their rules; a test starts with them.
const BROKEN: StoreError = StoreError::Unreadable("the first admin");

/// Who is to choose a password, and where.
#[derive(Clone)]
pub struct Invited {
    /// What they will log in with.
    pub username: String,
    /// The invitation's address.
    pub link: String,
}

/// While no admin has a password: makes the first one where there is none, and invites them.
///
/// On loopback alone; elsewhere the command line adds the first admin.
pub async fn invite(app: &App) -> Result<Option<Invited>, StoreError> {
    if !app.config.is_loopback() {
        return Ok(None);
    }
    let tx = app.begin().await?;
    if store::user::any_admin_with_password(&*tx).await? {
        return Ok(None);
    }
    let (id, username) = match store::user::first_active_admin(&*tx).await? {
        Some(User { id, username, .. }) => (id, username),
        None => (insert(app, &tx).await?, USERNAME.to_owned()),
    };
    let link = invitations::invite(app, &tx, id).await?;
    tx.commit().await?;
    Ok(Some(Invited { username, link }))
}

async fn insert(app: &App, tx: &Transaction) -> Result<UserId, StoreError> {
    let now = app.now();
    let team = if let Some(team) = store::team::find_by_name(&**tx, TEAM).await? {
        team.id
    } else {
        let id = TeamId::new(now, &mut app.rng());
        store::team::insert(
            &**tx,
            id,
            &PersonName::parse(TEAM).map_err(|_| BROKEN)?,
            &TeamPolicy::of_new_team(now),
            now,
        )
        .await?;
        id
    };
    let new = NewUser {
        id: UserId::new(now, &mut app.rng()),
        team,
        username: Username::parse(USERNAME).map_err(|_| BROKEN)?,
        name: PersonName::parse(NAME).map_err(|_| BROKEN)?,
        email: EmailAddress::parse(EMAIL).map_err(|_| BROKEN)?,
        role: Role::Admin,
        locale: Locale::En,
    };
    store::user::insert(&**tx, &new, now).await?;
    let account = store::account::of_user(&**tx, new.id).await?.ok_or(BROKEN)?;
    let invited = Happening::UserInvited { role: new.role };
    activity::note(app, tx, &account, By::CommandLine, &Place::default(), &invited).await?;
    Ok(new.id)
}
