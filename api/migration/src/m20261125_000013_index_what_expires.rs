//! What housekeeping looks rows up by: when their time is over.

use sea_orm_migration::prelude::*;

use crate::parts::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Each table with the columns that its expired rows are found by.
const INDEXES: [(&str, &[&str]); 14] = [
    ("login_challenges", &["expires_at"]),
    // Those that lapsed without an end are told.
    ("login_challenges", &["ended_at", "expires_at"]),
    ("enrollment_grants", &["expires_at"]),
    ("pending_enrollments", &["expires_at"]),
    ("links", &["expires_at"]),
    ("sms_codes", &["expires_at"]),
    ("sessions", &["idle_expires_at"]),
    ("sessions", &["ended_at"]),
    ("remembered_devices", &["expires_at"]),
    ("known_clients", &["last_used_at"]),
    ("wrong_codes", &["at"]),
    ("wrong_passwords", &["at"]),
    ("tallies", &["kind", "last_wrong_at"]),
    ("notices", &["sent_at"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in INDEXES {
            manager.create_index(index(table, columns)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in INDEXES {
            let name = format!("{table}_{}_idx", columns.join("_"));
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        Ok(())
    }
}
