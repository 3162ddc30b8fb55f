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
    #[expect(clippy::disallowed_methods, reason = "it sets the tests, not the service")]
    pub async fn create() -> Self {
        match env::var("VESTIBULE_TEST_DATABASE").as_deref() {
            Ok("postgres") => Self::Postgres(PostgresDatabase::create().await),
            Ok("sqlite") | Err(_) => Self::Sqlite,
            Ok(other) => panic!("no such database to test on: {other}"),
        }
    }

    pub fn url(&self, folder: &Path) -> String {
        match self {
            Self::Sqlite => format!("sqlite://{}", folder.join("vestibule.db").display()),
            Self::Postgres(database) => database.url(),
        }
    }
}
