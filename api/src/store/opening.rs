//! How each engine is opened, and what its connections hold to.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectOptions, DatabaseConnection, DbErr,
    sqlx::{
        Connection,
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use super::{WAIT_FOR_TURN, error::is_locked, standby::Trust};

/// How long a statement on SQLite waits for a writer of another process, a command line say.
const SQLITE_BUSY: Duration = Duration::from_secs(3);

/// How long to leave an SQLite file alone that is locked as it's opened.
const SQLITE_LOCKED: Duration = Duration::from_millis(20);

/// How long a connection has to be idle until it is asked whether it still answers: before, asking costs as much as the
/// statement that it is wanted for.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);

/// How long a connection lives, so that none stays with a server that was replaced.
const CONNECTION_LIFETIME: Duration = Duration::from_mins(10);

/// How many connections read an embedded database at once, beside the one that writes.
const EMBEDDED_READERS: u32 = 4;

/// How many connections a server holds for us, at most.
const SERVER_CONNECTIONS: u32 = 16;

/// What the connections to this database hold to; whoever only looks can change nothing by them.
pub(super) fn options(url: &str, only_looks: bool, trust: Arc<Trust>) -> ConnectOptions {
    let is_embedded = url.starts_with("sqlite:");
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .acquire_timeout(WAIT_FOR_TURN)
        .connect_timeout(WAIT_FOR_TURN)
        .max_lifetime(CONNECTION_LIFETIME)
        .test_before_acquire_if_idle_for(TRUSTED_IDLE)
        .max_connections(if is_embedded { EMBEDDED_READERS } else { SERVER_CONNECTIONS })
        .map_sqlx_postgres_opts(move |options| postgres(options, only_looks))
        .map_sqlx_postgres_before_acquire(move |_, connection| {
            let is_good = trust.covers(connection.age);
            Box::pin(async move { Ok(is_good) })
        })
        .map_sqlx_sqlite_opts(move |options| sqlite(options, only_looks))
        .map_sqlx_sqlite_before_acquire(|connection, _| {
            // A full disk has SQLite undo a transaction by itself. The driver doesn't notice, and would begin the
            // next ones inside of it: without the lock that a writer takes, and open even after they were dropped.
            let is_good = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_good) })
        });
    options
}

fn postgres(options: PgConnectOptions, only_looks: bool) -> PgConnectOptions {
    // Whoever waits for a stalled replica's locks is told to come again.
    let options = options.options([
        ("lock_timeout", "3s"),
        ("statement_timeout", "15s"),
        ("idle_in_transaction_session_timeout", "15s"),
    ]);
    // Whoever writes takes the server's word for whether it may.
    if only_looks { options.options([("default_transaction_read_only", "on")]) } else { options }
}

fn sqlite(options: SqliteConnectOptions, only_looks: bool) -> SqliteConnectOptions {
    let options = options.busy_timeout(SQLITE_BUSY);
    if only_looks {
        // Where nobody has it open, there is no log beside it, and none is made.
        let mut log = options.get_filename().as_os_str().to_owned();
        log.push("-wal");
        let is_open = Path::new(&log).exists();
        return options.read_only(true).immutable(!is_open);
    }
    options
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
}

/// Opens a pool. While another process makes an SQLite file, or opens its log, the file is locked and SQLite doesn't
/// wait by itself (<https://www.sqlite.org/c3ref/busy_handler.html>).
pub(super) async fn open(options: &ConnectOptions) -> Result<DatabaseConnection, DbErr> {
    let since = Instant::now();
    loop {
        match sea_orm::Database::connect(options.clone()).await {
            Err(error) if is_locked(&error) && since.elapsed() < SQLITE_BUSY => {
                tokio::time::sleep(SQLITE_LOCKED).await;
            }
            outcome => return outcome,
        }
    }
}
