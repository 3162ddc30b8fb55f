//! Rows of `totp_authenticators`.

use sea_orm::entity::prelude::*;

use super::At;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "totp_authenticators")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub secret: Vec<u8>,
    pub last_accepted_step: Option<i64>,
    pub confirmed_at: At,
}

impl ActiveModelBehavior for ActiveModel {}
