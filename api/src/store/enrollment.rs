//! Enrollments that wait for their first code.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use vestibule_domain::{
    enrollment::PendingEnrollment,
    id::{EnrollmentId, UserId},
    secret::SharedSecret,
};

use super::{
    StoreError, StoreResult, at,
    entity::{Count, pending_enrollment},
};
use crate::vault::{Sealed, Vault};

/// Keeps an enrollment, in place of the user's former one.
pub async fn replace(
    db: &impl ConnectionTrait,
    vault: &Vault,
    pending: &PendingEnrollment,
) -> StoreResult<()> {
    remove(db, pending.user).await?;
    let id = pending.id.as_uuid();
    let row = pending_enrollment::ActiveModel {
        id: Set(id),
        user_id: Set(pending.user.as_uuid()),
        begun_by: Set(pending.begun_by),
        secret: Set(vault.seal(Sealed::Enrollment, id.as_bytes(), pending.secret.expose())),
        wrong_codes: Set(Count(pending.wrong_codes)),
        expires_at: Set(at(pending.expires_at)),
    };
    pending_enrollment::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Locks an enrollment of the user, if it is still there.
pub async fn lock(
    db: &impl ConnectionTrait,
    vault: &Vault,
    user: UserId,
    id: EnrollmentId,
) -> StoreResult<Option<PendingEnrollment>> {
    let row = pending_enrollment::Entity::find_by_id(id.as_uuid())
        .filter(pending_enrollment::Column::UserId.eq(user.as_uuid()))
        .lock_exclusive()
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let secret = vault.open(Sealed::Enrollment, row.id.as_bytes(), &row.secret)?;
    let secret = <[u8; SharedSecret::LENGTH]>::try_from(secret.as_slice())
        .map_err(|_| StoreError::Unreadable("a secret's length"))?;
    Ok(Some(PendingEnrollment {
        id: row.id.into(),
        user: row.user_id.into(),
        begun_by: row.begun_by,
        secret: SharedSecret::from_bytes(secret),
        wrong_codes: row.wrong_codes.0,
        expires_at: row.expires_at.0,
    }))
}

/// Counts one more wrong code.
pub async fn count_wrong(db: &impl ConnectionTrait, id: EnrollmentId) -> StoreResult<()> {
    pending_enrollment::Entity::update_many()
        .col_expr(
            pending_enrollment::Column::WrongCodes,
            Expr::col(pending_enrollment::Column::WrongCodes).add(1),
        )
        .filter(pending_enrollment::Column::Id.eq(id.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}

/// Ends an enrollment; `false` where another request did meanwhile.
pub async fn take(db: &impl ConnectionTrait, id: EnrollmentId) -> StoreResult<bool> {
    let delete = pending_enrollment::Entity::delete_by_id(id.as_uuid()).exec(db).await?;
    Ok(delete.rows_affected == 1)
}

/// Ends whatever enrollment the user has begun.
pub async fn remove(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    pending_enrollment::Entity::delete_many()
        .filter(pending_enrollment::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}
