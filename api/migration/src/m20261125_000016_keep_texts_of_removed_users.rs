//! Texts no longer go with their user: they count for the budgets of number, team and service all the same.
//!
//! `SQLite` can't drop a foreign key, so they move to a table without one.

use sea_orm_migration::{
    prelude::*,
    schema::{pk_uuid, string, uuid},
};

use crate::parts::{at, belongs_to, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        move_to(manager, "sent_texts", columns("sent_texts"), "SELECT * FROM texts").await?;
        manager.drop_table(Table::drop().table("texts").take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let owned = columns("texts").foreign_key(&mut belongs_to("texts", "user_id", "users")).take();
        let of_users = "SELECT * FROM sent_texts WHERE user_id IN (SELECT id FROM users)";
        move_to(manager, "texts", owned, of_users).await?;
        manager.drop_table(Table::drop().table("sent_texts").take()).await
    }
}

fn columns(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(uuid("team_id"))
        .col(string("phone"))
        .col(string("address"))
        .col(at("sent_at"))
        .take()
}

async fn move_to(
    manager: &SchemaManager<'_>,
    table: &'static str,
    made: TableCreateStatement,
    rows: &str,
) -> Result<(), DbErr> {
    manager.create_table(made).await?;
    manager.get_connection().execute_unprepared(&format!("INSERT INTO {table} {rows}")).await?;
    for column in ["user_id", "phone", "address", "team_id"] {
        manager.create_index(index(table, &[column, "sent_at"])).await?;
    }
    manager.create_index(index(table, &["sent_at"])).await
}
