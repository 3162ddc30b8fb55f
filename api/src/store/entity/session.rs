//! Rows of `sessions`.

use sea_orm::entity::prelude::*;

use super::{At, user};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub client: String,
    pub transport: String,
    pub generation: i64,
    pub amr: String,
    pub auth_time: At,
    pub fresh_at: Option<At>,
    pub known_client_id: Option<Uuid>,
    pub refresh_hash: Vec<u8>,
    pub device_name: String,
    pub ip: String,
    pub created_at: At,
    pub last_seen_at: At,
    pub idle_expires_at: At,
    pub absolute_expires_at: At,
    pub ended_at: Option<At>,
    pub end_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<user::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(user::Entity).from(Column::UserId).to(user::Column::Id).into()
    }
}
