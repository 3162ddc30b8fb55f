//! Everything that is sealed, and sealing anew what hangs on an older master key (S20).

use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select, TryGetable,
    Value,
    sea_query::{Expr, LockBehavior, LockType},
};
use uuid::Uuid;

use super::{
    Database, StoreResult,
    entity::{mail, pending_enrollment, signing_key, sms_code, totp_authenticator, user},
};
use crate::vault::{Sealed, Vault};

/// How many rows are looked at, or held, at a time.
const BATCH: u64 = 100;

/// What became of the values of a kind that hung on an older master key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Sealed with the newest key now.
    pub resealed: usize,
    /// Left as they were, since somebody else held or changed them just then.
    pub held: usize,
    /// Left as they were, since no key at hand opens them.
    pub unreadable: usize,
}

/// Seals with the newest master key what hangs on an older one, a batch of rows at a time.
///
/// No row is waited for, and none is written that somebody changed meanwhile.
pub async fn reseal(db: &Database, vault: &Vault, kind: Sealed) -> StoreResult<Outcome> {
    match kind {
        Sealed::SigningKey => {
            column::<signing_key::Entity, String>(db, vault, kind, signing_key::Column::PrivateKey).await
        }
        Sealed::PasswordHash => {
            column::<user::Entity, Uuid>(db, vault, kind, user::Column::PasswordHash).await
        }
        Sealed::TotpSecret => {
            column::<totp_authenticator::Entity, Uuid>(db, vault, kind, totp_authenticator::Column::Secret)
                .await
        }
        Sealed::Enrollment => {
            column::<pending_enrollment::Entity, Uuid>(db, vault, kind, pending_enrollment::Column::Secret)
                .await
        }
        Sealed::Mail => column::<mail::Entity, Uuid>(db, vault, kind, mail::Column::Payload).await,
        Sealed::SmsCode => column::<sms_code::Entity, Uuid>(db, vault, kind, sms_code::Column::Code).await,
    }
}

/// A primary key, whose bytes a row's value is sealed to.
trait RowId: TryGetable + Into<Value> + Clone {
    fn identity(&self) -> &[u8];
}

impl RowId for Uuid {
    fn identity(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl RowId for String {
    fn identity(&self) -> &[u8] {
        self.as_bytes()
    }
}

/// A row and its sealed value.
#[derive(FromQueryResult)]
struct Row<Id: RowId> {
    id: Id,
    sealed: Vec<u8>,
}

/// The rows that have a sealed value. A mail that was sent has an empty one.
fn sealed_of<E: EntityTrait>(id: E::Column, sealed: E::Column) -> Select<E> {
    let select = E::find().select_only().column_as(id, "id").column_as(sealed, "sealed");
    select.filter(sealed.is_not_null()).filter(sealed.ne(Vec::<u8>::new()))
}

/// The values of one column, from the first row to the last.
async fn column<E: EntityTrait, Id: RowId>(
    db: &Database,
    vault: &Vault,
    kind: Sealed,
    sealed: E::Column,
) -> StoreResult<Outcome> {
    let id = id_of::<E>();
    let mut sum = Outcome::default();
    let mut after: Option<Id> = None;
    loop {
        let mut page = sealed_of::<E>(id, sealed);
        if let Some(after) = after {
            page = page.filter(id.gt(after));
        }
        let rows = page.order_by_asc(id).limit(BATCH).into_model::<Row<Id>>().all(db.read()).await?;
        let Some(last) = rows.last() else { return Ok(sum) };
        after = Some(last.id.clone());

        let stale: Vec<_> =
            rows.into_iter().filter(|row| vault.is_stale(&row.sealed)).map(|row| row.id).collect();
        if !stale.is_empty() {
            let batch = batch::<E, Id>(db, vault, kind, sealed, stale).await?;
            sum.resealed += batch.resealed;
            sum.held += batch.held;
            sum.unreadable += batch.unreadable;
        }
    }
}

async fn batch<E: EntityTrait, Id: RowId>(
    db: &Database,
    vault: &Vault,
    kind: Sealed,
    sealed: E::Column,
    stale: Vec<Id>,
) -> StoreResult<Outcome> {
    let id = id_of::<E>();
    let mut outcome = Outcome { held: stale.len(), ..Outcome::default() };
    let tx = db.begin().await?;
    // Whoever holds several rows and waits for one more may wait for somebody who waits for them.
    let free = sealed_of::<E>(id, sealed)
        .filter(id.is_in(stale))
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_model::<Row<Id>>()
        .all(&*tx)
        .await?;
    for Row { id: row, sealed: old } in free {
        let Ok(plain) = vault.open(kind, row.identity(), &old) else {
            outcome.held -= 1;
            outcome.unreadable += 1;
            continue;
        };
        let new = vault.seal(kind, row.identity(), &plain);
        let update = E::update_many()
            .col_expr(sealed, Expr::value(new))
            .filter(id.eq(row))
            .filter(sealed.eq(old))
            .exec(&*tx)
            .await?;
        let written = usize::from(update.rows_affected == 1);
        outcome.resealed += written;
        outcome.held -= written;
    }
    tx.commit().await?;
    Ok(outcome)
}

/// The one column of the primary key.
fn id_of<E: EntityTrait>() -> E::Column {
    use sea_orm::{Iterable, PrimaryKeyToColumn};
    E::PrimaryKey::iter().next().expect("a table has a primary key").into_column()
}
