//! The most that a user has of a kind; the oldest ends (S29).

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::StoreResult;

/// Known clients, remembered devices and API tokens, each (S6, S29).
const AT_MOST: usize = 20;

/// Removes those of a user's rows, newest first, that are too many; tells which.
pub(super) async fn remove_surplus<E: EntityTrait>(
    db: &impl ConnectionTrait,
    id: E::Column,
    newest_first: impl Iterator<Item = Uuid>,
) -> StoreResult<Vec<Uuid>> {
    let surplus: Vec<_> = newest_first.skip(AT_MOST).collect();
    if !surplus.is_empty() {
        E::delete_many().filter(id.is_in(surplus.clone())).exec(db).await?;
    }
    Ok(surplus)
}
