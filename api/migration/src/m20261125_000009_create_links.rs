//! Links in mails: reset, invitation, e-mail change.

use sea_orm_migration::{
    prelude::*,
    schema::{blob, pk_uuid, string, string_null, uuid},
};

use crate::parts::{at, at_null, belongs_to, index, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("links")
                    .col(pk_uuid("id"))
                    .col(blob("token_hash"))
                    .col(uuid("user_id"))
                    .col(string("purpose"))
                    .col(string_null("email"))
                    .col(at("created_at"))
                    .col(at("expires_at"))
                    .col(at_null("used_at"))
                    .foreign_key(&mut belongs_to("links", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("links", &["token_hash"])).await?;
        manager.create_index(index("links", &["user_id"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("links").take()).await?;
        Ok(())
    }
}
