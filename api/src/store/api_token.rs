//! What scripts hold in place of a password and a code (S12).

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, sea_query::Expr,
};
use vestibule_domain::{
    api_token::ApiToken,
    id::{ApiTokenId, UserId},
};

use super::{StoreResult, at, bound::remove_surplus, entity::api_token, one_column::the_values};

/// Keeps an API token under the hash of its secret.
pub async fn insert(db: &impl ConnectionTrait, token: &ApiToken, token_hash: [u8; 32]) -> StoreResult<()> {
    let row = api_token::ActiveModel {
        id: Set(token.id.as_uuid()),
        user_id: Set(token.user.as_uuid()),
        token_hash: Set(token_hash.to_vec()),
        name: Set(token.name.clone()),
        scopes: Set(token.scopes.join(" ")),
        created_at: Set(at(token.created_at)),
        last_used_at: Set(token.last_used_at.map(at)),
        expires_at: Set(at(token.expires_at)),
    };
    api_token::Entity::insert(row).exec_without_returning(db).await?;
    let theirs = newest_first(token.user).select_only().column(api_token::Column::Id);
    let ids = the_values(db, theirs.as_query()).await?;
    remove_surplus::<api_token::Entity>(db, api_token::Column::Id, ids.into_iter()).await?;
    Ok(())
}

/// The API token of this secret; its time may be over.
pub async fn of_secret(db: &impl ConnectionTrait, token_hash: [u8; 32]) -> StoreResult<Option<ApiToken>> {
    let row = api_token::Entity::find()
        .filter(api_token::Column::TokenHash.eq(token_hash.to_vec()))
        .one(db)
        .await?;
    Ok(row.map(ApiToken::from))
}

/// The API token of this id; its time may be over.
pub async fn find(db: &impl ConnectionTrait, id: ApiTokenId) -> StoreResult<Option<ApiToken>> {
    Ok(api_token::Entity::find_by_id(id.as_uuid()).one(db).await?.map(ApiToken::from))
}

/// The user's API tokens, newest first, those that ran out included.
pub async fn of_user(db: &impl ConnectionTrait, user: UserId) -> StoreResult<Vec<ApiToken>> {
    let rows = newest_first(user).all(db).await?;
    Ok(rows.into_iter().map(ApiToken::from).collect())
}

fn newest_first(user: UserId) -> Select<api_token::Entity> {
    api_token::Entity::find()
        .filter(api_token::Column::UserId.eq(user.as_uuid()))
        .order_by_desc(api_token::Column::CreatedAt)
        .order_by_desc(api_token::Column::Id)
}

/// Notes a use, unless one was noted after `noted_before`.
pub async fn note_use(
    db: &impl ConnectionTrait,
    id: ApiTokenId,
    noted_before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let last = api_token::Column::LastUsedAt;
    let is_old = Condition::any().add(last.is_null()).add(last.lte(at(noted_before)));
    api_token::Entity::update_many()
        .col_expr(last, Expr::value(at(now)))
        .filter(api_token::Column::Id.eq(id.as_uuid()))
        .filter(is_old)
        .exec(db)
        .await?;
    Ok(())
}

/// Ends one of the user's API tokens; `false` where it isn't theirs or isn't there.
pub async fn end(db: &impl ConnectionTrait, user: UserId, id: ApiTokenId) -> StoreResult<bool> {
    let delete = api_token::Entity::delete_by_id(id.as_uuid())
        .filter(api_token::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    Ok(delete.rows_affected == 1)
}

/// Ends all of the user's API tokens.
pub async fn end_all(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    api_token::Entity::delete_many().filter(api_token::Column::UserId.eq(user.as_uuid())).exec(db).await?;
    Ok(())
}

impl From<api_token::Model> for ApiToken {
    fn from(row: api_token::Model) -> Self {
        Self {
            id: row.id.into(),
            user: row.user_id.into(),
            name: row.name,
            scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
            created_at: row.created_at.0,
            last_used_at: row.last_used_at.map(|at| at.0),
            expires_at: row.expires_at.0,
        }
    }
}
