use std::{env, path::Path};

use super::postgres::PostgresDatabase;

/// Where a test's rows are.
pub enum TestDatabase {
    /// In the folder.
    Sqlite,
    /// Where `VESTIBULE_TEST_DATABASE` is `postgres`.
    Postgres(PostgresDatabase),
}

impl TestDatabase {
    /// Whether the tests run on PostgreSQL.
    #[expect(clippy::disallowed_methods, reason = "it sets the tests, not the service")]
    pub fn is_postgres() -> bool {
        match env::var("VESTIBULE_TEST_DATABASE").as_deref() {
            Ok("postgres") => true,
            Ok("sqlite") | Err(_) => false,
            Ok(other) => panic!("no such database to test on: {other}"),
        }
    }

    pub async fn create() -> Self {
        if Self::is_postgres() { Self::Postgres(PostgresDatabase::create().await) } else { Self::Sqlite }
    }

    pub fn url(&self, folder: &Path) -> String {
        match self {
            Self::Sqlite => format!("sqlite://{}", folder.join("vestibule.db").display()),
            Self::Postgres(database) => database.url(),
        }
    }
}
