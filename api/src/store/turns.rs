//! SQLite has one writer: its turns, and how those who wait for one share a commit.
//!
//! A commit takes as long as the disk takes to sync, however little was written. So a transaction that others wait
//! behind is left open when its owner commits it. Each of those writes in a savepoint of its own, and one commit, which
//! waits its turn behind them, makes all of it durable. Nobody hears of success before; whoever fails takes their own
//! part back alone.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard, watch},
    time::timeout,
};

use super::{StoreError, StoreResult, WAIT_FOR_TURN};

/// The turns at the one writer. Waiting here is fair and cheap; in SQLite's busy handler it is neither.
#[derive(Debug)]
pub(super) struct Turns {
    shared: Arc<Mutex<Option<Shared>>>,
    waiting: AtomicUsize,
    /// Where commits are made that outlive the request that asked for them.
    runtime: Handle,
}

/// A transaction that was left open for those behind.
#[derive(Debug)]
struct Shared {
    transaction: Arc<DatabaseTransaction>,
    outcome: watch::Sender<Outcome>,
    /// Whether a part was begun and not kept. SQLite may have undone more than that part, so nobody else joins.
    is_torn: bool,
}

// Said in our own words: where nobody waits any more for the driver's savepoint to begin, it takes back the whole
// transaction in its place, and tells those who commit afterwards that all went well.
const BEGIN_PART: &str = "SAVEPOINT part";
const KEEP_PART: &str = "RELEASE part";
const UNDO_PART: &str = "ROLLBACK TO part";

/// What became of a shared commit; `None` while it is to come.
type Outcome = Option<Result<(), DbErr>>;

/// A turn; it ends when it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    turns: Arc<Turns>,
    shared: OwnedMutexGuard<Option<Shared>>,
}

impl Turns {
    /// Turns of a writer whose shared commits the present runtime makes.
    pub(super) fn here() -> Arc<Self> {
        Arc::new(Self { shared: Arc::default(), waiting: AtomicUsize::new(0), runtime: Handle::current() })
    }

    /// Waits for a turn, and begins a transaction or a part of the one that was left open.
    pub(super) async fn begin(
        self: &Arc<Self>,
        writer: &DatabaseConnection,
    ) -> StoreResult<(Arc<DatabaseTransaction>, Turn)> {
        let shared = timeout(WAIT_FOR_TURN, self.take()).await.map_err(|_| StoreError::Busy)?;
        let mut turn = Turn { turns: Arc::clone(self), shared };
        let transaction = if let Some(shared) = &mut *turn.shared {
            shared.is_torn = true;
            shared.transaction.execute_unprepared(BEGIN_PART).await?;
            Arc::clone(&shared.transaction)
        } else {
            // `IMMEDIATE`, so that what it reads stays true until it writes.
            let options = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            };
            Arc::new(writer.begin_with_options(options).await?)
        };
        Ok((transaction, turn))
    }

    /// How many wait for a turn.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    async fn take(&self) -> OwnedMutexGuard<Option<Shared>> {
        loop {
            let waits = Waiting::among(&self.waiting);
            let shared = Arc::clone(&self.shared).lock_owned().await;
            drop(waits);
            let Some(torn) = shared.as_ref().filter(|shared| shared.is_torn) else { return shared };
            let mut outcome = torn.outcome.subscribe();
            drop(shared);
            // An end without an outcome is an end, too.
            let _ = outcome.wait_for(Option::is_some).await;
        }
    }

    /// Commits what is left open, once those who wait by now had their turns.
    fn commit_later(&self) {
        let shared = Arc::clone(&self.shared);
        self.runtime.spawn(async move {
            let mut shared = shared.lock_owned().await;
            let Some(Shared { transaction, outcome, is_torn }) = shared.take() else { return };
            let done = if is_torn { mend_and_commit(transaction).await } else { commit(transaction).await };
            outcome.send_replace(Some(done));
        });
    }
}

/// Takes back the part that was begun last, and commits the others. Where that part is gone, so may they be.
async fn mend_and_commit(transaction: Arc<DatabaseTransaction>) -> Result<(), DbErr> {
    transaction.execute_unprepared(UNDO_PART).await.map_err(|error| undone(&error))?;
    commit(transaction).await
}

/// Commits a transaction that nobody else holds any more.
pub(super) async fn commit(transaction: Arc<DatabaseTransaction>) -> Result<(), DbErr> {
    let whole = Arc::into_inner(transaction).ok_or_else(|| undone(&"somebody else holds it"))?;
    whole.commit().await
}

impl Turn {
    /// Makes a transaction of this turn durable: by itself, or along with those who wait.
    pub(super) async fn commit(mut self, transaction: Arc<DatabaseTransaction>) -> Result<(), DbErr> {
        let mut outcome = if let Some(shared) = &mut *self.shared {
            transaction.execute_unprepared(KEEP_PART).await?;
            drop(transaction);
            shared.is_torn = false;
            shared.outcome.subscribe()
        } else if self.turns.waiting() == 0 {
            return commit(transaction).await;
        } else {
            let (sender, outcome) = watch::channel(None);
            *self.shared = Some(Shared { transaction, outcome: sender, is_torn: false });
            self.turns.commit_later();
            outcome
        };
        drop(self);
        match outcome.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(done)) => done.clone(),
            Ok(None) | Err(_) => Err(undone(&"it was given up")),
        }
    }
}

/// Nothing of a shared transaction was kept, for a reason that lies with another part of it.
fn undone(why: &impl ToString) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(why.to_string()))
}

/// One who waits for a turn, counted for as long.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn among(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
