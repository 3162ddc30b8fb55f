//! Connections that read, each by one at a time.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU32, Ordering},
};

use sea_orm::{
    ConnAcquireErr, DbErr, ProxyDatabaseTrait, ProxyExecResult, ProxyRow, RuntimeErr, Statement,
    prelude::async_trait::async_trait,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

use super::{Connection, File, Watcher, fault::Fault};
use crate::store::WAIT_FOR_TURN;

/// How many long reads go on at once.
const LONG_READS: usize = 4;

/// Connections that read. There are as many as were ever wanted at once: one for each thread that asks, and one for
/// each long read.
#[derive(Debug)]
pub(in crate::store) struct Readers {
    file: File,
    idle: Mutex<Vec<Connection>>,
    open: AtomicU32,
    long: Arc<Semaphore>,
    watcher: Arc<Watcher>,
}

impl Readers {
    pub(super) fn of(file: File, watcher: Arc<Watcher>) -> Self {
        let long = Arc::new(Semaphore::new(LONG_READS));
        Self { file, idle: Mutex::default(), open: AtomicU32::new(0), long, watcher }
    }

    /// How many are open, and how many of them do nothing.
    pub(super) fn count(&self) -> (u32, usize) {
        (self.open.load(Ordering::Relaxed), self.idle().len())
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with a connection that nobody else has for as long. One that panics is not used again.
    fn with<T>(&self, what: impl FnOnce(&Connection) -> Result<T, DbErr>) -> Result<T, DbErr> {
        let idle = self.idle().pop();
        let connection = idle.map_or_else(|| self.open_another(), Ok)?;
        let done = what(&connection);
        self.idle().push(connection);
        done
    }

    fn open_another(&self) -> Result<Connection, DbErr> {
        let opened = Connection::reads(&self.file).map_err(Fault::at_opening)?;
        self.open.fetch_add(1, Ordering::Relaxed);
        Ok(opened)
    }

    /// All rows that a statement finds. A read that turns out to be long is begun anew on a thread of its own, so that
    /// nobody waits behind it.
    pub(in crate::store) async fn query<R>(self: &Arc<Self>, statement: &Statement) -> Result<Vec<R>, DbErr>
    where
        R: From<ProxyRow> + Send + 'static,
    {
        self.watcher.tell(statement);
        match self.with(|connection| connection.query_briefly(statement))? {
            Some(rows) => Ok(rows),
            None => Box::pin(Arc::clone(self).query_long(statement.clone())).await,
        }
    }

    async fn query_long<R>(self: Arc<Self>, statement: Statement) -> Result<Vec<R>, DbErr>
    where
        R: From<ProxyRow> + Send + 'static,
    {
        let turn = self.turn_for_long().await?;
        let readers = Arc::clone(&self);
        let reading = spawn_blocking(move || {
            let _turn = turn;
            readers.with(|connection| connection.query(&statement))
        });
        reading.await.map_err(|error| DbErr::Query(RuntimeErr::Internal(error.to_string())))?
    }

    async fn turn_for_long(&self) -> Result<OwnedSemaphorePermit, DbErr> {
        match timeout(WAIT_FOR_TURN, Arc::clone(&self.long).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
            Err(_) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        }
    }
}

/// Readers whom several hold, for what asks for a connection of the ORM's.
#[derive(Debug)]
pub(super) struct Shared(pub(super) Arc<Readers>);

#[async_trait]
impl ProxyDatabaseTrait for Shared {
    async fn query(&self, statement: Statement) -> Result<Vec<ProxyRow>, DbErr> {
        self.0.query(&statement).await
    }

    async fn execute(&self, statement: Statement) -> Result<ProxyExecResult, DbErr> {
        self.0.watcher.tell(&statement);
        self.0.with(|connection| connection.execute(&statement))
    }

    /// Whether the file can be read.
    async fn ping(&self) -> Result<(), DbErr> {
        let question = Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA schema_version");
        self.0.with(|connection| connection.query::<ProxyRow>(&question)).map(|_| ())
    }
}
