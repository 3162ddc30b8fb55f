//! The schema, one purpose a file, alike on `SQLite` and `PostgreSQL`.
//!
//! Times are whole milliseconds since 1970 in UTC, so that they compare as numbers on both engines.
//! A migration that was released is never edited; what replaces it comes after it.

use sea_orm_migration::prelude::*;

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
        ]
    }
}
