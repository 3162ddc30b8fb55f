//! Printed one-time codes, as keyed hashes (S3).

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use vestibule_domain::{backup_code::BackupCode, id::UserId};

use super::{
    StoreResult, at,
    entity::{At, backup_code},
    wording::Wording,
};
use crate::vault::Vault;

/// What is left of a user's codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remaining {
    /// Codes that were never used.
    pub remaining: usize,
    /// Codes that were handed out.
    pub total: usize,
    /// When.
    pub generated_at: DateTime<Utc>,
}

/// Puts a fresh set in force; the older codes stop working.
pub async fn replace(
    db: &impl ConnectionTrait,
    vault: &Vault,
    user: UserId,
    codes: &[BackupCode],
    now: DateTime<Utc>,
) -> StoreResult<()> {
    remove(db, user).await?;
    let rows = codes.iter().map(|code| backup_code::ActiveModel {
        user_id: Set(user.as_uuid()),
        code_hash: Set(vault.backup_code_hash(user.as_uuid(), code.canonical()).to_vec()),
        generated_at: Set(at(now)),
        spent_at: Set(None),
    });
    backup_code::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Spends a code: `true` for exactly one of those who try it at once.
pub async fn redeem(
    db: &impl ConnectionTrait,
    vault: &Vault,
    user: UserId,
    code: &BackupCode,
    now: DateTime<Utc>,
) -> StoreResult<bool> {
    let hash = vault.backup_code_hash(user.as_uuid(), code.canonical()).to_vec();
    let update = backup_code::Entity::update_many()
        .col_expr(backup_code::Column::SpentAt, Expr::value(at(now)))
        .filter(backup_code::Column::UserId.eq(user.as_uuid()))
        .filter(backup_code::Column::CodeHash.eq(hash))
        .filter(backup_code::Column::SpentAt.is_null())
        .exec(db)
        .await?;
    Ok(update.rows_affected == 1)
}

/// Whether this is one of the user's codes that was spent before.
pub async fn was_spent(
    db: &impl ConnectionTrait,
    vault: &Vault,
    user: UserId,
    code: &BackupCode,
) -> StoreResult<bool> {
    let hash = vault.backup_code_hash(user.as_uuid(), code.canonical()).to_vec();
    let row = backup_code::Entity::find_by_id((user.as_uuid(), hash)).one(db).await?;
    Ok(row.is_some_and(|row| row.spent_at.is_some()))
}

#[derive(FromQueryResult)]
struct Counted {
    total: i64,
    spent: i64,
    generated_at: Option<At>,
}

/// How many are left; `None` where none were handed out.
pub async fn remaining(db: &impl ConnectionTrait, user: UserId) -> StoreResult<Option<Remaining>> {
    static COUNT: Wording = Wording::new();
    let user = user.as_uuid();
    let count = || {
        backup_code::Entity::find()
            .filter(backup_code::Column::UserId.eq(user))
            .select_only()
            .column_as(backup_code::Column::CodeHash.count(), "total")
            .column_as(backup_code::Column::SpentAt.count(), "spent")
            .column_as(backup_code::Column::GeneratedAt.max(), "generated_at")
    };
    let counted = COUNT.ask(db, [user.into()], count).await?;
    let Some(Counted { total, spent, generated_at: Some(generated_at) }) = counted else { return Ok(None) };
    let count = |count: i64| usize::try_from(count).unwrap_or(0);
    Ok(Some(Remaining { remaining: count(total - spent), total: count(total), generated_at: generated_at.0 }))
}

/// Removes all of a user's codes.
pub async fn remove(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    backup_code::Entity::delete_many()
        .filter(backup_code::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}
