//! Rows of `links`.

use sea_orm::entity::prelude::*;

use super::At;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: Vec<u8>,
    pub user_id: Uuid,
    pub purpose: String,
    pub email: Option<String>,
    pub created_at: At,
    pub expires_at: At,
    pub used_at: Option<At>,
}

impl ActiveModelBehavior for ActiveModel {}
