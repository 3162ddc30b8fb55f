//! Rows in, domain values out; no decisions.
//!
//! Functions ask one question or state one fact, for one owner. What may happen once is one conditional
//! `UPDATE`, so that it holds for two threads and for twenty replicas. They take any connection: the
//! handler chooses the pool or its transaction.

mod bound;
mod entity;
mod error;
mod gathered;
mod opening;
mod posted;
mod standby;
mod turns;

pub mod account;
pub mod activity;
pub mod api_token;
pub mod backup_code;
pub mod challenge;
pub mod enrollment;
pub mod enrollment_grant;
pub mod expiry;
pub mod known_client;
pub mod link;
pub mod mail;
pub mod notice;
pub mod refresh_token;
pub mod remembered_device;
pub mod sealed;
pub mod session;
pub mod signing_key;
pub mod sms_code;
pub mod standing;
pub mod tally;
pub mod team;
pub mod text;
pub mod totp;
pub mod user;
pub mod user_search;
pub mod wrong_password;

#[cfg(test)]
mod migration_tests;
#[cfg(test)]
mod transaction_tests;
#[cfg(test)]
mod turn_tests;

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use vestibule_domain::id::{SessionId, UserId};
use vestibule_migration::Migrator;

use entity::At;
pub use error::{StoreError, StoreResult};
use gathered::Gathered;
pub use posted::Posted;
use standby::{Trust, Watched};
use standing::Standing;
use turns::{Turn, Turns};

/// How long a call waits for a connection or its turn to write before it is told to come again (S23).
const WAIT_FOR_TURN: Duration = Duration::from_secs(3);

/// Waits for another replica that brings the schema up to date, for longer than other locks are waited for.
const LOCK_SCHEMA: &str = "SET LOCAL lock_timeout = '1min';
                           SELECT pg_advisory_xact_lock(hashtext('vestibule.schema'));
                           SET LOCAL lock_timeout = '3s'";

/// The database: a pool to read from, and turns to write.
#[derive(Clone, Debug)]
pub struct Database {
    pool: DatabaseConnection,
    /// Where transactions that write begin. On SQLite it is one connection: what it wrote it needn't read again, while
    /// every other one has to read anew what somebody else wrote.
    writer: DatabaseConnection,
    /// SQLite's turns to write; a server has as many writers as it has connections.
    turns: Option<Arc<Turns>>,
    posted: Arc<Posted>,
    trust: Arc<Trust>,
    standings: Arc<Gathered<SessionId, Standing>>,
}

impl Database {
    /// Opens the database, and makes the file of an embedded one where there is none.
    pub async fn open(url: &str) -> StoreResult<Self> {
        Self::connect(url, false).await
    }

    /// Opens a database that is there, and can change nothing in it.
    pub async fn look(url: &str) -> StoreResult<Self> {
        Self::connect(url, true).await
    }

    async fn connect(url: &str, only_looks: bool) -> StoreResult<Self> {
        let trust = Arc::<Trust>::default();
        let mut options = opening::options(url, only_looks, Arc::clone(&trust));
        let pool = opening::open(&options).await?;
        let is_embedded = pool.get_database_backend() == DbBackend::Sqlite;
        let turns = is_embedded.then(Turns::here);
        let writer = if is_embedded && !only_looks {
            opening::open(options.max_connections(1)).await?
        } else {
            pool.clone()
        };
        Ok(Self { pool, writer, turns, posted: Arc::default(), trust, standings: Arc::default() })
    }

    /// Tells of every prepared statement that is sent from now on, with its values.
    pub fn watch(&mut self, told: impl Fn(&Statement) + Send + Sync + 'static) {
        let told = Arc::new(told);
        for connection in [&mut self.pool, &mut self.writer] {
            let told = Arc::clone(&told);
            connection.set_metric_callback(move |sent| told(sent.statement));
        }
    }

    /// Wakes whoever delivers mail.
    pub fn posted(&self) -> &Posted {
        &self.posted
    }

    /// The pool, for reading.
    pub fn read(&self) -> &DatabaseConnection {
        &self.pool
    }

    /// Begins a transaction that writes.
    pub async fn begin(&self) -> StoreResult<Transaction> {
        let (inner, turn) = match &self.turns {
            Some(turns) => {
                let (inner, turn) = turns.begin(&self.writer).await?;
                (inner, Some(turn))
            }
            None => (Arc::new(self.writer.begin().await?), None),
        };
        Ok(Transaction {
            inner: Watched { inner, trust: Arc::clone(&self.trust) },
            turn,
            has_posted: AtomicBool::new(false),
            posted: Arc::clone(&self.posted),
        })
    }

    /// Brings the schema up to date, wholly or not at all (S26). Of several processes one does, and the others wait.
    pub async fn migrate(&self) -> StoreResult<()> {
        if self.pending_migrations().await? == 0 {
            return Ok(());
        }
        let tx = self.begin().await?;
        if tx.get_database_backend() == DbBackend::Postgres {
            tx.execute_unprepared(LOCK_SCHEMA).await?;
        }
        Migrator::up(&*tx.inner.inner, None).await?;
        tx.commit().await
    }

    /// How many wait for their turn to write.
    #[cfg(test)]
    fn waiting(&self) -> usize {
        self.turns.as_ref().map_or(0, |turns| turns.waiting())
    }

    /// How many connections are open, and how many of them do nothing.
    pub fn connections(&self) -> (u32, usize) {
        if self.pool.get_database_backend() == DbBackend::Postgres {
            let pool = self.pool.get_postgres_connection_pool();
            (pool.size(), pool.num_idle())
        } else {
            let (pool, writer) =
                (self.pool.get_sqlite_connection_pool(), self.writer.get_sqlite_connection_pool());
            (pool.size() + writer.size(), pool.num_idle() + writer.num_idle())
        }
    }

    /// How many migrations wait to be run.
    pub async fn pending_migrations(&self) -> StoreResult<usize> {
        Ok(Migrator::get_pending_migrations_read_only(&self.pool).await?.len())
    }

    /// The migrations that a newer version than this one ran.
    pub async fn migrations_of_newer_versions(&self) -> StoreResult<Vec<String>> {
        Ok(Migrator::of_newer_versions(&self.pool).await?)
    }

    /// The database server's time; an embedded database has none of its own.
    pub async fn clock(&self) -> StoreResult<Option<DateTime<Utc>>> {
        if self.pool.get_database_backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let question = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        let row = self.pool.query_one_raw(Statement::from_string(DbBackend::Postgres, question)).await?;
        let millis = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
        Ok(millis.and_then(DateTime::from_timestamp_millis))
    }

    /// Whether the database answers, and takes writes.
    pub async fn ping(&self) -> StoreResult<()> {
        if self.pool.get_database_backend() != DbBackend::Postgres {
            return Ok(self.pool.ping().await?);
        }
        let question = Statement::from_string(DbBackend::Postgres, "SHOW transaction_read_only");
        let row = self.pool.query_one_raw(question).await?;
        let answer = row.map(|row| row.try_get_by_index::<String>(0)).transpose()?;
        if answer.as_deref() == Some("off") {
            return Ok(());
        }
        self.trust.lose();
        Err(StoreError::ReadOnly)
    }
}

/// A transaction that writes; dropped without [`Transaction::commit`] it leaves nothing behind.
pub struct Transaction {
    inner: Watched,
    /// After the transaction, so that what is undone is undone before the next turn.
    turn: Option<Turn>,
    has_posted: AtomicBool,
    posted: Arc<Posted>,
}

impl Transaction {
    /// Makes it so, durably.
    pub async fn commit(self) -> StoreResult<()> {
        let transaction = self.inner.inner;
        match self.turn {
            Some(turn) => turn.commit(transaction).await?,
            None => turns::commit(transaction).await?,
        }
        if self.has_posted.into_inner() {
            self.posted.tell();
        }
        Ok(())
    }

    /// Remembers that a mail was queued.
    fn has_posted(&self) {
        self.has_posted.store(true, Ordering::Relaxed);
    }
}

impl Deref for Transaction {
    type Target = Watched;

    fn deref(&self) -> &Watched {
        &self.inner
    }
}

/// Ends every open question of a user: links, challenges, enrollment tokens, texts under way (S24).
pub async fn end_what_is_open(tx: &Transaction, user: UserId, now: DateTime<Utc>) -> StoreResult<()> {
    link::end_all(&**tx, user, now).await?;
    challenge::end_all(&**tx, user, now).await?;
    enrollment_grant::end_all(&**tx, user, now).await?;
    sms_code::remove_all(&**tx, user).await
}

/// An instant as a row has it.
fn at(instant: DateTime<Utc>) -> At {
    sea_orm::prelude::ChronoUnixTimestampMillis(instant)
}

/// A count as a row has it.
fn count(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// A count that a row has.
fn uncount(value: i32) -> u32 {
    u32::try_from(value).unwrap_or(0)
}
