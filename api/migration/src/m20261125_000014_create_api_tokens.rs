//! What scripts hold in place of a password and a code, hashed.

use sea_orm_migration::{
    prelude::*,
    schema::{blob, pk_uuid, string, text, uuid},
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
                    .table("api_tokens")
                    .col(pk_uuid("id"))
                    .col(uuid("user_id"))
                    .col(blob("token_hash"))
                    .col(string("name"))
                    .col(text("scopes"))
                    .col(at("created_at"))
                    .col(at_null("last_used_at"))
                    .col(at("expires_at"))
                    .foreign_key(&mut belongs_to("api_tokens", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("api_tokens", &["token_hash"])).await?;
        manager.create_index(index("api_tokens", &["user_id"])).await?;
        manager.create_index(index("api_tokens", &["expires_at"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("api_tokens").take()).await
    }
}
