//! The open questions after the password: a code, or an authenticator to enroll.

use sea_orm_migration::{
    prelude::*,
    schema::{blob, integer, pk_uuid, string, uuid, uuid_null},
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
                    .table("login_challenges")
                    .col(pk_uuid("id"))
                    .col(blob("token_hash"))
                    .col(uuid("user_id"))
                    .col(uuid_null("known_client_id"))
                    .col(integer("wrong_codes"))
                    .col(string("device_name"))
                    .col(string("ip"))
                    .col(at("created_at"))
                    .col(at("expires_at"))
                    .col(at_null("ended_at"))
                    .foreign_key(&mut belongs_to("login_challenges", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("login_challenges", &["token_hash"])).await?;
        manager.create_index(index("login_challenges", &["user_id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("enrollment_grants")
                    .col(pk_uuid("id"))
                    .col(blob("token_hash"))
                    .col(uuid("user_id"))
                    .col(uuid_null("known_client_id"))
                    .col(string("device_name"))
                    .col(string("ip"))
                    .col(at("created_at"))
                    .col(at("expires_at"))
                    .col(at_null("ended_at"))
                    .foreign_key(&mut belongs_to("enrollment_grants", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("enrollment_grants", &["token_hash"])).await?;
        manager.create_index(index("enrollment_grants", &["user_id"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("enrollment_grants").take()).await?;
        manager.drop_table(Table::drop().table("login_challenges").take()).await?;
        Ok(())
    }
}
