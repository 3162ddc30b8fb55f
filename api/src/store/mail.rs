//! Mails that wait to be sent, sealed, and those that were, for the budgets (S9).

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;
use vestibule_domain::id::{MailId, UserId};

use super::{
    StoreResult, Transaction, at,
    entity::{At, Count, mail},
    one_column::the_values,
};

/// A mail that is to wait.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// Which one.
    pub id: MailId,
    /// The kind under which it counts.
    pub kind: String,
    /// Whose account it is about.
    pub user: Option<Uuid>,
    /// The reader's address in small letters, for the budget.
    pub recipient: Option<String>,
    /// The prefix of the address of the client that asked for it, for the budget.
    pub client: Option<String>,
    /// The letter, sealed.
    pub payload: Vec<u8>,
    /// When it is to leave.
    pub leaves_at: DateTime<Utc>,
}

/// A mail that waits.
#[derive(Clone, Debug)]
pub struct QueuedMail {
    /// Which one.
    pub id: MailId,
    /// The kind under which it counts.
    pub kind: String,
    /// The letter, sealed.
    pub payload: Vec<u8>,
    /// When it was to leave.
    pub leaves_at: DateTime<Utc>,
    /// How often its sending was begun.
    pub tries: u32,
}

/// Whose share of mails is counted.
#[derive(Clone, Copy, Debug)]
pub enum Budget<'a> {
    /// An account's.
    Account(UserId),
    /// A mailbox's.
    Recipient(&'a str),
    /// A client address's.
    Client(&'a str),
}

/// Queues a mail; whoever delivers is woken by the commit.
pub async fn insert(tx: &Transaction, new: NewMail) -> StoreResult<()> {
    let row = mail::ActiveModel {
        id: Set(new.id.as_uuid()),
        kind: Set(new.kind),
        user_id: Set(new.user),
        recipient: Set(new.recipient),
        address: Set(new.client),
        payload: Set(new.payload),
        leaves_at: Set(at(new.leaves_at)),
        next_try_at: Set(at(new.leaves_at)),
        tries: Set(Count(0)),
        done_at: Set(None),
    };
    mail::Entity::insert(row).exec_without_returning(&**tx).await?;
    tx.has_posted();
    Ok(())
}

/// Makes mails with a link queue for the budgets, so that two at once can't both take the last one.
///
/// On `SQLite` the transaction is the only writer already.
pub async fn lock_budgets(db: &impl ConnectionTrait) -> StoreResult<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("SELECT pg_advisory_xact_lock(hashtext('vestibule.mails'))").await?;
    }
    Ok(())
}

/// When the mails left or are to leave that count for a budget: those of a kind, and for a client's address those of
/// every kind that it asked for.
pub async fn leaving(
    db: &impl ConnectionTrait,
    budget: &Budget<'_>,
    kind: &str,
    since: DateTime<Utc>,
) -> StoreResult<Vec<DateTime<Utc>>> {
    let of_kind = mail::Column::Kind.eq(kind);
    let counted = match budget {
        Budget::Account(user) => mail::Column::UserId.eq(user.as_uuid()).and(of_kind),
        Budget::Recipient(recipient) => mail::Column::Recipient.eq(*recipient).and(of_kind),
        Budget::Client(prefix) => mail::Column::Address.eq(*prefix),
    };
    let times = mail::Entity::find()
        .select_only()
        .column(mail::Column::LeavesAt)
        .filter(counted)
        .filter(mail::Column::LeavesAt.gt(at(since)))
        .order_by_desc(mail::Column::LeavesAt)
        .limit(1000);
    let times: Vec<At> = the_values(db, times.as_query()).await?;
    Ok(times.into_iter().map(|at| at.0).collect())
}

/// The mail of a kind that waits for its hour to be over, locked; further notices join it.
pub async fn lock_gathering(
    db: &impl ConnectionTrait,
    user: UserId,
    kind: &str,
    now: DateTime<Utc>,
) -> StoreResult<Option<QueuedMail>> {
    let row = mail::Entity::find()
        .filter(mail::Column::UserId.eq(user.as_uuid()))
        .filter(mail::Column::Kind.eq(kind))
        .filter(mail::Column::LeavesAt.gt(at(now)))
        .filter(mail::Column::Tries.eq(0))
        .lock_exclusive()
        .one(db)
        .await?;
    Ok(row.map(QueuedMail::from))
}

/// Puts another letter in a waiting mail's place.
pub async fn replace_payload(db: &impl ConnectionTrait, id: MailId, payload: Vec<u8>) -> StoreResult<()> {
    mail::Entity::update_many()
        .col_expr(mail::Column::Payload, Expr::value(payload))
        .filter(mail::Column::Id.eq(id.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}

/// Mails whose time has come, the one that waits longest first.
pub async fn due(db: &impl ConnectionTrait, limit: u64, now: DateTime<Utc>) -> StoreResult<Vec<QueuedMail>> {
    let rows = mail::Entity::find()
        .filter(mail::Column::DoneAt.is_null())
        .filter(mail::Column::NextTryAt.lte(at(now)))
        .order_by_asc(mail::Column::NextTryAt)
        .order_by_asc(mail::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(QueuedMail::from).collect())
}

/// How many mails wait.
pub async fn count_waiting(db: &impl ConnectionTrait) -> StoreResult<u64> {
    Ok(mail::Entity::find().filter(mail::Column::DoneAt.is_null()).count(db).await?)
}

/// Claims a due mail until `lease_ends_at`; `false` where another replica did.
///
/// Whoever dies over it leaves it to the next one when the lease is over.
pub async fn claim(
    db: &impl ConnectionTrait,
    mail: &QueuedMail,
    lease_ends_at: DateTime<Utc>,
) -> StoreResult<bool> {
    let update = mail::Entity::update_many()
        .col_expr(mail::Column::Tries, Expr::col(mail::Column::Tries).add(1))
        .col_expr(mail::Column::NextTryAt, Expr::value(at(lease_ends_at)))
        .filter(mail::Column::Id.eq(mail.id.as_uuid()))
        .filter(mail::Column::Tries.eq(Count(mail.tries)))
        .filter(mail::Column::DoneAt.is_null())
        .exec(db)
        .await?;
    Ok(update.rows_affected == 1)
}

/// Has a mail wait for its next try.
pub async fn postpone(db: &impl ConnectionTrait, id: MailId, next_try_at: DateTime<Utc>) -> StoreResult<()> {
    mail::Entity::update_many()
        .col_expr(mail::Column::NextTryAt, Expr::value(at(next_try_at)))
        .filter(mail::Column::Id.eq(id.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}

/// Ends a mail's wait, sent or given up, and forgets what was in it.
pub async fn end(db: &impl ConnectionTrait, id: MailId, now: DateTime<Utc>) -> StoreResult<()> {
    mail::Entity::update_many()
        .col_expr(mail::Column::DoneAt, Expr::value(at(now)))
        .col_expr(mail::Column::Payload, Expr::value(Vec::<u8>::new()))
        .filter(mail::Column::Id.eq(id.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}

/// Parts a removed user's mails from them, so that they don't go with the user: one that waits is still sent.
pub async fn part_from(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    mail::Entity::update_many()
        .col_expr(mail::Column::UserId, Expr::value(Option::<Uuid>::None))
        .filter(mail::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}

impl From<mail::Model> for QueuedMail {
    fn from(row: mail::Model) -> Self {
        Self {
            id: row.id.into(),
            kind: row.kind,
            payload: row.payload,
            leaves_at: row.leaves_at.0,
            tries: row.tries.0,
        }
    }
}
