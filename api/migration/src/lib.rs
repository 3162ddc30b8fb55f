//! The schema, one purpose a file, alike on `SQLite` and `PostgreSQL`.
//!
//! Times are whole milliseconds since 1970 in UTC, so that they compare as numbers on both engines.
//! A migration that was released is never edited; what replaces it comes after it.

use std::collections::HashSet;

use sea_orm_migration::{
    Migration,
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement},
    seaql_migrations,
};

mod parts;

mod m20261125_000001_create_teams;
mod m20261125_000002_create_users;
mod m20261125_000003_create_authenticators;
mod m20261125_000004_create_sessions;
mod m20261125_000005_create_challenges;
mod m20261125_000006_create_texts;
mod m20261125_000007_create_clients;
mod m20261125_000008_create_throttles;
mod m20261125_000009_create_links;
mod m20261125_000010_create_signing_keys;
mod m20261125_000011_create_activity;
mod m20261125_000012_create_mails;
mod m20261125_000013_index_what_expires;
mod m20261125_000014_create_api_tokens;
mod m20261125_000015_add_policy_of_members_since;
mod m20261125_000016_keep_texts_of_removed_users;
mod m20261125_000017_index_less;

/// All migrations in their order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261125_000001_create_teams::Migration),
            Box::new(m20261125_000002_create_users::Migration),
            Box::new(m20261125_000003_create_authenticators::Migration),
            Box::new(m20261125_000004_create_sessions::Migration),
            Box::new(m20261125_000005_create_challenges::Migration),
            Box::new(m20261125_000006_create_texts::Migration),
            Box::new(m20261125_000007_create_clients::Migration),
            Box::new(m20261125_000008_create_throttles::Migration),
            Box::new(m20261125_000009_create_links::Migration),
            Box::new(m20261125_000010_create_signing_keys::Migration),
            Box::new(m20261125_000011_create_activity::Migration),
            Box::new(m20261125_000012_create_mails::Migration),
            Box::new(m20261125_000013_index_what_expires::Migration),
            Box::new(m20261125_000014_create_api_tokens::Migration),
            Box::new(m20261125_000015_add_policy_of_members_since::Migration),
            Box::new(m20261125_000016_keep_texts_of_removed_users::Migration),
            Box::new(m20261125_000017_index_less::Migration),
        ]
    }

    /// Those of this version. What a newer one did besides leaves this one working, so it is left alone: a replica of
    /// this version may start again while others were upgraded already.
    async fn get_migration_models<C: ConnectionTrait>(db: &C) -> Result<Vec<seaql_migrations::Model>, DbErr> {
        Self::install(db).await?;
        let (ours, _) = Self::applied(db).await?;
        Ok(ours)
    }

    async fn get_pending_migrations_read_only<C: ConnectionTrait>(db: &C) -> Result<Vec<Migration>, DbErr> {
        let (applied, _) = Self::applied(db).await?;
        let applied: HashSet<_> = applied.into_iter().map(|row| row.version).collect();
        let all = Self::get_migration_files().into_iter();
        Ok(all.filter(|migration| !applied.contains(migration.name())).collect())
    }
}

impl Migrator {
    /// What was applied to the schema by a newer version than this.
    pub async fn of_newer_versions<C: ConnectionTrait>(db: &C) -> Result<Vec<String>, DbErr> {
        let (_, theirs) = Self::applied(db).await?;
        Ok(theirs.into_iter().map(|row| row.version).collect())
    }

    /// What was applied so far: the migrations of this version, and others. Makes no table where there is none.
    async fn applied<C: ConnectionTrait>(
        db: &C,
    ) -> Result<(Vec<seaql_migrations::Model>, Vec<seaql_migrations::Model>), DbErr> {
        let is_there = match db.get_database_backend() {
            DbBackend::Sqlite => {
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'"
            }
            _ => "SELECT 1 WHERE to_regclass('seaql_migrations') IS NOT NULL",
        };
        let is_there = Statement::from_string(db.get_database_backend(), is_there);
        if db.query_one_raw(is_there).await?.is_none() {
            return Ok((Vec::new(), Vec::new()));
        }
        let known: HashSet<_> =
            Self::get_migration_files().iter().map(|file| file.name().to_owned()).collect();
        let rows = seaql_migrations::Entity::find().all(db).await?;
        Ok(rows.into_iter().partition(|row| known.contains(&row.version)))
    }
}
