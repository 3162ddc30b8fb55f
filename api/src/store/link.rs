//! Links that went out by mail (S24).

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select,
    sea_query::Expr,
};
use vestibule_domain::{
    id::{LinkId, UserId},
    link::LinkPurpose,
};

use super::{StoreError, StoreResult, Transaction, at, entity::link};

/// A link as it was sent.
#[derive(Clone, Debug)]
pub struct Link {
    /// Which one.
    pub id: LinkId,
    /// To whom.
    pub user: UserId,
    /// What it is good for.
    pub purpose: LinkPurpose,
    /// The address that it confirms, where it confirms one.
    pub email: Option<String>,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// When it was used, or ended by something else.
    pub used_at: Option<DateTime<Utc>>,
}

/// Keeps a link under the hash of its token.
pub async fn insert(
    db: &impl ConnectionTrait,
    link: &Link,
    token_hash: [u8; 32],
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let row = link::ActiveModel {
        id: Set(link.id.as_uuid()),
        token_hash: Set(token_hash.to_vec()),
        user_id: Set(link.user.as_uuid()),
        purpose: Set(link.purpose.as_str().to_owned()),
        email: Set(link.email.clone()),
        created_at: Set(at(now)),
        expires_at: Set(at(link.expires_at)),
        used_at: Set(None),
    };
    link::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The link of a token, good or not.
pub async fn of_token(db: &impl ConnectionTrait, token_hash: [u8; 32]) -> StoreResult<Option<Link>> {
    by_token(token_hash).one(db).await?.map(Link::try_from).transpose()
}

/// The same, held until the transaction ends.
pub async fn lock_by_token(tx: &Transaction, token_hash: [u8; 32]) -> StoreResult<Option<Link>> {
    by_token(token_hash).lock_exclusive().one(&**tx).await?.map(Link::try_from).transpose()
}

fn by_token(token_hash: [u8; 32]) -> Select<link::Entity> {
    link::Entity::find().filter(link::Column::TokenHash.eq(token_hash.to_vec()))
}

/// Ends every open link of a user: one was used, or what they were good for has changed.
pub async fn end_all(db: &impl ConnectionTrait, user: UserId, now: DateTime<Utc>) -> StoreResult<()> {
    link::Entity::update_many()
        .col_expr(link::Column::UsedAt, Expr::value(at(now)))
        .filter(link::Column::UserId.eq(user.as_uuid()))
        .filter(link::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

impl TryFrom<link::Model> for Link {
    type Error = StoreError;

    fn try_from(row: link::Model) -> StoreResult<Self> {
        Ok(Self {
            id: row.id.into(),
            user: row.user_id.into(),
            purpose: row.purpose.parse().map_err(|_| StoreError::Unreadable("a link's purpose"))?,
            email: row.email,
            expires_at: row.expires_at.0,
            used_at: row.used_at.map(|at| at.0),
        })
    }
}
