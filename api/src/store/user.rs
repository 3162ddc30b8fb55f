//! Users and their passwords.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;
use vestibule_domain::{
    email::EmailAddress,
    id::{TeamId, UserId},
    locale::Locale,
    name::PersonName,
    phone::{CountryCode, PhoneNumber},
    policy::Role,
    user::User,
    username::{Username, fold},
};
use zeroize::Zeroizing;

use super::{StoreError, StoreResult, api_token, at, entity::user, mail, password, tally, wording::Wording};
use crate::vault::Vault;

/// A user that is about to exist.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The id they will have.
    pub id: UserId,
    /// The group they will belong to.
    pub team: TeamId,
    /// What they will log in with.
    pub username: Username,
    /// What they are called.
    pub name: PersonName,
    /// Where mail reaches them.
    pub email: EmailAddress,
    /// What they may do.
    pub role: Role,
    /// The language of their mail.
    pub locale: Locale,
}

/// Adds a user without a password. [`StoreError::Taken`] where the user name is in use.
pub async fn insert(db: &impl ConnectionTrait, new: &NewUser, now: DateTime<Utc>) -> StoreResult<()> {
    let row = user::ActiveModel {
        id: Set(new.id.as_uuid()),
        team_id: Set(new.team.as_uuid()),
        username: Set(new.username.as_str().to_owned()),
        username_folded: Set(new.username.folded().to_owned()),
        name: Set(new.name.as_str().to_owned()),
        name_folded: Set(fold(new.name.as_str())),
        email: Set(new.email.as_str().to_owned()),
        email_folded: Set(new.email.folded().to_owned()),
        role: Set(new.role.as_str().to_owned()),
        active: Set(true),
        password_hash: Set(None),
        country_code: Set(None),
        cell_phone: Set(None),
        phone_verified: Set(false),
        locale: Set(new.locale.to_string()),
        created_at: Set(at(now)),
        last_login_at: Set(None),
    };
    user::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The user of this name, whatever the spelling.
pub async fn find_by_username(db: &impl ConnectionTrait, username: &str) -> StoreResult<Option<User>> {
    let row = user::Entity::find().filter(user::Column::UsernameFolded.eq(fold(username))).one(db).await?;
    row.map(User::try_from).transpose()
}

/// Whom a folded user name or e-mail logs in, and their password's hash.
///
/// An e-mail that several users have logs nobody in (S10).
pub async fn for_log_in(
    db: &impl ConnectionTrait,
    vault: &Vault,
    folded: &str,
) -> StoreResult<Option<(User, Option<Zeroizing<String>>)>> {
    const ENOUGH: u64 = 2;
    static NAMED: Wording = Wording::new();
    // Neither engine takes a NUL in a text.
    if folded.contains('\0') {
        return Ok(None);
    }
    let named = || {
        let name = Condition::any()
            .add(user::Column::UsernameFolded.eq(folded))
            .add(user::Column::EmailFolded.eq(folded));
        user::Entity::find().filter(name).limit(ENOUGH)
    };
    let rows = db.query_all_raw(NAMED.of(db, [folded.into(), folded.into(), ENOUGH.into()], named)).await?;
    let rows: Vec<_> =
        rows.iter().map(|row| user::Model::from_query_result(row, "")).collect::<Result<_, _>>()?;
    let by_username = rows.iter().position(|row| row.username_folded == folded);
    let row = match (by_username, rows.len()) {
        (Some(found), _) => rows.into_iter().nth(found),
        // A third row could be the one with that user name, but names hold no `@` and addresses do.
        (None, 1) => rows.into_iter().next(),
        (None, _) => None,
    };
    let Some(row) = row else { return Ok(None) };
    let password = password::of_row(vault, &row)?;
    Ok(Some((row.try_into()?, password)))
}

/// The active users of a folded user name, or else of a folded e-mail, which several may have (S10).
pub async fn named(db: &impl ConnectionTrait, folded: &str) -> StoreResult<Vec<User>> {
    // Neither engine takes a NUL in a text.
    if folded.contains('\0') {
        return Ok(Vec::new());
    }
    for column in [user::Column::UsernameFolded, user::Column::EmailFolded] {
        let rows = user::Entity::find()
            .filter(column.eq(folded))
            .order_by_asc(user::Column::Id)
            .limit(20)
            .all(db)
            .await?;
        if !rows.is_empty() {
            let users: Vec<_> = rows.into_iter().map(User::try_from).collect::<Result<_, _>>()?;
            return Ok(users.into_iter().filter(|user| user.active).collect());
        }
    }
    Ok(Vec::new())
}

/// Every user, by team and age: for the command line.
pub async fn all(db: &impl ConnectionTrait) -> StoreResult<Vec<User>> {
    let rows = user::Entity::find()
        .order_by_asc(user::Column::TeamId)
        .order_by_asc(user::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(User::try_from).collect()
}

#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    name: String,
}

/// What these users are called; one that was removed is left out.
pub async fn names(
    db: &impl ConnectionTrait,
    users: impl IntoIterator<Item = UserId>,
) -> StoreResult<HashMap<UserId, String>> {
    let ids: HashSet<_> = users.into_iter().map(UserId::as_uuid).collect();
    let named = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .column(user::Column::Name)
        .filter(user::Column::Id.is_in(ids))
        .into_model::<Named>()
        .all(db)
        .await?;
    Ok(named.into_iter().map(|user| (user.id.into(), user.name)).collect())
}

/// Whether any admin has a password.
pub async fn any_admin_with_password(db: &impl ConnectionTrait) -> StoreResult<bool> {
    let admin = user::Entity::find()
        .filter(user::Column::Role.eq(Role::Admin.as_str()))
        .filter(user::Column::PasswordHash.is_not_null())
        .limit(1)
        .one(db)
        .await?;
    Ok(admin.is_some())
}

/// The admin who is let in and was there first, by team and age.
pub async fn first_active_admin(db: &impl ConnectionTrait) -> StoreResult<Option<User>> {
    let row = user::Entity::find()
        .filter(user::Column::Role.eq(Role::Admin.as_str()))
        .filter(user::Column::Active.eq(true))
        .order_by_asc(user::Column::TeamId)
        .order_by_asc(user::Column::Id)
        .one(db)
        .await?;
    row.map(User::try_from).transpose()
}

/// The ids of a team's users, for other tables to look by.
pub(super) fn users_of(team: TeamId) -> SelectStatement {
    user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::TeamId.eq(team.as_uuid()))
        .into_query()
}

/// Holds a user's row until the transaction ends: changes of how they get in come one after another.
///
/// On `SQLite` the transaction is the only writer already.
pub async fn lock(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        user::Entity::find_by_id(user.as_uuid()).lock_exclusive().one(db).await?;
    }
    Ok(())
}

/// Holds two users until the transaction ends, in the order that all keep who hold several.
pub async fn lock_both(db: &impl ConnectionTrait, one: UserId, other: UserId) -> StoreResult<()> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let ids = [one.as_uuid(), other.as_uuid()];
    user::Entity::find()
        .filter(user::Column::Id.is_in(ids))
        .order_by_asc(user::Column::Id)
        .lock_exclusive()
        .all(db)
        .await?;
    Ok(())
}

/// Puts another mail address in force.
pub async fn set_email(db: &impl ConnectionTrait, user: UserId, email: &EmailAddress) -> StoreResult<()> {
    let values = [
        (user::Column::Email, Expr::value(email.as_str())),
        (user::Column::EmailFolded, Expr::value(email.folded())),
    ];
    update(db, user, values).await
}

/// Notes a full log-in.
pub async fn logged_in(db: &impl ConnectionTrait, user: UserId, now: DateTime<Utc>) -> StoreResult<()> {
    static NOTE: Wording = Wording::new();
    let (user, now) = (user.as_uuid(), at(now));
    let note = || {
        user::Entity::update_many()
            .col_expr(user::Column::LastLoginAt, Expr::value(now))
            .filter(user::Column::Id.eq(user))
    };
    NOTE.change(db, [now.into(), user.into()], note).await?;
    Ok(())
}

/// Changes what the user is called.
pub async fn rename(db: &impl ConnectionTrait, user: UserId, name: &PersonName) -> StoreResult<()> {
    let columns = [
        (user::Column::Name, Expr::value(name.as_str())),
        (user::Column::NameFolded, Expr::value(fold(name.as_str()))),
    ];
    update(db, user, columns).await
}

/// Changes the language of the user's mail and texts.
pub async fn set_locale(db: &impl ConnectionTrait, user: UserId, locale: Locale) -> StoreResult<()> {
    update(db, user, [(user::Column::Locale, Expr::value(locale.to_string()))]).await
}

/// Changes what the user may do.
pub async fn set_role(db: &impl ConnectionTrait, user: UserId, role: Role) -> StoreResult<()> {
    update(db, user, [(user::Column::Role, Expr::value(role.as_str()))]).await
}

/// Lets the user in, or keeps them out; who is kept out has no API tokens any more, also when let in again.
pub async fn set_active(db: &impl ConnectionTrait, user: UserId, active: bool) -> StoreResult<()> {
    if !active {
        api_token::end_all(db, user).await?;
    }
    update(db, user, [(user::Column::Active, Expr::value(active))]).await
}

/// Puts a number on file, or takes it off.
pub async fn set_phone(
    db: &impl ConnectionTrait,
    user: UserId,
    country: Option<CountryCode>,
    number: Option<&PhoneNumber>,
    verified: bool,
) -> StoreResult<()> {
    let columns = [
        (user::Column::CountryCode, Expr::value(country.map(|country| country.to_string()))),
        (user::Column::CellPhone, Expr::value(number.map(|number| number.as_str().to_owned()))),
        (user::Column::PhoneVerified, Expr::value(verified)),
    ];
    update(db, user, columns).await
}

/// Marks `number` as proven, unless another one is on file by now.
pub async fn verify_phone(
    db: &impl ConnectionTrait,
    user: UserId,
    number: &PhoneNumber,
) -> StoreResult<bool> {
    let update = user::Entity::update_many()
        .col_expr(user::Column::PhoneVerified, Expr::value(true))
        .filter(user::Column::Id.eq(user.as_uuid()))
        .filter(user::Column::CellPhone.eq(number.as_str()))
        .exec(db)
        .await?;
    Ok(update.rows_affected == 1)
}

/// Who of a team is an admin that can log in; they and one more user are held until the transaction ends, in the
/// order that all keep who hold several.
pub async fn lock_active_admins(
    db: &impl ConnectionTrait,
    team: TeamId,
    and: UserId,
) -> StoreResult<Vec<UserId>> {
    let is_admin = Condition::all()
        .add(user::Column::TeamId.eq(team.as_uuid()))
        .add(user::Column::Role.eq(Role::Admin.as_str()))
        .add(user::Column::Active.eq(true))
        .add(user::Column::PasswordHash.is_not_null());
    let held = user::Entity::find()
        .filter(Condition::any().add(is_admin).add(user::Column::Id.eq(and.as_uuid())))
        .order_by_asc(user::Column::Id)
        .lock_exclusive()
        .all(db)
        .await?;
    let is_admin =
        |row: &user::Model| row.role == Role::Admin.as_str() && row.active && row.password_hash.is_some();
    Ok(held.into_iter().filter(is_admin).map(|row| row.id.into()).collect())
}

/// Removes a user with all rows of theirs. What is written down stays, and mails and texts stay counted for the
/// budgets of whoever asked for them, got them or pays for them (S9).
pub async fn remove(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    mail::part_from(db, user).await?;
    tally::remove_all(db, user).await?;
    user::Entity::delete_by_id(user.as_uuid()).exec(db).await?;
    Ok(())
}

/// Changes columns of a user's row.
pub(super) async fn update<const N: usize>(
    db: &impl ConnectionTrait,
    user: UserId,
    columns: [(user::Column, Expr); N],
) -> StoreResult<()> {
    let mut update = user::Entity::update_many().filter(user::Column::Id.eq(user.as_uuid()));
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    update.exec(db).await?;
    Ok(())
}

impl TryFrom<user::Model> for User {
    type Error = StoreError;

    fn try_from(row: user::Model) -> StoreResult<Self> {
        let parsed = |text: Option<String>| text.map(|text| CountryCode::parse(&text)).transpose();
        let number = row.cell_phone.as_deref().map(PhoneNumber::from_stored).transpose();
        Ok(Self {
            id: row.id.into(),
            team: row.team_id.into(),
            username: row.username,
            name: row.name,
            email: row.email,
            role: row.role.parse().map_err(|_| StoreError::Unreadable("a role"))?,
            active: row.active,
            has_password: row.password_hash.is_some(),
            country_code: parsed(row.country_code).map_err(|_| StoreError::Unreadable("a country"))?,
            cell_phone: number.map_err(|_| StoreError::Unreadable("a number"))?,
            phone_verified: row.phone_verified,
            locale: row.locale.parse().unwrap_or_default(),
            created_at: row.created_at.0,
            last_login_at: row.last_login_at.map(|at| at.0),
        })
    }
}
