//! Rows in, domain values out; no decisions.
//!
//! Functions ask one question or state one fact, for one owner. What may happen once is one conditional
//! `UPDATE`, so that it holds for two threads and for twenty replicas. They take any connection: the
//! handler chooses where reads go or its transaction.

mod bound;
mod entity;
mod error;
mod gathered;
mod one_column;
mod posted;
mod postgres;
mod reads;
mod sqlite;
mod standby;
mod watcher;
mod wording;

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
pub mod password;
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

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use vestibule_domain::id::{SessionId, UserId};
use vestibule_migration::Migrator;

use entity::At;
pub use error::{StoreError, StoreResult};
use gathered::Gathered;
use one_column::the_value;
pub use posted::Posted;
pub use reads::Reads;
use reads::Shorter;
pub use sqlite::File as SqliteFile;
use sqlite::Sqlite;
use standby::{Trust, Watched, Writing};
use standing::Standing;

/// How long a call waits for a connection or its turn to write before it is told to come again (S23).
const WAIT_FOR_TURN: Duration = Duration::from_secs(3);

/// Waits for another replica that brings the schema up to date, for longer than other locks are waited for. What changes
/// the schema may take as long as it takes.
const LOCK_SCHEMA: &str = "SET LOCAL statement_timeout = 0;
                           SET LOCAL lock_timeout = '1min';
                           SELECT pg_advisory_xact_lock(hashtext('vestibule.schema'));
                           SET LOCAL lock_timeout = '3s'";

/// The database: where reads go, and turns to write.
#[derive(Clone, Debug)]
pub struct Database {
    reads: Reads,
    ahead: Reads,
    /// The file of an embedded one; a server's pool is written to as well.
    embedded: Option<Sqlite>,
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
        let (reads, ahead, embedded) = if let Some(file) = SqliteFile::of_url(url).transpose()? {
            let file = if only_looks { file.only_looked_at() } else { file };
            let (sqlite, pool) = Sqlite::open(file).await?;
            let reads = |shorter| Reads { pool: pool.clone(), shorter };
            let (readers, turns) = (Arc::clone(sqlite.readers()), Arc::clone(sqlite.turns()));
            let ahead = reads(Shorter::Ahead(turns, Arc::clone(&readers)));
            (reads(Shorter::Embedded(readers)), ahead, Some(sqlite))
        } else {
            let reads = postgres::open(url, only_looks, Arc::clone(&trust)).await?;
            (reads.clone(), reads, None)
        };
        Ok(Self { reads, ahead, embedded, posted: Arc::default(), trust, standings: Arc::default() })
    }

    /// Ends every connection, and waits until the server knows.
    pub async fn close(&self) -> StoreResult<()> {
        self.reads.close().await
    }

    /// Tells of every prepared statement that is sent from now on, with its values.
    pub fn watch(&mut self, told: impl Fn(&Statement) + Send + Sync + 'static) {
        match &self.embedded {
            Some(sqlite) => sqlite.watch(told),
            None => self.reads.watch(told),
        }
    }

    /// Wakes whoever delivers mail.
    pub fn posted(&self) -> &Posted {
        &self.posted
    }

    /// Where reads go.
    pub fn read(&self) -> &Reads {
        &self.reads
    }

    /// Where reads go that a transaction about the same rows follows: what they find, it needn't look for again.
    pub fn read_ahead(&self) -> &Reads {
        &self.ahead
    }

    /// Begins a transaction that writes.
    pub async fn begin(&self) -> StoreResult<Transaction> {
        let writing = match &self.embedded {
            Some(sqlite) => Writing::Embedded(sqlite.turns().begin().await?),
            None => Writing::Server(self.reads.pool.begin().await?),
        };
        Ok(Transaction {
            inner: Watched { writing, trust: Arc::clone(&self.trust) },
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
        Migrator::up(tx.inner.executor(), None).await?;
        tx.commit().await
    }

    /// How many connections are open, and how many of them do nothing; a server's pool alone is counted.
    pub fn connections(&self) -> (u32, usize) {
        if let Some(sqlite) = &self.embedded {
            return sqlite.connections();
        }
        let pool = self.reads.pool.get_postgres_connection_pool();
        (pool.size(), pool.num_idle())
    }

    /// How many migrations wait to be run.
    pub async fn pending_migrations(&self) -> StoreResult<usize> {
        Ok(Migrator::get_pending_migrations_read_only(&self.reads.pool).await?.len())
    }

    /// The migrations that a newer version than this one ran.
    pub async fn migrations_of_newer_versions(&self) -> StoreResult<Vec<String>> {
        Ok(Migrator::of_newer_versions(&self.reads.pool).await?)
    }

    /// The database server's time; an embedded database has none of its own.
    pub async fn clock(&self) -> StoreResult<Option<DateTime<Utc>>> {
        if self.reads.pool.get_database_backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let question = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        let millis =
            the_value(&self.reads.pool, Statement::from_string(DbBackend::Postgres, question)).await?;
        Ok(millis.and_then(DateTime::from_timestamp_millis))
    }

    /// Whether the database answers, and takes writes.
    pub async fn ping(&self) -> StoreResult<()> {
        if self.reads.pool.get_database_backend() != DbBackend::Postgres {
            return Ok(self.reads.pool.ping().await?);
        }
        let question = Statement::from_string(DbBackend::Postgres, "SHOW transaction_read_only");
        let answer: Option<String> = the_value(&self.reads.pool, question).await?;
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
    has_posted: AtomicBool,
    posted: Arc<Posted>,
}

impl Transaction {
    /// Makes it so, durably.
    pub async fn commit(self) -> StoreResult<()> {
        self.inner.writing.commit().await?;
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
