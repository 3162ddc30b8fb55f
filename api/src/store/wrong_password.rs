//! Wrong passwords of a client address, whatever the names (S7).

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use vestibule_domain::id::WrongTryId;

use super::{StoreResult, at, entity::wrong_password};

/// Wrong passwords that an address may send within [`WINDOW`].
pub const BUDGET: u64 = 30;

/// The span that the budget is for; it moves.
pub const WINDOW: TimeDelta = TimeDelta::minutes(10);

/// When the address may try again; `None` where it has tries left.
pub async fn wait_of(
    db: &impl ConnectionTrait,
    address: &str,
    now: DateTime<Utc>,
) -> StoreResult<Option<DateTime<Utc>>> {
    let oldest_that_counts = wrong_password::Entity::find()
        .filter(wrong_password::Column::Address.eq(address))
        .filter(wrong_password::Column::At.gt(at(now - WINDOW)))
        .order_by_desc(wrong_password::Column::At)
        .offset(BUDGET - 1)
        .limit(1)
        .one(db)
        .await?;
    Ok(oldest_that_counts.map(|row| row.at.0 + WINDOW))
}

/// Makes wrong passwords of an address queue, so that tries sent at once don't pass its budget.
///
/// On `SQLite` the transaction is the only writer already.
pub async fn lock(db: &impl ConnectionTrait, address: &str) -> StoreResult<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        let lock = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_advisory_xact_lock(hashtext($1))",
            [address.into()],
        );
        db.execute_raw(lock).await?;
    }
    Ok(())
}

/// Counts a wrong password.
pub async fn insert(
    db: &impl ConnectionTrait,
    id: WrongTryId,
    address: &str,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let row = wrong_password::ActiveModel {
        id: Set(id.as_uuid()),
        address: Set(address.to_owned()),
        at: Set(at(now)),
    };
    wrong_password::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
