//! What happened to accounts and teams: written once, never changed (S25).

use sea_orm_migration::{
    prelude::*,
    schema::{pk_uuid, string, string_null, text, uuid, uuid_null},
};

use crate::parts::{at, belongs_to, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Actor and subject refer to no row: a removed user's activity stays.
        manager
            .create_table(
                Table::create()
                    .table("activity")
                    .col(pk_uuid("id"))
                    .col(uuid("team_id"))
                    .col(at("at"))
                    .col(string("action"))
                    .col(uuid_null("actor_id"))
                    .col(uuid_null("subject_id"))
                    .col(string_null("ip"))
                    .col(string_null("device_name"))
                    .col(text("detail"))
                    .foreign_key(&mut belongs_to("activity", "team_id", "teams"))
                    .take(),
            )
            .await?;
        manager.create_index(index("activity", &["team_id", "id"])).await?;
        manager.create_index(index("activity", &["subject_id", "id"])).await?;
        manager.create_index(index("activity", &["actor_id", "id"])).await?;
        manager.create_index(index("activity", &["at"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("activity").take()).await
    }
}
