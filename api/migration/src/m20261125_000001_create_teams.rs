//! Teams and their policy.

use sea_orm_migration::{
    prelude::*,
    schema::{boolean, integer, pk_uuid, string},
};

use crate::parts::{at, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("teams")
                    .col(pk_uuid("id"))
                    .col(string("name"))
                    .col(boolean("require_two_factor"))
                    .col(boolean("require_two_factor_for_admins"))
                    .col(integer("grace_days"))
                    .col(boolean("allow_sms"))
                    .col(boolean("allow_remember_device"))
                    .col(at("policy_since"))
                    .col(at("created_at"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("teams", &["name"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("teams").take()).await?;
        Ok(())
    }
}
