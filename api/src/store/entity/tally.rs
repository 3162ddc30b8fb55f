//! Rows of `tallies`.

use sea_orm::entity::prelude::*;

use super::{At, Count};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tallies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub client: Uuid,
    pub wrong_in_row: Count,
    pub last_wrong_at: Option<At>,
}

impl ActiveModelBehavior for ActiveModel {}
