//! People, their team and their password.

use sea_orm_migration::{
    prelude::*,
    schema::{blob_null, boolean, pk_uuid, string, string_null, uuid},
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
                    .table("users")
                    .col(pk_uuid("id"))
                    .col(uuid("team_id"))
                    .col(string("username"))
                    .col(string("username_folded"))
                    .col(string("name"))
                    .col(string("name_folded"))
                    .col(string("email"))
                    .col(string("email_folded"))
                    .col(string("role"))
                    .col(boolean("active"))
                    .col(blob_null("password_hash"))
                    .col(string_null("country_code"))
                    .col(string_null("cell_phone"))
                    .col(boolean("phone_verified"))
                    .col(string("locale"))
                    .col(at("created_at"))
                    .col(at_null("last_login_at"))
                    .foreign_key(&mut belongs_to("users", "team_id", "teams"))
                    .take(),
            )
            .await?;
        manager.create_index(unique("users", &["username_folded"])).await?;
        manager.create_index(index("users", &["team_id", "id"])).await?;
        manager.create_index(index("users", &["email_folded"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("users").take()).await?;
        Ok(())
    }
}
