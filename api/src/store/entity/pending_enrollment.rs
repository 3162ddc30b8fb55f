//! Rows of `pending_enrollments`.

use sea_orm::entity::prelude::*;

use super::{At, Count};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pending_enrollments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub begun_by: Uuid,
    pub secret: Vec<u8>,
    pub wrong_codes: Count,
    pub expires_at: At,
}

impl ActiveModelBehavior for ActiveModel {}
