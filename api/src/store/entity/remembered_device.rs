//! Rows of `remembered_devices`.

use sea_orm::entity::prelude::*;

use super::At;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "remembered_devices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub token_hash: Vec<u8>,
    pub replaced_hash: Option<Vec<u8>>,
    pub replaced_at: Option<At>,
    pub name: String,
    pub created_at: At,
    pub last_used_at: At,
    pub expires_at: At,
}

impl ActiveModelBehavior for ActiveModel {}
