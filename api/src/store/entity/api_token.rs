//! Rows of `api_tokens`.

use sea_orm::entity::prelude::*;

use super::At;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub token_hash: Vec<u8>,
    pub name: String,
    /// Separated by blanks, as in the claim.
    pub scopes: String,
    pub created_at: At,
    pub last_used_at: Option<At>,
    pub expires_at: At,
}

impl ActiveModelBehavior for ActiveModel {}
