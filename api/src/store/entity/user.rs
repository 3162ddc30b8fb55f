//! Rows of `users`.

use sea_orm::entity::prelude::*;

use super::{At, team, totp_authenticator};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub team_id: Uuid,
    pub username: String,
    pub username_folded: String,
    pub name: String,
    pub name_folded: String,
    pub email: String,
    pub email_folded: String,
    pub role: String,
    pub active: bool,
    pub password_hash: Option<Vec<u8>>,
    pub country_code: Option<String>,
    pub cell_phone: Option<String>,
    pub phone_verified: bool,
    pub locale: String,
    pub created_at: At,
    pub last_login_at: Option<At>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<team::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(team::Entity).from(Column::TeamId).to(team::Column::Id).into()
    }
}

impl Related<totp_authenticator::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(totp_authenticator::Entity)
            .from(Column::Id)
            .to(totp_authenticator::Column::UserId)
            .into()
    }
}
