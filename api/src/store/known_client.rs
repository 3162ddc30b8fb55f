//! Known clients: browsers and apps that completed a log-in before, and so have a tally of their own (S6, S7).

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use uuid::Uuid;
use vestibule_domain::id::{KnownClientId, UserId};

use super::{
    StoreResult, at,
    bound::remove_surplus,
    entity::{known_client, tally},
    tally::subject_of,
    wording::Wording,
};

/// A known client. It opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownClient {
    /// Which one.
    pub id: KnownClientId,
    /// Whether a log-in from it was proven by a second factor.
    pub second_factor_proven: bool,
}

/// The user's client that holds one of these tokens; where several do, the one used last.
///
/// The token before the present one counts as well: the answer that carried the present one may be lost.
pub async fn find(
    db: &impl ConnectionTrait,
    user: UserId,
    token_hashes: &[[u8; 32]],
) -> StoreResult<Option<KnownClient>> {
    static OF_ONE: Wording = Wording::new();
    if token_hashes.is_empty() {
        return Ok(None);
    }
    let (hashes, user) = (bytes(token_hashes), user.as_uuid());
    let theirs = || holding(&hashes).filter(known_client::Column::UserId.eq(user));
    let row: Option<known_client::Model> = if let [hash] = &*hashes {
        // One token is one client's.
        OF_ONE.ask(db, [hash.clone().into(), hash.clone().into(), user.into()], theirs).await?
    } else {
        let used_last = theirs()
            .order_by_desc(known_client::Column::SecondFactorProven)
            .order_by_desc(known_client::Column::LastUsedAt);
        used_last.one(db).await?
    };
    Ok(row.map(KnownClient::from))
}

/// Which of these tokens are another user's, by their places: those stay in a shared browser's cookie.
pub async fn places_of_others(
    db: &impl ConnectionTrait,
    user: UserId,
    token_hashes: &[[u8; 32]],
) -> StoreResult<Vec<usize>> {
    if token_hashes.is_empty() {
        return Ok(Vec::new());
    }
    let hashes = bytes(token_hashes);
    let rows = holding(&hashes).filter(known_client::Column::UserId.ne(user.as_uuid())).all(db).await?;
    let is_theirs = |hash: &Vec<u8>| {
        rows.iter().any(|row| *hash == row.token_hash || Some(hash) == row.replaced_hash.as_ref())
    };
    Ok(hashes.iter().enumerate().filter(|(_, hash)| is_theirs(hash)).map(|(place, _)| place).collect())
}

fn bytes(hashes: &[[u8; 32]]) -> Vec<Vec<u8>> {
    hashes.iter().map(|hash| hash.to_vec()).collect()
}

fn holding(hashes: &[Vec<u8>]) -> sea_orm::Select<known_client::Entity> {
    let held = Condition::any()
        .add(known_client::Column::TokenHash.is_in(hashes.to_vec()))
        .add(known_client::Column::ReplacedHash.is_in(hashes.to_vec()));
    known_client::Entity::find().filter(held)
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

/// Gives a known client a new token; one that was forgotten meanwhile is made known again.
pub async fn renew(
    db: &impl ConnectionTrait,
    user: UserId,
    client: KnownClient,
    token_hash: [u8; 32],
    now: DateTime<Utc>,
) -> StoreResult<()> {
    static RENEW: Wording = Wording::new();
    let (hash, proven, used_at) = (token_hash.to_vec(), client.second_factor_proven, at(now));
    let (id, owner) = (client.id.as_uuid(), user.as_uuid());
    let renewed = || {
        known_client::Entity::update_many()
            .col_expr(known_client::Column::ReplacedHash, Expr::col(known_client::Column::TokenHash))
            .col_expr(known_client::Column::TokenHash, Expr::value(hash.clone()))
            .col_expr(known_client::Column::SecondFactorProven, Expr::value(proven))
            .col_expr(known_client::Column::LastUsedAt, Expr::value(used_at))
            .filter(known_client::Column::Id.eq(id))
            .filter(known_client::Column::UserId.eq(owner))
    };
    let values = [hash.clone().into(), proven.into(), used_at.into(), id.into(), owner.into()];
    if RENEW.change(db, values, renewed).await? == 1 {
        return Ok(());
    }
    insert(db, user, client, token_hash, now).await
}

/// Makes a client known. Of too many, the one that was used longest ago is forgotten.
pub async fn insert(
    db: &impl ConnectionTrait,
    user: UserId,
    client: KnownClient,
    token_hash: [u8; 32],
    now: DateTime<Utc>,
) -> StoreResult<()> {
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
    let ids = rows.into_iter().map(|row| row.id);
    let surplus = remove_surplus::<known_client::Entity>(db, known_client::Column::Id, ids).await?;
    if !surplus.is_empty() {
        forget_tallies(db, user, Some(surplus)).await?;
    }
    Ok(())
}

/// Removes the tallies of a user's clients that are known no more: of some, or of all.
pub(super) async fn forget_tallies(
    db: &impl ConnectionTrait,
    user: UserId,
    clients: Option<Vec<Uuid>>,
) -> StoreResult<()> {
    let theirs = match clients {
        Some(clients) => tally::Column::Client.is_in(clients),
        None => tally::Column::Client.ne(Uuid::nil()),
    };
    tally::Entity::delete_many()
        .filter(tally::Column::Subject.eq(subject_of(user)))
        .filter(theirs)
        .exec(db)
        .await?;
    Ok(())
}

/// Makes every client of a user a stranger again.
pub async fn forget_all(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    known_client::Entity::delete_many()
        .filter(known_client::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    forget_tallies(db, user, None).await
}

impl From<known_client::Model> for KnownClient {
    fn from(row: known_client::Model) -> Self {
        Self { id: row.id.into(), second_factor_proven: row.second_factor_proven }
    }
}
