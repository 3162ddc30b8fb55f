//! The hash of a user's password, sealed in their row (S20).

use sea_orm::{ConnectionTrait, EntityTrait, sea_query::Expr};
use vestibule_domain::id::UserId;
use zeroize::Zeroizing;

use super::{StoreError, StoreResult, entity::user, user::update};
use crate::vault::{Sealed, Vault};

/// Stores a new password hash, sealed.
pub async fn set(db: &impl ConnectionTrait, vault: &Vault, user: UserId, phc: &str) -> StoreResult<()> {
    let sealed = vault.seal(Sealed::PasswordHash, user.as_uuid().as_bytes(), phc.as_bytes());
    update(db, user, [(user::Column::PasswordHash, Expr::value(sealed))]).await
}

/// The password's hash of a row, unsealed.
pub(super) fn of_row(vault: &Vault, row: &user::Model) -> StoreResult<Option<Zeroizing<String>>> {
    let Some(sealed) = &row.password_hash else { return Ok(None) };
    let phc = vault.open(Sealed::PasswordHash, row.id.as_bytes(), sealed)?;
    let phc = String::from_utf8(phc.to_vec())
        .map_err(|_| StoreError::Unreadable("a password hash that is no text"))?;
    Ok(Some(Zeroizing::new(phc)))
}

/// The password's hash of a user.
pub async fn of_user(
    db: &impl ConnectionTrait,
    vault: &Vault,
    user: UserId,
) -> StoreResult<Option<Zeroizing<String>>> {
    match user::Entity::find_by_id(user.as_uuid()).one(db).await? {
        Some(row) => of_row(vault, &row),
        None => Ok(None),
    }
}
