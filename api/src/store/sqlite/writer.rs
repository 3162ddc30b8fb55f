//! The one connection that writes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sea_orm::{
    DbErr, ProxyDatabaseTrait, ProxyExecResult, ProxyRow, RuntimeErr, Statement,
    prelude::async_trait::async_trait,
};

use super::{Connection, Watcher, fault::Fault};

/// The one connection that writes: what it wrote it needn't read again, while every other one has to read anew what
/// somebody else wrote. It is asked by whoever has the turn alone.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    connection: Arc<Mutex<Connection>>,
    watcher: Arc<Watcher>,
}

impl Writer {
    pub(super) fn new(connection: Connection, watcher: Arc<Watcher>) -> Self {
        Self { connection: Arc::new(Mutex::new(connection)), watcher }
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a transaction; `false` while another process is writing.
    pub(super) fn begin(&self) -> Result<bool, DbErr> {
        // `IMMEDIATE`, so that what it reads stays true until it writes.
        match self.connection().say("BEGIN IMMEDIATE") {
            Ok(()) => Ok(true),
            Err(fault) if fault.is_locked() => Ok(false),
            Err(fault) => Err(fault.of_statement()),
        }
    }

    /// Says what begins or ends a part of the transaction, or all of it.
    pub(super) fn say(&self, sql: &str) -> Result<(), DbErr> {
        self.in_transaction()?.say(sql).map_err(Fault::of_statement)
    }

    /// Undoes the transaction, where SQLite didn't yet.
    pub(super) fn roll_back(&self) {
        let connection = self.connection();
        if connection.is_in_transaction()
            && let Err(fault) = connection.say("ROLLBACK")
        {
            tracing::error!(event = "rollback_failed", %fault, "a transaction could not be undone");
        }
    }

    /// The connection, its transaction open. Where SQLite undid that by itself, what came now would stay alone.
    pub(super) fn in_transaction(&self) -> Result<MutexGuard<'_, Connection>, DbErr> {
        let connection = self.connection();
        if connection.is_in_transaction() {
            return Ok(connection);
        }
        Err(DbErr::Conn(RuntimeErr::Internal("the transaction was undone".to_owned())))
    }

    /// All rows that a statement finds.
    pub(super) fn query<R: From<ProxyRow>>(&self, statement: &Statement) -> Result<Vec<R>, DbErr> {
        self.watcher.tell(statement);
        self.in_transaction()?.query(statement)
    }

    /// All rows that a read finds beside any transaction; none where it can't be read now.
    pub(super) fn look<R: From<ProxyRow>>(&self, statement: &Statement) -> Option<Vec<R>> {
        let connection = self.connection();
        if connection.is_in_transaction() {
            return None;
        }
        let rows = connection.query(statement).ok()?;
        self.watcher.tell(statement);
        Some(rows)
    }

    /// What a statement changes.
    pub(super) fn execute(&self, statement: &Statement) -> Result<ProxyExecResult, DbErr> {
        self.watcher.tell(statement);
        self.in_transaction()?.execute(statement)
    }
}

/// For what asks for a connection of the ORM's.
#[async_trait]
impl ProxyDatabaseTrait for Writer {
    async fn query(&self, statement: Statement) -> Result<Vec<ProxyRow>, DbErr> {
        Self::query(self, &statement)
    }

    async fn execute(&self, statement: Statement) -> Result<ProxyExecResult, DbErr> {
        Self::execute(self, &statement)
    }
}
