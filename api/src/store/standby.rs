//! A database server that takes no writes any more, as a fail-over leaves the former one.
//!
//! Connections to it would stay with it for as long as they live. So they are given up as soon as it refuses a
//! write, and the next ones lead to whoever took its place.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectionTrait, DatabaseExecutor, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    IntoDatabaseExecutor, QueryResult, RuntimeErr, Statement, prelude::async_trait::async_trait,
};

use super::sqlite::Turn;

/// `read_only_sql_transaction`, as PostgreSQL numbers its errors.
const READ_ONLY: &str = "25006";

/// How often connections are given up at most, while no server takes writes.
const GIVEN_UP_EVERY: Duration = Duration::from_secs(1);

/// Since when connections can be trusted to take writes.
#[derive(Debug, Default)]
pub(super) struct Trust {
    lost_at: Mutex<Option<Instant>>,
}

impl Trust {
    /// A server refused a write: whatever is connected by now may lead to it.
    pub(super) fn lose(&self) {
        let now = Instant::now();
        let mut lost_at = self.lost_at.lock().unwrap_or_else(PoisonError::into_inner);
        if lost_at.is_none_or(|lost_at| now - lost_at >= GIVEN_UP_EVERY) {
            *lost_at = Some(now);
            tracing::warn!(event = "database_read_only", "the database takes no writes: connecting anew");
        }
    }

    /// Whether a connection of this age was made since then.
    pub(super) fn covers(&self, age: Duration) -> bool {
        let lost_at = *self.lost_at.lock().unwrap_or_else(PoisonError::into_inner);
        lost_at.is_none_or(|lost_at| age <= lost_at.elapsed())
    }

    fn watch<T>(&self, outcome: Result<T, DbErr>) -> Result<T, DbErr> {
        outcome.inspect_err(|error| {
            if is_read_only(error) {
                self.lose();
            }
        })
    }
}

fn is_read_only(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    let told = cause.as_database_error();
    told.is_some_and(|told| told.code().as_deref() == Some(READ_ONLY))
}

/// A transaction, as its engine has it.
pub(super) enum Writing {
    Server(DatabaseTransaction),
    Embedded(Turn),
}

impl Writing {
    pub(super) async fn commit(self) -> Result<(), DbErr> {
        match self {
            Self::Server(transaction) => transaction.commit().await,
            Self::Embedded(turn) => turn.commit().await,
        }
    }
}

/// What a transaction does; a server that takes no writes is noticed.
pub struct Watched {
    pub(super) writing: Writing,
    pub(super) trust: Arc<Trust>,
}

impl Watched {
    /// The connection, as the ORM has it.
    pub(super) fn executor(&self) -> DatabaseExecutor<'_> {
        match &self.writing {
            Writing::Server(transaction) => transaction.into_database_executor(),
            Writing::Embedded(turn) => turn.connection().into_database_executor(),
        }
    }
}

#[async_trait]
impl ConnectionTrait for Watched {
    fn get_database_backend(&self) -> DbBackend {
        self.executor().get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.writing {
            Writing::Server(transaction) => self.trust.watch(transaction.execute_raw(statement).await),
            Writing::Embedded(turn) => turn.execute(&statement),
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.trust.watch(self.executor().execute_unprepared(sql).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.writing {
            Writing::Server(transaction) => self.trust.watch(transaction.query_one_raw(statement).await),
            Writing::Embedded(turn) => Ok(turn.query(&statement)?.into_iter().next()),
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.writing {
            Writing::Server(transaction) => self.trust.watch(transaction.query_all_raw(statement).await),
            Writing::Embedded(turn) => turn.query(&statement),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_from_before_the_loss_are_given_up_and_later_ones_are_not() {
        let trust = Trust::default();
        let long = Duration::from_hours(1);
        assert!(trust.covers(long));
        trust.lose();
        assert!(!trust.covers(long));
        assert!(trust.covers(Duration::ZERO));
    }
}
