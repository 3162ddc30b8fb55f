//! Mails that wait to be sent, and those that were, for the budgets (S9).

use sea_orm_migration::{
    prelude::*,
    schema::{blob, integer, pk_uuid, string, string_null, uuid_null},
};

use crate::parts::{at, at_null, belongs_to, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("mails")
                    .col(pk_uuid("id"))
                    .col(string("kind"))
                    .col(uuid_null("user_id"))
                    .col(string_null("recipient"))
                    .col(string_null("address"))
                    .col(blob("payload"))
                    .col(at("leaves_at"))
                    .col(at("next_try_at"))
                    .col(integer("tries"))
                    .col(at_null("done_at"))
                    .foreign_key(&mut belongs_to("mails", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(index("mails", &["done_at", "next_try_at"])).await?;
        manager.create_index(index("mails", &["user_id", "kind", "leaves_at"])).await?;
        manager.create_index(index("mails", &["recipient", "kind", "leaves_at"])).await?;
        manager.create_index(index("mails", &["address", "kind", "leaves_at"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("mails").take()).await
    }
}
