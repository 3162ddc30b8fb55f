//! Rows whose time is over, removed a batch at a time (S29).
//!
//! A batch is the oldest rows that nobody holds. So replicas that remove at once take different rows and wait
//! for nobody, and a row that was changed a moment ago is weighed as it is now.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, Iterable, PrimaryKeyToColumn, QueryFilter, QuerySelect, QueryTrait, Select,
    Value,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, Order, SelectStatement},
};
use uuid::Uuid;
use vestibule_domain::id::{ActivityId, UserId};

use super::{
    StoreResult, Transaction, at,
    entity::{
        activity, api_token, enrollment_grant, known_client, link, login_challenge, mail, notice,
        pending_enrollment, remembered_device, session, signing_key, sms_code, spent_refresh_token, tally,
        text, wrong_code, wrong_password,
    },
    known_client as clients,
    one_column::the_values,
    tally::UNKNOWN_NAME,
};

/// How many rows a batch removes at the most.
pub const BATCH: u64 = 300;

/// How many sessions a batch takes; each brings the refresh tokens that it has replaced.
const SESSIONS: u64 = 50;

/// A kind of row, and what its time counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expiring {
    /// Questions after the password that were answered, given up or left, from their end.
    LoginChallenges,
    /// Enrollment tokens, from their end.
    EnrollmentGrants,
    /// Enrollments that wait for their first code, from their end.
    PendingEnrollments,
    /// Links in mails, from their end.
    Links,
    /// Codes in texts, from their end.
    SmsCodes,
    /// Texts that budgets count, from their sending.
    Texts,
    /// Mails that were sent or given up, from then.
    Mails,
    /// Sessions that ran out, from then.
    LapsedSessions,
    /// Sessions that were ended, from then.
    EndedSessions,
    /// Devices excused from the second factor, from their end.
    RememberedDevices,
    /// API tokens, from their end.
    ApiTokens,
    /// Known clients, from their last log-in.
    KnownClients,
    /// Strangers' wrong codes, from each.
    WrongCodes,
    /// Wrong passwords of an address, from each.
    WrongPasswords,
    /// Tallies of names that nobody has, from the last try.
    UnknownNames,
    /// What was told once a day, from the telling.
    Notices,
    /// The activity log, from the happening.
    Activity,
    /// Keys that signed access tokens, from their retirement.
    SigningKeys,
}

/// What a batch removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// How many rows.
    pub rows: u64,
    /// Whether there may be more.
    pub is_full: bool,
}

impl Expiring {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::LoginChallenges,
        Self::EnrollmentGrants,
        Self::PendingEnrollments,
        Self::Links,
        Self::SmsCodes,
        Self::Texts,
        Self::Mails,
        Self::LapsedSessions,
        Self::EndedSessions,
        Self::RememberedDevices,
        Self::ApiTokens,
        Self::KnownClients,
        Self::WrongCodes,
        Self::WrongPasswords,
        Self::UnknownNames,
        Self::Notices,
        Self::Activity,
        Self::SigningKeys,
    ];
}

/// Removes a batch of the rows whose time ended before an instant.
pub async fn remove(tx: &Transaction, kind: Expiring, before: DateTime<Utc>) -> StoreResult<Removed> {
    match kind {
        Expiring::LoginChallenges => rows::<login_challenge::Entity>(tx, kind, before).await,
        Expiring::EnrollmentGrants => rows::<enrollment_grant::Entity>(tx, kind, before).await,
        Expiring::PendingEnrollments => rows::<pending_enrollment::Entity>(tx, kind, before).await,
        Expiring::Links => rows::<link::Entity>(tx, kind, before).await,
        Expiring::SmsCodes => rows::<sms_code::Entity>(tx, kind, before).await,
        Expiring::Texts => rows::<text::Entity>(tx, kind, before).await,
        Expiring::Mails => rows::<mail::Entity>(tx, kind, before).await,
        Expiring::LapsedSessions | Expiring::EndedSessions => sessions(tx, kind, before).await,
        Expiring::RememberedDevices => rows::<remembered_device::Entity>(tx, kind, before).await,
        Expiring::ApiTokens => rows::<api_token::Entity>(tx, kind, before).await,
        Expiring::KnownClients => known_clients(tx, before).await,
        Expiring::WrongCodes => rows::<wrong_code::Entity>(tx, kind, before).await,
        Expiring::WrongPasswords => rows::<wrong_password::Entity>(tx, kind, before).await,
        Expiring::UnknownNames => rows::<tally::Entity>(tx, kind, before).await,
        Expiring::Notices => rows::<notice::Entity>(tx, kind, before).await,
        Expiring::Activity => rows::<activity::Entity>(tx, kind, before).await,
        Expiring::SigningKeys => rows::<signing_key::Entity>(tx, kind, before).await,
    }
}

/// The primary keys of the oldest rows whose time is over, and which nobody holds.
fn oldest(kind: Expiring, before: DateTime<Utc>) -> SelectStatement {
    let before = at(before);
    match kind {
        Expiring::LoginChallenges => {
            until::<login_challenge::Entity>(login_challenge::Column::EndedAt, before)
        }
        Expiring::EnrollmentGrants => {
            until::<enrollment_grant::Entity>(enrollment_grant::Column::ExpiresAt, before)
        }
        Expiring::PendingEnrollments => {
            until::<pending_enrollment::Entity>(pending_enrollment::Column::ExpiresAt, before)
        }
        Expiring::Links => until::<link::Entity>(link::Column::ExpiresAt, before),
        Expiring::SmsCodes => until::<sms_code::Entity>(sms_code::Column::ExpiresAt, before),
        Expiring::Texts => until::<text::Entity>(text::Column::SentAt, before),
        Expiring::Mails => until::<mail::Entity>(mail::Column::DoneAt, before),
        Expiring::LapsedSessions => until::<session::Entity>(session::Column::IdleExpiresAt, before),
        Expiring::EndedSessions => until::<session::Entity>(session::Column::EndedAt, before),
        Expiring::RememberedDevices => {
            until::<remembered_device::Entity>(remembered_device::Column::ExpiresAt, before)
        }
        Expiring::ApiTokens => until::<api_token::Entity>(api_token::Column::ExpiresAt, before),
        Expiring::KnownClients => until::<known_client::Entity>(known_client::Column::LastUsedAt, before),
        Expiring::WrongCodes => until::<wrong_code::Entity>(wrong_code::Column::At, before),
        Expiring::WrongPasswords => until::<wrong_password::Entity>(wrong_password::Column::At, before),
        Expiring::UnknownNames => {
            let theirs = tally::Column::Kind.eq(UNKNOWN_NAME);
            until_of(tally::Entity::find().filter(theirs), tally::Column::LastWrongAt, before)
        }
        Expiring::Notices => until::<notice::Entity>(notice::Column::SentAt, before),
        // Their ids are in the order of their times.
        Expiring::Activity => {
            until::<activity::Entity>(activity::Column::Id, ActivityId::last_of(before.0).as_uuid())
        }
        Expiring::SigningKeys => until::<signing_key::Entity>(signing_key::Column::RetiresAt, before),
    }
}

fn until<E: EntityTrait>(time: E::Column, before: impl Into<Value>) -> SelectStatement {
    until_of(E::find(), time, before)
}

fn until_of<E: EntityTrait>(select: Select<E>, time: E::Column, before: impl Into<Value>) -> SelectStatement {
    let mut select = select.select_only();
    for key in E::PrimaryKey::iter() {
        select = select.column(key.into_column());
    }
    let mut oldest = select.filter(time.lte(before)).limit(BATCH).into_query();
    oldest.order_by((E::default(), time), Order::Asc);
    oldest.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    oldest
}

async fn rows<E: EntityTrait>(
    tx: &Transaction,
    kind: Expiring,
    before: DateTime<Utc>,
) -> StoreResult<Removed> {
    let delete = E::delete_many().filter(key::<E>().in_subquery(oldest(kind, before))).exec(&**tx).await?;
    Ok(Removed { rows: delete.rows_affected, is_full: delete.rows_affected == BATCH })
}

/// The primary key, of one column or of several.
fn key<E: EntityTrait>() -> Expr {
    Expr::tuple(E::PrimaryKey::iter().map(|key| Expr::col((E::default(), key.into_column()))))
}

/// Sessions bring the refresh tokens that they have replaced: those go first, and they may be many.
///
/// As long as a session could be gone on with, each of its old tokens shows that it was copied (S15).
async fn sessions(tx: &Transaction, kind: Expiring, before: DateTime<Utc>) -> StoreResult<Removed> {
    let ids: Vec<Uuid> = the_values(&**tx, oldest(kind, before).limit(SESSIONS)).await?;
    if ids.is_empty() {
        return Ok(Removed { rows: 0, is_full: false });
    }
    let replaced = spent_refresh_token::Entity::find()
        .select_only()
        .column(spent_refresh_token::Column::TokenHash)
        .filter(spent_refresh_token::Column::SessionId.is_in(ids.clone()))
        .limit(BATCH)
        .into_query();
    let tokens = spent_refresh_token::Entity::delete_many()
        .filter(spent_refresh_token::Column::TokenHash.in_subquery(replaced))
        .exec(&**tx)
        .await?
        .rows_affected;
    if tokens == BATCH {
        return Ok(Removed { rows: tokens, is_full: true });
    }
    let is_full = ids.len() as u64 == SESSIONS;
    let delete = session::Entity::delete_many().filter(session::Column::Id.is_in(ids)).exec(&**tx).await?;
    Ok(Removed { rows: tokens + delete.rows_affected, is_full })
}

/// Known clients bring their tallies.
async fn known_clients(tx: &Transaction, before: DateTime<Utc>) -> StoreResult<Removed> {
    let ids: Vec<Uuid> = the_values(&**tx, &oldest(Expiring::KnownClients, before)).await?;
    let is_full = ids.len() as u64 == BATCH;
    let gone =
        known_client::Entity::find().filter(known_client::Column::Id.is_in(ids.clone())).all(&**tx).await?;
    let delete =
        known_client::Entity::delete_many().filter(known_client::Column::Id.is_in(ids)).exec(&**tx).await?;
    for client in gone {
        clients::forget_tallies(&**tx, UserId::from(client.user_id), Some(vec![client.id])).await?;
    }
    Ok(Removed { rows: delete.rows_affected, is_full })
}

#[cfg(test)]
#[path = "expiry_tests.rs"]
mod tests;
