//! Browsers that are excused from the second factor (S13).

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, sea_query::Expr,
};
use vestibule_domain::{
    id::{DeviceId, TeamId, UserId},
    remembered_device::RememberedDevice,
};

use super::{
    StoreResult, at, bound::remove_surplus, entity::remembered_device, one_column::the_values, user::users_of,
};

/// Keeps a device under the hash of its token.
pub async fn insert(
    db: &impl ConnectionTrait,
    device: &RememberedDevice,
    token_hash: [u8; 32],
) -> StoreResult<()> {
    let user = device.user;
    let row = remembered_device::ActiveModel {
        id: Set(device.id.as_uuid()),
        user_id: Set(user.as_uuid()),
        token_hash: Set(token_hash.to_vec()),
        replaced_hash: Set(None),
        replaced_at: Set(None),
        name: Set(device.name.clone()),
        created_at: Set(at(device.created_at)),
        last_used_at: Set(at(device.last_used_at)),
        expires_at: Set(at(device.expires_at)),
    };
    remembered_device::Entity::insert(row).exec_without_returning(db).await?;
    let theirs = newest_first(user).select_only().column(remembered_device::Column::Id);
    let ids = the_values(db, theirs.as_query()).await?;
    remove_surplus::<remembered_device::Entity>(db, remembered_device::Column::Id, ids.into_iter()).await?;
    Ok(())
}

/// A device that one of the presented tokens belongs to.
#[derive(Clone, Debug)]
pub struct Presented {
    /// The device.
    pub device: RememberedDevice,
    /// Which of the tokens it was.
    pub place: usize,
    /// When that token was replaced by its successor; `None` where it is the present one.
    pub replaced_at: Option<DateTime<Utc>>,
}

/// The user's devices that hold, or held last, one of these tokens; locked.
///
/// A cookie may hold a dead token beside a live one: whoever asks picks the one that is good.
pub async fn lock_presented(
    db: &impl ConnectionTrait,
    user: UserId,
    token_hashes: &[[u8; 32]],
) -> StoreResult<Vec<Presented>> {
    if token_hashes.is_empty() {
        return Ok(Vec::new());
    }
    let hashes = bytes(token_hashes);
    let rows = holding(&hashes)
        .filter(remembered_device::Column::UserId.eq(user.as_uuid()))
        .lock_exclusive()
        .all(db)
        .await?;
    let presented = rows.into_iter().filter_map(|row| {
        let present = hashes.iter().position(|hash| *hash == row.token_hash);
        let former = || hashes.iter().position(|hash| Some(hash) == row.replaced_hash.as_ref());
        let replaced_at = if present.is_some() { None } else { row.replaced_at.map(|at| at.0) };
        Some(Presented { place: present.or_else(former)?, replaced_at, device: row.into() })
    });
    Ok(presented.collect())
}

/// The user's device that holds one of these tokens, for the list to mark it.
pub async fn find_presented(
    db: &impl ConnectionTrait,
    user: UserId,
    token_hashes: &[[u8; 32]],
) -> StoreResult<Option<DeviceId>> {
    if token_hashes.is_empty() {
        return Ok(None);
    }
    let row = remembered_device::Entity::find()
        .filter(remembered_device::Column::UserId.eq(user.as_uuid()))
        .filter(remembered_device::Column::TokenHash.is_in(bytes(token_hashes)))
        .one(db)
        .await?;
    Ok(row.map(|row| row.id.into()))
}

/// Which of these tokens are live and another user's, by their places: those stay in a shared browser's cookie.
pub async fn places_of_others(
    db: &impl ConnectionTrait,
    user: UserId,
    token_hashes: &[[u8; 32]],
    now: DateTime<Utc>,
) -> StoreResult<Vec<usize>> {
    if token_hashes.is_empty() {
        return Ok(Vec::new());
    }
    let hashes = bytes(token_hashes);
    let rows = holding(&hashes)
        .filter(remembered_device::Column::UserId.ne(user.as_uuid()))
        .filter(remembered_device::Column::ExpiresAt.gt(at(now)))
        .all(db)
        .await?;
    let is_theirs = |hash: &Vec<u8>| {
        rows.iter().any(|row| *hash == row.token_hash || Some(hash) == row.replaced_hash.as_ref())
    };
    Ok(hashes.iter().enumerate().filter(|(_, hash)| is_theirs(hash)).map(|(place, _)| place).collect())
}

fn bytes(hashes: &[[u8; 32]]) -> Vec<Vec<u8>> {
    hashes.iter().map(|hash| hash.to_vec()).collect()
}

fn holding(hashes: &[Vec<u8>]) -> Select<remembered_device::Entity> {
    let held = Condition::any()
        .add(remembered_device::Column::TokenHash.is_in(hashes.to_vec()))
        .add(remembered_device::Column::ReplacedHash.is_in(hashes.to_vec()));
    remembered_device::Entity::find().filter(held)
}

/// Replaces a device's token at its use, without lengthening its life.
pub async fn replace_token(
    db: &impl ConnectionTrait,
    id: DeviceId,
    successor_hash: [u8; 32],
    now: DateTime<Utc>,
) -> StoreResult<()> {
    remembered_device::Entity::update_many()
        .col_expr(remembered_device::Column::ReplacedHash, Expr::col(remembered_device::Column::TokenHash))
        .col_expr(remembered_device::Column::TokenHash, Expr::value(successor_hash.to_vec()))
        .col_expr(remembered_device::Column::ReplacedAt, Expr::value(at(now)))
        .col_expr(remembered_device::Column::LastUsedAt, Expr::value(at(now)))
        .filter(remembered_device::Column::Id.eq(id.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}

/// The user's devices, newest first, those that ran out included.
pub async fn of_user(db: &impl ConnectionTrait, user: UserId) -> StoreResult<Vec<RememberedDevice>> {
    let rows = newest_first(user).all(db).await?;
    Ok(rows.into_iter().map(RememberedDevice::from).collect())
}

fn newest_first(user: UserId) -> Select<remembered_device::Entity> {
    remembered_device::Entity::find()
        .filter(remembered_device::Column::UserId.eq(user.as_uuid()))
        .order_by_desc(remembered_device::Column::CreatedAt)
        .order_by_desc(remembered_device::Column::Id)
}

/// Forgets one of the user's devices; `false` where it isn't theirs or isn't there.
pub async fn forget(db: &impl ConnectionTrait, user: UserId, id: DeviceId) -> StoreResult<bool> {
    let delete = remembered_device::Entity::delete_by_id(id.as_uuid())
        .filter(remembered_device::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    Ok(delete.rows_affected == 1)
}

/// Forgets all of the user's devices.
pub async fn forget_all(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    remembered_device::Entity::delete_many()
        .filter(remembered_device::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets every device of a team's users.
pub async fn forget_all_of_team(db: &impl ConnectionTrait, team: TeamId) -> StoreResult<()> {
    remembered_device::Entity::delete_many()
        .filter(remembered_device::Column::UserId.in_subquery(users_of(team)))
        .exec(db)
        .await?;
    Ok(())
}

impl From<remembered_device::Model> for RememberedDevice {
    fn from(row: remembered_device::Model) -> Self {
        Self {
            id: row.id.into(),
            user: row.user_id.into(),
            name: row.name,
            created_at: row.created_at.0,
            last_used_at: row.last_used_at.0,
            expires_at: row.expires_at.0,
        }
    }
}
