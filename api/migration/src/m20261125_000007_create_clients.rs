//! Browsers and apps that are remembered (skip the second factor) or known (keep their own tally).

use sea_orm_migration::{
    prelude::*,
    schema::{blob, blob_null, boolean, pk_uuid, string, uuid},
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
                    .table("remembered_devices")
                    .col(pk_uuid("id"))
                    .col(uuid("user_id"))
                    .col(blob("token_hash"))
                    .col(blob_null("replaced_hash"))
                    .col(at_null("replaced_at"))
                    .col(string("name"))
                    .col(at("created_at"))
                    .col(at("last_used_at"))
                    .col(at("expires_at"))
                    .foreign_key(&mut belongs_to("remembered_devices", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("remembered_devices", &["token_hash"])).await?;
        manager.create_index(index("remembered_devices", &["replaced_hash"])).await?;
        manager.create_index(index("remembered_devices", &["user_id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("known_clients")
                    .col(pk_uuid("id"))
                    .col(uuid("user_id"))
                    .col(blob("token_hash"))
                    .col(blob_null("replaced_hash"))
                    .col(boolean("second_factor_proven"))
                    .col(at("created_at"))
                    .col(at("last_used_at"))
                    .foreign_key(&mut belongs_to("known_clients", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("known_clients", &["token_hash"])).await?;
        manager.create_index(index("known_clients", &["replaced_hash"])).await?;
        manager.create_index(index("known_clients", &["user_id"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("known_clients").take()).await?;
        manager.drop_table(Table::drop().table("remembered_devices").take()).await?;
        Ok(())
    }
}
