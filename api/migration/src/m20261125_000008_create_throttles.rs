//! Tallies of wrong tries, and the notices that were sent about them.

use sea_orm_migration::{
    prelude::*,
    schema::{integer, pk_uuid, string, uuid},
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
                    .table("tallies")
                    .col(string("subject"))
                    .col(string("kind"))
                    .col(uuid("client"))
                    .col(integer("wrong_in_row"))
                    .col(at_null("last_wrong_at"))
                    .primary_key(Index::create().col("subject").col("kind").col("client"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("wrong_codes")
                    .col(pk_uuid("id"))
                    .col(uuid("user_id"))
                    .col(at("at"))
                    .foreign_key(&mut belongs_to("wrong_codes", "user_id", "users"))
                    .take(),
            )
            .await?;
        manager.create_index(index("wrong_codes", &["user_id", "at"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("wrong_passwords")
                    .col(pk_uuid("id"))
                    .col(string("address"))
                    .col(at("at"))
                    .take(),
            )
            .await?;
        manager.create_index(index("wrong_passwords", &["address", "at"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("notices")
                    .col(uuid("user_id"))
                    .col(string("kind"))
                    .col(at("sent_at"))
                    .primary_key(Index::create().col("user_id").col("kind"))
                    .foreign_key(&mut belongs_to("notices", "user_id", "users"))
                    .take(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("notices").take()).await?;
        manager.drop_table(Table::drop().table("wrong_passwords").take()).await?;
        manager.drop_table(Table::drop().table("wrong_codes").take()).await?;
        manager.drop_table(Table::drop().table("tallies").take()).await?;
        Ok(())
    }
}
