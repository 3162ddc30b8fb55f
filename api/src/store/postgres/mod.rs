//! How a server is connected to, and what its connections hold to.

mod reader;

use std::{sync::Arc, time::Duration};

use sea_orm::{ConnectOptions, DbErr, sqlx::postgres::PgConnectOptions};

pub(super) use reader::Reader;

use super::{
    WAIT_FOR_TURN,
    reads::{Reads, Shorter},
    standby::Trust,
};

/// How long a connection has to be idle until it is asked whether it still answers: before, asking costs as much as the
/// statement that it is wanted for.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);

/// How long a connection lives, so that none stays with a server that was replaced.
const CONNECTION_LIFETIME: Duration = Duration::from_mins(10);

/// How many connections a server holds for us, at most, beside those of the threads that read.
const CONNECTIONS: u32 = 16;

/// How long a statement may take before the server refuses it.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(15);

/// Opens a pool, and what reads beside it; whoever only looks can change nothing by the pool, and needs no more.
pub(super) async fn open(url: &str, only_looks: bool, trust: Arc<Trust>) -> Result<Reads, DbErr> {
    let trusted = Arc::clone(&trust);
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .acquire_timeout(WAIT_FOR_TURN)
        .connect_timeout(WAIT_FOR_TURN)
        .max_lifetime(CONNECTION_LIFETIME)
        .test_before_acquire_if_idle_for(TRUSTED_IDLE)
        .max_connections(CONNECTIONS)
        .map_sqlx_postgres_opts(move |options| bounded(options, only_looks))
        .map_sqlx_postgres_before_acquire(move |_, connection| {
            let is_good = trusted.covers(connection.age);
            Box::pin(async move { Ok(is_good) })
        });
    let pool = sea_orm::Database::connect(options).await?;
    let connecting = pool.get_postgres_connection_pool().connect_options();
    let shorter = if only_looks {
        Shorter::None
    } else {
        Shorter::Server(Arc::new(Reader::new((*connecting).clone(), trust)))
    };
    Ok(Reads { pool, shorter })
}

fn bounded(options: PgConnectOptions, only_looks: bool) -> PgConnectOptions {
    // Whoever waits for a stalled replica's locks is told to come again.
    let options = options
        .options([("lock_timeout", "3s"), ("idle_in_transaction_session_timeout", "15s")])
        .options([("statement_timeout", format!("{}s", STATEMENT_TIMEOUT.as_secs()))]);
    // Whoever writes takes the server's word for whether it may.
    if only_looks { options.options([("default_transaction_read_only", "on")]) } else { options }
}
