//! Reads on a server, by a connection of each thread's own.
//!
//! A pool asks every connection that comes back whether it still answers, which is a second way to the server for
//! each read, and it hands connections out by turns, so that most answers come in at another thread than the one that
//! waits for them. So a thread that reads opens a connection for itself. Where that is busy, not there yet or lost,
//! reads take the pool's.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use sea_orm::{
    DbErr, QueryResult, RuntimeErr, Statement, Values,
    sqlx::{
        self, AssertSqlSafe, Connection, PgConnection,
        postgres::{PgConnectOptions, PgRow},
        query_with,
    },
};
use sea_query_sqlx::SqlxValues;
use thread_local::ThreadLocal;
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::timeout,
};

use super::{CONNECTION_LIFETIME, READ_ONLY, TRUSTED_IDLE};
use crate::store::{WAIT_FOR_TURN, standby::Trust, watcher::Watcher};

/// How long after a thread's last attempt to connect it makes another one.
const BETWEEN_ATTEMPTS: Duration = Duration::from_secs(1);

/// How `PostgreSQL` numbers the ends of connections: by an operator, a crash, a shutdown.
const ENDED: &str = "57P0";

/// The threads' connections.
pub(in crate::store) struct Reader {
    options: PgConnectOptions,
    trust: Arc<Trust>,
    watcher: Watcher,
    threads: ThreadLocal<Arc<Mutex<Place>>>,
}

/// Where a thread keeps its connection.
#[derive(Default)]
struct Place {
    kept: Option<Kept>,
    attempted_at: Option<Instant>,
}

struct Kept {
    connection: PgConnection,
    opened_at: Instant,
    /// When it was done with its last statement; none while one is under way, or was cut off.
    done_at: Option<Instant>,
}

impl Reader {
    pub(super) fn new(options: PgConnectOptions, trust: Arc<Trust>) -> Self {
        // They can change nothing, so what was lost with one of them may be asked again.
        let options = options.options([READ_ONLY]);
        Self { options, trust, watcher: Watcher::default(), threads: ThreadLocal::new() }
    }

    pub(in crate::store) fn watch(&self, told: impl Fn(&Statement) + Send + Sync + 'static) {
        self.watcher.set(told);
    }

    /// What a statement finds; `None` where this thread has no connection that is free and good.
    pub(in crate::store) async fn query(
        &self,
        statement: &Statement,
    ) -> Option<Result<Vec<QueryResult>, DbErr>> {
        let place = self.threads.get_or_default();
        let mut place = Arc::clone(place).try_lock_owned().ok()?;
        let Some(kept) = place.ready(&self.trust).await else {
            self.open_at(place);
            return None;
        };
        self.watcher.tell(statement);
        match kept.query(statement).await {
            Err(error) if is_lost(&error) => {
                place.kept = None;
                None
            }
            outcome => Some(outcome.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))),
        }
    }

    /// How many are open, and how many of them do nothing.
    pub(in crate::store) fn connections(&self) -> (u32, usize) {
        let (mut open, mut idle) = (0, 0);
        for place in &self.threads {
            match place.try_lock() {
                Ok(place) if place.kept.is_none() => {}
                Ok(_) => (open, idle) = (open + 1, idle + 1),
                Err(_) => open += 1,
            }
        }
        (open, idle)
    }

    /// Ends every connection.
    pub(in crate::store) async fn close(&self) {
        for place in &self.threads {
            if let Some(kept) = place.lock().await.kept.take() {
                // One that can't be told has ended.
                _ = kept.connection.close().await;
            }
        }
    }

    /// Opens a connection, while whoever asks goes to the pool.
    fn open_at(&self, mut place: OwnedMutexGuard<Place>) {
        let now = Instant::now();
        let last = place.attempted_at.replace(now);
        if last.is_some_and(|last| now - last < BETWEEN_ATTEMPTS) {
            place.attempted_at = last;
            return;
        }
        let options = self.options.clone();
        tokio::spawn(async move {
            // Why there is none, the pool tells those who ask.
            if let Ok(Ok(connection)) = timeout(WAIT_FOR_TURN, PgConnection::connect_with(&options)).await {
                place.kept = Some(Kept { connection, opened_at: now, done_at: Some(Instant::now()) });
            }
        });
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl Place {
    /// The connection, where there is one that can be trusted; it is gone otherwise.
    async fn ready(&mut self, trust: &Trust) -> Option<&mut Kept> {
        let mut kept = self.kept.take()?;
        let age = kept.opened_at.elapsed();
        if age > CONNECTION_LIFETIME || !trust.covers(age) || !kept.answers().await {
            return None;
        }
        Some(self.kept.insert(kept))
    }
}

impl Kept {
    /// Whether it still answers, which is asked after a while, and after a statement that was cut off.
    async fn answers(&mut self) -> bool {
        if self.done_at.is_some_and(|done_at| done_at.elapsed() < TRUSTED_IDLE) {
            return true;
        }
        matches!(timeout(WAIT_FOR_TURN, self.connection.ping()).await, Ok(Ok(())))
    }

    async fn query(&mut self, statement: &Statement) -> Result<Vec<QueryResult>, sqlx::Error> {
        self.done_at = None;
        let values = statement.values.clone().unwrap_or(Values(Vec::new()));
        let query = query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values));
        let rows: Vec<PgRow> = query.fetch_all(&mut self.connection).await?;
        self.done_at = Some(Instant::now());
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }
}

/// Whether it was the connection that failed, or was ended by the server, and not the statement.
fn is_lost(error: &sqlx::Error) -> bool {
    let told = error.as_database_error();
    told.is_none_or(|told| told.code().is_some_and(|code| code.starts_with(ENDED)))
}
