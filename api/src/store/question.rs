//! Questions whose words are found once.
//!
//! To put a join of several tables into words takes as long as SQLite takes to answer it, and but for the values they
//! are the same each time.

use std::sync::OnceLock;

use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement, Value, Values};

/// The words of one question, for each engine.
pub(super) struct Question {
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl Question {
    pub(super) const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// The question about these values, which stand in it in this order.
    pub(super) fn about<S: QueryTrait>(
        &self,
        db: &impl ConnectionTrait,
        values: impl IntoIterator<Item = Value>,
        select: impl FnOnce() -> S,
    ) -> Statement {
        let backend = db.get_database_backend();
        let words = if backend == DbBackend::Postgres { &self.postgres } else { &self.sqlite };
        let values = Values(values.into_iter().collect());
        let words = words.get_or_init(|| {
            let built = select().build(backend);
            debug_assert_eq!(built.values.as_ref(), Some(&values), "{}", built.sql);
            built.sql
        });
        Statement { sql: words.clone(), values: Some(values), db_backend: backend }
    }
}
