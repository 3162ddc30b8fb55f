//! What proves possession: the app's secret, its pending successor, the printed codes.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer_null, blob, integer, pk_uuid, uuid},
};

use crate::parts::{at, at_null, belongs_to, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("totp_authenticators")
                    .col(pk_uuid("id"))
                    .col(uuid("user_id"))
                    .col(blob("secret"))
                    .col(big_integer_null("last_accepted_step"))
                    .col(at("confirmed_at"))
                    .foreign_key(&mut belongs_to("totp_authenticators", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("totp_authenticators", &["user_id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("pending_enrollments")
                    .col(pk_uuid("id"))
                    .col(uuid("user_id"))
                    .col(uuid("begun_by"))
                    .col(blob("secret"))
                    .col(integer("wrong_codes"))
                    .col(at("expires_at"))
                    .foreign_key(&mut belongs_to("pending_enrollments", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("pending_enrollments", &["user_id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("backup_codes")
                    .col(uuid("user_id"))
                    .col(blob("code_hash"))
                    .col(at("generated_at"))
                    .col(at_null("spent_at"))
                    .primary_key(Index::create().col("user_id").col("code_hash"))
                    .foreign_key(&mut belongs_to("backup_codes", "user_id", "users"))
                    .take(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("backup_codes").take()).await?;
        manager.drop_table(Table::drop().table("pending_enrollments").take()).await?;
        manager.drop_table(Table::drop().table("totp_authenticators").take()).await?;
        Ok(())
    }
}
