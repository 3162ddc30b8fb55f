//! Rows of `spent_refresh_tokens`.

use sea_orm::entity::prelude::*;

use super::At;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "spent_refresh_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub session_id: Uuid,
    pub spent_at: At,
}

impl ActiveModelBehavior for ActiveModel {}
