//! Rows of `activity`.

use sea_orm::entity::prelude::*;

use super::At;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub team_id: Uuid,
    pub at: At,
    pub action: String,
    pub actor_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    pub ip: Option<String>,
    pub device_name: Option<String>,
    pub detail: String,
}

impl ActiveModelBehavior for ActiveModel {}
