//! Rows of `mails`.

use sea_orm::entity::prelude::*;

use super::{At, Count};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub user_id: Option<Uuid>,
    pub recipient: Option<String>,
    pub address: Option<String>,
    pub payload: Vec<u8>,
    pub leaves_at: At,
    pub next_try_at: At,
    pub tries: Count,
    pub done_at: Option<At>,
}

impl ActiveModelBehavior for ActiveModel {}
