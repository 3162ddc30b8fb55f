//! Sessions and the refresh tokens that they have replaced.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, blob, pk_uuid, string, string_null, uuid, uuid_null},
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
                    .table("sessions")
                    .col(pk_uuid("id"))
                    .col(uuid("user_id"))
                    .col(string("client"))
                    .col(string("transport"))
                    .col(big_integer("generation"))
                    .col(string("amr"))
                    .col(at("auth_time"))
                    .col(at_null("fresh_at"))
                    .col(uuid_null("known_client_id"))
                    .col(blob("refresh_hash"))
                    .col(string("device_name"))
                    .col(string("ip"))
                    .col(at("created_at"))
                    .col(at("last_seen_at"))
                    .col(at("idle_expires_at"))
                    .col(at("absolute_expires_at"))
                    .col(at_null("ended_at"))
                    .col(string_null("end_reason"))
                    .foreign_key(&mut belongs_to("sessions", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("sessions", &["refresh_hash"])).await?;
        manager.create_index(index("sessions", &["user_id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("spent_refresh_tokens")
                    .col(blob("token_hash").primary_key().take())
                    .col(uuid("session_id"))
                    .col(at("spent_at"))
                    .foreign_key(&mut belongs_to("spent_refresh_tokens", "session_id", "sessions"))
                    .take(),
            )
            .await?;
        manager.create_index(index("spent_refresh_tokens", &["session_id"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("spent_refresh_tokens").take()).await?;
        manager.drop_table(Table::drop().table("sessions").take()).await?;
        Ok(())
    }
}
