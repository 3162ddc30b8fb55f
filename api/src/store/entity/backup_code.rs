//! Rows of `backup_codes`.

use sea_orm::entity::prelude::*;

use super::At;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "backup_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: Vec<u8>,
    pub generated_at: At,
    pub spent_at: Option<At>,
}

impl ActiveModelBehavior for ActiveModel {}
