//! Rows of `sms_codes`.

use sea_orm::entity::prelude::*;

use super::{At, Count};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sms_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub purpose: String,
    pub subject_id: Uuid,
    pub code: Vec<u8>,
    pub wrong_codes: Count,
    pub expires_at: At,
}

impl ActiveModelBehavior for ActiveModel {}
