//! SMS codes that are live, and the texts that budgets count.

use sea_orm_migration::{
    prelude::*,
    schema::{blob, integer, pk_uuid, string, uuid},
};

use crate::parts::{at, belongs_to, index, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("sms_codes")
                    .col(pk_uuid("id"))
                    .col(uuid("user_id"))
                    .col(string("purpose"))
                    .col(uuid("subject_id"))
                    .col(blob("code"))
                    .col(integer("wrong_codes"))
                    .col(at("expires_at"))
                    .foreign_key(&mut belongs_to("sms_codes", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("sms_codes", &["subject_id", "purpose"])).await?;
        manager.create_index(index("sms_codes", &["user_id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("texts")
                    .col(pk_uuid("id"))
                    .col(uuid("user_id"))
                    .col(uuid("team_id"))
                    .col(string("phone"))
                    .col(string("address"))
                    .col(at("sent_at"))
                    .foreign_key(&mut belongs_to("texts", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(index("texts", &["user_id", "sent_at"])).await?;
        manager.create_index(index("texts", &["phone", "sent_at"])).await?;
        manager.create_index(index("texts", &["address", "sent_at"])).await?;
        manager.create_index(index("texts", &["team_id", "sent_at"])).await?;
        manager.create_index(index("texts", &["sent_at"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("texts").take()).await?;
        manager.drop_table(Table::drop().table("sms_codes").take()).await?;
        Ok(())
    }
}
