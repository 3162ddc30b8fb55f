//! Rows of `teams`.

#![expect(clippy::struct_excessive_bools, reason = "a row has a column for each switch of the policy")]

use sea_orm::entity::prelude::*;

use super::{At, Count};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "teams")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub require_two_factor: bool,
    pub require_two_factor_for_admins: bool,
    pub grace_days: Count,
    pub allow_sms: bool,
    pub allow_remember_device: bool,
    pub policy_since: At,
    pub policy_of_members_since: Option<At>,
    pub created_at: At,
}

impl ActiveModelBehavior for ActiveModel {}
