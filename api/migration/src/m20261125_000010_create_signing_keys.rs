//! The keys that sign access tokens, sealed.

use sea_orm_migration::{
    prelude::*,
    schema::{blob, string},
};

use crate::parts::{at, at_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("signing_keys")
                    .col(string("kid").primary_key().take())
                    .col(blob("private_key"))
                    .col(blob("public_key"))
                    .col(at("created_at"))
                    .col(at("signs_from"))
                    .col(at_null("retires_at"))
                    .take(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("signing_keys").take()).await?;
        Ok(())
    }
}
