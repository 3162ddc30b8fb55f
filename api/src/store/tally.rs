//! Tallies of wrong tries: one for each known client of an account, one for all strangers together (S6, S7).

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter,
    QuerySelect, sea_query::OnConflict,
};
use uuid::Uuid;
use vestibule_domain::{
    id::{KnownClientId, UserId, WrongTryId},
    throttle::{StrangerSum, Tally},
};

use super::{
    StoreResult, at,
    entity::{At, Count, tally, wrong_code},
    wording::Wording,
};

/// What is guessed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A password (S7).
    Password,
    /// A second factor (S6).
    SecondFactor,
    /// A password of a name that nobody has (S7, S10).
    UnknownName,
}

/// How a row says [`Kind::UnknownName`].
pub(super) const UNKNOWN_NAME: &str = "unknown_name";

/// Which tally: of whom, about what, kept by which client.
#[derive(Clone, Debug)]
pub struct TallyKey {
    subject: String,
    kind: Kind,
    client: Option<KnownClientId>,
}

impl TallyKey {
    /// The tally of a user.
    pub fn of_user(user: UserId, kind: Kind, client: Option<KnownClientId>) -> Self {
        Self { subject: subject_of(user), kind, client }
    }

    /// The tally of a name that nobody has, by its keyed hash: it waits like a known one (S10).
    pub fn of_unknown_name(name_key: [u8; 32]) -> Self {
        let subject = format!("name:{}", data_encoding::HEXLOWER.encode(&name_key));
        Self { subject, kind: Kind::UnknownName, client: None }
    }

    fn row(&self) -> (String, String, Uuid) {
        let kind = match self.kind {
            Kind::Password => "password",
            Kind::SecondFactor => "second_factor",
            Kind::UnknownName => UNKNOWN_NAME,
        };
        (self.subject.clone(), kind.to_owned(), self.client.map_or(Uuid::nil(), KnownClientId::as_uuid))
    }
}

/// What stands for a user in a row.
pub(super) fn subject_of(user: UserId) -> String {
    format!("user:{user}")
}

/// The tally as it stands.
pub async fn read(db: &impl ConnectionTrait, key: &TallyKey) -> StoreResult<Tally> {
    static READ: Wording = Wording::new();
    let (subject, kind, client) = key.row();
    let values = [subject.into(), kind.into(), client.into()];
    let row: Option<tally::Model> = READ.ask(db, values, || tally::Entity::find_by_id(key.row())).await?;
    Ok(row.map(Tally::from).unwrap_or_default())
}

/// The tally, held until the transaction ends: tries on it come one after another.
///
/// On `SQLite` the transaction is the only writer already; elsewhere there has to be a row to hold.
pub async fn lock(db: &impl ConnectionTrait, key: &TallyKey) -> StoreResult<Tally> {
    if db.get_database_backend() != DbBackend::Postgres {
        return read(db, key).await;
    }
    if let Some(row) = tally::Entity::find_by_id(key.row()).lock_exclusive().one(db).await? {
        return Ok(row.into());
    }
    let (subject, kind, client) = key.row();
    let row = tally::ActiveModel {
        subject: Set(subject),
        kind: Set(kind),
        client: Set(client),
        wrong_in_row: Set(Count(0)),
        last_wrong_at: Set(None),
    };
    let nothing = OnConflict::columns([tally::Column::Subject, tally::Column::Kind, tally::Column::Client])
        .do_nothing()
        .to_owned();
    tally::Entity::insert(row).on_conflict(nothing).exec_without_returning(db).await?;
    let row = tally::Entity::find_by_id(key.row()).lock_exclusive().one(db).await?;
    Ok(row.map(Tally::from).unwrap_or_default())
}

/// Writes a tally that is locked.
pub async fn save(db: &impl ConnectionTrait, key: &TallyKey, tally: &Tally) -> StoreResult<()> {
    let (subject, kind, client) = key.row();
    let row = tally::ActiveModel {
        subject: Set(subject),
        kind: Set(kind),
        client: Set(client),
        wrong_in_row: Set(Count(tally.wrong_in_row)),
        last_wrong_at: Set(tally.last_wrong_at.map(at)),
    };
    let key = [tally::Column::Subject, tally::Column::Kind, tally::Column::Client];
    let changed = [tally::Column::WrongInRow, tally::Column::LastWrongAt];
    let upsert = OnConflict::columns(key).update_columns(changed).to_owned();
    tally::Entity::insert(row).on_conflict(upsert).exec_without_returning(db).await?;
    Ok(())
}

/// Removes a tally: the account is opened to that client anew.
pub async fn clear(db: &impl ConnectionTrait, key: &TallyKey) -> StoreResult<()> {
    static CLEAR: Wording = Wording::new();
    let (subject, kind, client) = key.row();
    let values = [subject.into(), kind.into(), client.into()];
    CLEAR.change(db, values, || tally::Entity::delete_by_id(key.row())).await?;
    Ok(())
}

/// Removes all tallies of a user, who is removed themself.
pub async fn remove_all(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    tally::Entity::delete_many().filter(tally::Column::Subject.eq(subject_of(user))).exec(db).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Sum {
    count: i64,
    last: Option<At>,
}

/// The strangers' wrong codes of the last 30 days, which no right code ends (S6).
pub async fn stranger_sum(
    db: &impl ConnectionTrait,
    user: UserId,
    now: DateTime<Utc>,
) -> StoreResult<StrangerSum> {
    let recent = wrong_code::Entity::find()
        .filter(wrong_code::Column::UserId.eq(user.as_uuid()))
        .filter(wrong_code::Column::At.gt(at(now - StrangerSum::WINDOW)));
    let sum: Option<Sum> = recent
        .select_only()
        .column_as(wrong_code::Column::Id.count(), "count")
        .column_as(wrong_code::Column::At.max(), "last")
        .into_model()
        .one(db)
        .await?;
    Ok(StrangerSum {
        wrong_in_30_days: sum.as_ref().map_or(0, |sum| u32::try_from(sum.count).unwrap_or(u32::MAX)),
        last_wrong_at: sum.and_then(|sum| sum.last).map(|at| at.0),
    })
}

/// Forgets the strangers' sum: the password that they know is another one now (S6).
pub async fn clear_stranger_sum(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    wrong_code::Entity::delete_many().filter(wrong_code::Column::UserId.eq(user.as_uuid())).exec(db).await?;
    Ok(())
}

/// Adds a stranger's wrong code to the sum.
pub async fn add_to_stranger_sum(
    db: &impl ConnectionTrait,
    id: WrongTryId,
    user: UserId,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let row =
        wrong_code::ActiveModel { id: Set(id.as_uuid()), user_id: Set(user.as_uuid()), at: Set(at(now)) };
    wrong_code::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

impl From<tally::Model> for Tally {
    fn from(row: tally::Model) -> Self {
        Self { wrong_in_row: row.wrong_in_row.0, last_wrong_at: row.last_wrong_at.map(|at| at.0) }
    }
}
