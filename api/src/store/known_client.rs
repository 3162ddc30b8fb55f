//! Known clients: browsers and apps that completed a log-in before, and so have a tally of their own (S6, S7).

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use vestibule_domain::id::{KnownClientId, UserId};

use super::{StoreResult, at, entity::known_client};

/// The most that a user has; the oldest ends (S6, S29).
const AT_MOST: usize = 20;

/// A known client. It opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownClient {
    /// Which one.
    pub id: KnownClientId,
    /// Whether a log-in from it was proven by a second factor.
    pub second_factor_proven: bool,
}

/// The user's client that holds one of these tokens, with the place of that token.
///
/// The token before the present one counts as well: the answer that carried the present one may be lost.
pub async fn find(
    db: &impl ConnectionTrait,
    user: UserId,
    token_hashes: &[[u8; 32]],
) -> StoreResult<Option<(KnownClient, usize)>> {
    if token_hashes.is_empty() {
        return Ok(None);
    }
    let hashes: Vec<_> = token_hashes.iter().map(|hash| hash.to_vec()).collect();
    let held = Condition::any()
        .add(known_client::Column::TokenHash.is_in(hashes.clone()))
        .add(known_client::Column::ReplacedHash.is_in(hashes.clone()));
    let row = known_client::Entity::find()
        .filter(known_client::Column::UserId.eq(user.as_uuid()))
        .filter(held)
        .one(db)
        .await?;
    Ok(row.and_then(|row| {
        let place = hashes
            .iter()
            .position(|hash| *hash == row.token_hash || Some(hash) == row.replaced_hash.as_ref())?;
        Some((KnownClient { id: row.id.into(), second_factor_proven: row.second_factor_proven }, place))
    }))
}

/// The same client, if a second factor was ever proven from it and it is still known.
pub async fn proven(
    db: &impl ConnectionTrait,
    user: UserId,
    id: KnownClientId,
) -> StoreResult<Option<KnownClientId>> {
    let row = known_client::Entity::find_by_id(id.as_uuid())
        .filter(known_client::Column::UserId.eq(user.as_uuid()))
        .filter(known_client::Column::SecondFactorProven.eq(true))
        .one(db)
        .await?;
    Ok(row.map(|_| id))
}

/// Makes a client known, or gives one that is a new token.
pub async fn remember(
    db: &impl ConnectionTrait,
    user: UserId,
    client: KnownClient,
    token_hash: [u8; 32],
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let update = known_client::Entity::update_many()
        .col_expr(known_client::Column::ReplacedHash, Expr::col(known_client::Column::TokenHash))
        .col_expr(known_client::Column::TokenHash, Expr::value(token_hash.to_vec()))
        .col_expr(known_client::Column::SecondFactorProven, Expr::value(client.second_factor_proven))
        .col_expr(known_client::Column::LastUsedAt, Expr::value(at(now)))
        .filter(known_client::Column::Id.eq(client.id.as_uuid()))
        .filter(known_client::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    if update.rows_affected == 1 {
        return Ok(());
    }
    let row = known_client::ActiveModel {
        id: Set(client.id.as_uuid()),
        user_id: Set(user.as_uuid()),
        token_hash: Set(token_hash.to_vec()),
        replaced_hash: Set(None),
        second_factor_proven: Set(client.second_factor_proven),
        created_at: Set(at(now)),
        last_used_at: Set(at(now)),
    };
    known_client::Entity::insert(row).exec_without_returning(db).await?;
    end_oldest(db, user).await
}

async fn end_oldest(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    let rows = known_client::Entity::find()
        .filter(known_client::Column::UserId.eq(user.as_uuid()))
        .order_by_desc(known_client::Column::LastUsedAt)
        .order_by_desc(known_client::Column::Id)
        .all(db)
        .await?;
    let surplus: Vec<_> = rows.iter().skip(AT_MOST).map(|row| row.id).collect();
    if !surplus.is_empty() {
        known_client::Entity::delete_many().filter(known_client::Column::Id.is_in(surplus)).exec(db).await?;
    }
    Ok(())
}

/// Makes every client of a user a stranger again.
pub async fn forget_all(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    known_client::Entity::delete_many()
        .filter(known_client::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}
