//! Rows of `login_challenges`.

use sea_orm::entity::prelude::*;

use super::{At, Count, known_client, user};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_challenges")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: Vec<u8>,
    pub user_id: Uuid,
    pub known_client_id: Option<Uuid>,
    pub wrong_codes: Count,
    pub device_name: String,
    pub ip: String,
    pub created_at: At,
    pub expires_at: At,
    pub ended_at: Option<At>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<user::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(user::Entity).from(Column::UserId).to(user::Column::Id).into()
    }
}

/// Clients are forgotten, so there may be none any more.
impl Related<known_client::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(known_client::Entity)
            .from(Column::KnownClientId)
            .to(known_client::Column::Id)
            .into()
    }
}
