//! When a user was last told of a thing that is told once a day.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, sea_query::OnConflict};
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
    let row = notice::ActiveModel {
        user_id: Set(user.as_uuid()),
        kind: Set(kind.to_owned()),
        sent_at: Set(at(now)),
    };
    // One statement, so that of two who claim at once one is told that the other was first.
    let lapsed = OnConflict::columns([notice::Column::UserId, notice::Column::Kind])
        .update_column(notice::Column::SentAt)
        .action_and_where(notice::Column::SentAt.lte(at(now - every)))
        .to_owned();
    let claimed = notice::Entity::insert(row).on_conflict(lapsed).exec_without_returning(db).await?;
    Ok(claimed == 1)
}
