//! Refresh tokens that were replaced: whoever shows one late shows that it was copied (S15).

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use vestibule_domain::id::SessionId;

use super::{StoreResult, at, entity::spent_refresh_token};

/// Notes that a token was replaced.
pub async fn spend(
    db: &impl ConnectionTrait,
    hash: [u8; 32],
    session: SessionId,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let row = spent_refresh_token::ActiveModel {
        token_hash: Set(hash.to_vec()),
        session_id: Set(session.as_uuid()),
        spent_at: Set(at(now)),
    };
    spent_refresh_token::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The session that a replaced token belonged to, and when it was replaced.
pub async fn find_spent(
    db: &impl ConnectionTrait,
    hash: [u8; 32],
) -> StoreResult<Option<(SessionId, DateTime<Utc>)>> {
    let row = spent_refresh_token::Entity::find_by_id(hash.to_vec()).one(db).await?;
    Ok(row.map(|row| (row.session_id.into(), row.spent_at.0)))
}
