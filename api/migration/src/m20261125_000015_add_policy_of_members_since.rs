//! Since when a team's policy demands a second factor of everybody, apart from since when it does of admins.

use sea_orm_migration::prelude::*;

use crate::parts::at_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = at_null("policy_of_members_since");
        manager.alter_table(Table::alter().table("teams").add_column(added).take()).await?;
        let kept = "UPDATE teams SET policy_of_members_since = policy_since WHERE require_two_factor";
        manager.get_connection().execute_unprepared(kept).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("teams").drop_column("policy_of_members_since").take()).await
    }
}
