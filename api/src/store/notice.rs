//! When a user was last told of a thing that is told once a day.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use vestibule_domain::id::UserId;

use super::{StoreResult, at, entity::notice};

/// Claims today's notice: `true` for one caller a day.
pub async fn claim(
    db: &impl ConnectionTrait,
    user: UserId,
    kind: &str,
    every: TimeDelta,
    now: DateTime<Utc>,
) -> StoreResult<bool> {
    let update = notice::Entity::update_many()
        .col_expr(notice::Column::SentAt, Expr::value(at(now)))
        .filter(notice::Column::UserId.eq(user.as_uuid()))
        .filter(notice::Column::Kind.eq(kind))
        .filter(notice::Column::SentAt.lte(at(now - every)))
        .exec(db)
        .await?;
    if update.rows_affected == 1 {
        return Ok(true);
    }
    let row = notice::ActiveModel {
        user_id: Set(user.as_uuid()),
        kind: Set(kind.to_owned()),
        sent_at: Set(at(now)),
    };
    let nothing = OnConflict::columns([notice::Column::UserId, notice::Column::Kind]).do_nothing().to_owned();
    let inserted = notice::Entity::insert(row).on_conflict(nothing).exec_without_returning(db).await?;
    Ok(inserted == 1)
}
