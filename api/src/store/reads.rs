//! Where reads go.

use std::sync::Arc;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait::async_trait,
};

use super::{StoreResult, postgres::Reader};

/// Reads go to a server's reader where that has a connection that is free, and to the pool otherwise.
#[derive(Clone, Debug)]
pub struct Reads {
    pub(super) pool: DatabaseConnection,
    /// None of an embedded database, and of one that is only looked at.
    pub(super) reader: Option<Arc<Reader>>,
}

impl Reads {
    /// Tells of every prepared statement that is sent from now on, with its values.
    pub(super) fn watch(&mut self, told: impl Fn(&Statement) + Send + Sync + 'static) {
        let told = Arc::new(told);
        if let Some(reader) = &self.reader {
            let told = Arc::clone(&told);
            reader.watch(move |statement| told(statement));
        }
        self.pool.set_metric_callback(move |sent| told(sent.statement));
    }

    pub(super) async fn close(&self) -> StoreResult<()> {
        if let Some(reader) = &self.reader {
            reader.close().await;
        }
        Ok(self.pool.close_by_ref().await?)
    }

    async fn by_reader(&self, statement: &Statement) -> Option<Result<Vec<QueryResult>, DbErr>> {
        self.reader.as_ref()?.query(statement).await
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
        match self.by_reader(&statement).await {
            Some(rows) => Ok(rows?.into_iter().next()),
            None => self.pool.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.by_reader(&statement).await {
            Some(rows) => rows,
            None => self.pool.query_all_raw(statement).await,
        }
    }
}
