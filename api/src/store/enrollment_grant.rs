//! Enrollment tokens: all that a user gets whose team demands a second factor they don't have yet.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use vestibule_domain::{
    id::{GrantId, KnownClientId, UserId},
    session::Place,
};

use super::{StoreResult, at, entity::enrollment_grant};

/// A leave to set up two-factor and nothing else.
#[derive(Clone, Debug)]
pub struct EnrollmentGrant {
    /// Which one.
    pub id: GrantId,
    /// Whose.
    pub user: UserId,
    /// The known client that logged in.
    pub client: Option<KnownClientId>,
    /// Where the log-in came from, for the session to come.
    pub place: Place,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// When it was used or given back.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Keeps a grant under the hash of its token.
pub async fn insert(
    db: &impl ConnectionTrait,
    grant: &EnrollmentGrant,
    token_hash: [u8; 32],
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let row = enrollment_grant::ActiveModel {
        id: Set(grant.id.as_uuid()),
        token_hash: Set(token_hash.to_vec()),
        user_id: Set(grant.user.as_uuid()),
        known_client_id: Set(grant.client.map(KnownClientId::as_uuid)),
        device_name: Set(grant.place.device_name.clone()),
        ip: Set(grant.place.ip.clone()),
        created_at: Set(at(now)),
        expires_at: Set(at(grant.expires_at)),
        ended_at: Set(None),
    };
    enrollment_grant::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The grant of a token, in force or not.
pub async fn of_token(
    db: &impl ConnectionTrait,
    token_hash: [u8; 32],
) -> StoreResult<Option<EnrollmentGrant>> {
    let row = enrollment_grant::Entity::find()
        .filter(enrollment_grant::Column::TokenHash.eq(token_hash.to_vec()))
        .one(db)
        .await?;
    Ok(row.map(|row| EnrollmentGrant {
        id: row.id.into(),
        user: row.user_id.into(),
        client: row.known_client_id.map(Into::into),
        place: Place { device_name: row.device_name, ip: row.ip },
        expires_at: row.expires_at.0,
        ended_at: row.ended_at.map(|at| at.0),
    }))
}

/// Ends a grant; `false` where it was over already.
pub async fn end(db: &impl ConnectionTrait, id: GrantId, now: DateTime<Utc>) -> StoreResult<bool> {
    let update = enrollment_grant::Entity::update_many()
        .col_expr(enrollment_grant::Column::EndedAt, Expr::value(at(now)))
        .filter(enrollment_grant::Column::Id.eq(id.as_uuid()))
        .filter(enrollment_grant::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(update.rows_affected == 1)
}

/// Ends every grant of a user.
pub async fn end_all(db: &impl ConnectionTrait, user: UserId, now: DateTime<Utc>) -> StoreResult<()> {
    enrollment_grant::Entity::update_many()
        .col_expr(enrollment_grant::Column::EndedAt, Expr::value(at(now)))
        .filter(enrollment_grant::Column::UserId.eq(user.as_uuid()))
        .filter(enrollment_grant::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}
