//! Where reads go: by a way that is shorter than the ORM's, where there is one.

use std::sync::Arc;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait::async_trait,
};

use super::{
    StoreResult,
    postgres::Reader,
    sqlite::{Readers, Turns},
};

/// Reads go to an embedded database's readers, and to a server's reader where that has a connection that is free.
/// Otherwise they go to the pool, as does what asks for a connection of the ORM's.
#[derive(Clone, Debug)]
pub struct Reads {
    pub(super) pool: DatabaseConnection,
    pub(super) shorter: Shorter,
}

/// The shorter way.
#[derive(Clone, Debug)]
pub(super) enum Shorter {
    /// On the spot.
    Embedded(Arc<Readers>),
    /// By the connection that writes, where it has nothing to do, or else by one that reads.
    Ahead(Arc<Turns>, Arc<Readers>),
    /// By the thread's own connection.
    Server(Arc<Reader>),
    /// To a server that is only looked at there is none.
    None,
}

impl Reads {
    /// Tells of every prepared statement that is sent to a server from now on, with its values.
    pub(super) fn watch(&mut self, told: impl Fn(&Statement) + Send + Sync + 'static) {
        let told = Arc::new(told);
        if let Shorter::Server(reader) = &self.shorter {
            let told = Arc::clone(&told);
            reader.watch(move |statement| told(statement));
        }
        self.pool.set_metric_callback(move |sent| told(sent.statement));
    }

    pub(super) async fn close(&self) -> StoreResult<()> {
        if let Shorter::Server(reader) = &self.shorter {
            reader.close().await;
        }
        Ok(self.pool.close_by_ref().await?)
    }

    async fn by_shorter_way(&self, statement: &Statement) -> Option<Result<Vec<QueryResult>, DbErr>> {
        match &self.shorter {
            Shorter::Embedded(readers) => Some(readers.query(statement).await),
            Shorter::Ahead(turns, readers) => match turns.query_if_idle(statement) {
                Some(rows) => Some(Ok(rows)),
                None => Some(readers.query(statement).await),
            },
            // A large future, which an embedded database's reads needn't carry along.
            Shorter::Server(reader) => Box::pin(reader.query(statement)).await,
            Shorter::None => None,
        }
    }
}

#[async_trait]
impl ConnectionTrait for Reads {
    fn get_database_backend(&self) -> DbBackend {
        self.pool.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.pool.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.pool.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self.by_shorter_way(&statement).await {
            Some(rows) => Ok(rows?.into_iter().next()),
            None => self.pool.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.by_shorter_way(&statement).await {
            Some(rows) => rows,
            None => self.pool.query_all_raw(statement).await,
        }
    }
}
