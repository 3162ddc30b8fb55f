//! Rows of `sent_texts`.

use sea_orm::entity::prelude::*;

use super::At;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sent_texts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub team_id: Uuid,
    pub phone: String,
    pub address: String,
    pub sent_at: At,
}

impl ActiveModelBehavior for ActiveModel {}
