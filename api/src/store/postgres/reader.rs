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
        query_scalar, query_with,
    },
};
use sea_query_sqlx::SqlxValues;
use thread_local::ThreadLocal;
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::timeout,
};

use super::{CONNECTION_LIFETIME, STATEMENT_TIMEOUT, TRUSTED_IDLE};
use crate::store::{WAIT_FOR_TURN, standby::Trust, watcher::Watcher};

/// How long a thread leaves it at the pool where it could not connect.
const UNTIL_NEXT_ATTEMPT: Duration = Duration::from_secs(10);

/// How much later than the server's own refusal of a long statement an answer is given up.
const WAY_BACK: Duration = Duration::from_secs(3);

/// Whether the server takes no writes. From then on this connection can change nothing, so that what was lost with it
/// may be asked again.
const BECOME_READER: &str = "SELECT current_setting('transaction_read_only') = 'on'
                                 FROM set_config('default_transaction_read_only', 'on', false)";

/// How `PostgreSQL` numbers the ends of connections, whoever ends them.
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
    failed_at: Option<Instant>,
}

struct Kept {
    connection: PgConnection,
    opened_at: Instant,
    /// When it was done with its last statement; none while one is under way, or was cut off.
    done_at: Option<Instant>,
}

impl Reader {
    pub(super) fn new(options: PgConnectOptions, trust: Arc<Trust>) -> Self {
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
        let Some(kept) = place.kept.as_mut().filter(|kept| kept.is_fresh(&self.trust)) else {
            self.renew(place);
            return None;
        };
        self.watcher.tell(statement);
        match timeout(STATEMENT_TIMEOUT + WAY_BACK, kept.query(statement)).await {
            Ok(Ok(rows)) => Some(Ok(rows)),
            Ok(Err(error)) if !is_lost(&error) => {
                Some(Err(DbErr::Query(RuntimeErr::SqlxError(error.into()))))
            }
            _ => {
                place.kept = None;
                None
            }
        }
    }

    /// Ends every connection.
    pub(in crate::store) async fn close(&self) {
        for place in &self.threads {
            if let Some(kept) = place.lock().await.kept.take() {
                kept.end().await;
            }
        }
    }

    /// Asks the connection whether it answers, or opens another one, while whoever reads goes to the pool.
    fn renew(&self, mut place: OwnedMutexGuard<Place>) {
        if place.failed_at.is_some_and(|failed_at| failed_at.elapsed() < UNTIL_NEXT_ATTEMPT) {
            return;
        }
        let (options, trust) = (self.options.clone(), Arc::clone(&self.trust));
        tokio::spawn(async move {
            if let Some(mut kept) = place.kept.take() {
                if kept.is_trusted(&trust) && kept.answers().await {
                    place.kept = Some(kept);
                    return;
                }
                kept.end().await;
            }
            let opened = match timeout(WAIT_FOR_TURN, Kept::open(&options)).await {
                Ok(opened) => opened.map_err(|error| error.to_string()),
                Err(elapsed) => Err(elapsed.to_string()),
            };
            place.failed_at = Some(Instant::now());
            match opened {
                Ok(Some(kept)) => *place = Place { kept: Some(kept), failed_at: None },
                Ok(None) => trust.lose(),
                Err(error) => {
                    tracing::warn!(event = "database_connection_failed", error, "reads go by the pool");
                }
            }
        });
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl Kept {
    /// A new connection; `None` where the server takes no writes: another one may have taken its place.
    async fn open(options: &PgConnectOptions) -> Result<Option<Self>, sqlx::Error> {
        let opened_at = Instant::now();
        let mut connection = PgConnection::connect_with(options).await?;
        let is_read_only: bool = query_scalar(BECOME_READER).fetch_one(&mut connection).await?;
        let kept = Self { connection, opened_at, done_at: Some(Instant::now()) };
        Ok((!is_read_only).then_some(kept))
    }

    fn is_trusted(&self, trust: &Trust) -> bool {
        let age = self.opened_at.elapsed();
        age <= CONNECTION_LIFETIME && trust.covers(age)
    }

    /// Whether it is trusted without being asked, which it is after a while, and after a statement that was cut off.
    fn is_fresh(&self, trust: &Trust) -> bool {
        self.done_at.is_some_and(|done_at| done_at.elapsed() < TRUSTED_IDLE) && self.is_trusted(trust)
    }

    async fn answers(&mut self) -> bool {
        let answers = matches!(timeout(WAIT_FOR_TURN, self.connection.ping()).await, Ok(Ok(())));
        self.done_at = answers.then(Instant::now);
        answers
    }

    async fn query(&mut self, statement: &Statement) -> Result<Vec<QueryResult>, sqlx::Error> {
        self.done_at = None;
        let values = statement.values.clone().unwrap_or(Values(Vec::new()));
        let query = query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values));
        let rows: Vec<PgRow> = query.fetch_all(&mut self.connection).await?;
        self.done_at = Some(Instant::now());
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }

    async fn end(self) {
        // A server that can't be told will notice by itself.
        _ = timeout(WAIT_FOR_TURN, self.connection.close()).await;
    }
}

/// Whether it was the connection that failed, or was ended by the server, and not the statement.
fn is_lost(error: &sqlx::Error) -> bool {
    let told = error.as_database_error();
    told.is_none_or(|told| told.code().is_some_and(|code| code.starts_with(ENDED)))
}
