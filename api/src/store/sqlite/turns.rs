//! SQLite has one writer: its turns, and how those who wait for one share a commit.
//!
//! A commit takes as long as the disk takes to sync, however little was written. So a transaction that others wait
//! behind is left open when its owner commits it. Each of those writes in a savepoint of its own, and one commit, which
//! waits its turn behind them, makes all of it durable. Nobody hears of success before; whoever fails takes their own
//! part back alone.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use sea_orm::{DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard, watch},
    time::timeout,
};

use super::{LOCKED, WAIT_FOR_OTHERS, Writer};
use crate::store::{StoreError, StoreResult, WAIT_FOR_TURN};

const BEGIN_PART: &str = "SAVEPOINT part";
const KEEP_PART: &str = "RELEASE part";
const UNDO_PART: &str = "ROLLBACK TO part";

/// What became of a shared commit; `None` while it is to come.
type Outcome = Option<Result<(), DbErr>>;

/// Whom to tell of a transaction that was left open for those behind, if one was.
type LeftOpen = Option<watch::Sender<Outcome>>;

/// The turns at the one writer. Waiting here is fair and cheap; in SQLite's busy handler it is neither.
#[derive(Debug)]
pub(in crate::store) struct Turns {
    writer: Writer,
    /// The writer, for what asks for a connection of the ORM's.
    connection: DatabaseConnection,
    left_open: Arc<Mutex<LeftOpen>>,
    waiting: AtomicUsize,
    /// Where commits are made. They outlive the request that asked for them.
    runtime: Handle,
}

/// A turn; it ends when it is dropped, and what wasn't kept is undone.
#[derive(Debug)]
pub(in crate::store) struct Turn {
    turns: Arc<Turns>,
    left_open: OwnedMutexGuard<LeftOpen>,
    is_over: bool,
}

impl Turns {
    /// Turns at a writer whose commits the present runtime makes.
    pub(super) async fn at(writer: Writer) -> Result<Arc<Self>, DbErr> {
        let asked = Arc::new(Box::new(writer.clone()) as _);
        let connection = sea_orm::Database::connect_proxy(DbBackend::Sqlite, asked).await?;
        let (left_open, waiting) = (Arc::default(), AtomicUsize::new(0));
        Ok(Arc::new(Self { writer, connection, left_open, waiting, runtime: Handle::current() }))
    }

    /// Waits for a turn, and begins a transaction or a part of the one that was left open.
    pub(in crate::store) async fn begin(self: &Arc<Self>) -> StoreResult<Turn> {
        let left_open = timeout(WAIT_FOR_TURN, self.take()).await.map_err(|_| StoreError::Busy)?;
        if left_open.is_some() {
            self.writer.say(BEGIN_PART)?;
        } else {
            self.begin_whole().await?;
        }
        Ok(Turn { turns: Arc::clone(self), left_open, is_over: false })
    }

    /// How many wait for a turn.
    pub(in crate::store) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// All rows that a brief read finds, where nobody writes and nobody waits to. The writer has by heart what it read
    /// and wrote; every other connection forgets all it knows with each commit.
    pub(in crate::store) fn query_if_idle(&self, statement: &Statement) -> Option<Vec<QueryResult>> {
        let left_open = self.left_open.try_lock().ok()?;
        if left_open.is_some() { None } else { self.writer.look(statement) }
    }

    /// Whether nobody writes.
    pub(super) fn are_idle(&self) -> bool {
        self.left_open.try_lock().is_ok()
    }

    async fn take(&self) -> OwnedMutexGuard<LeftOpen> {
        let waits = Waiting::among(&self.waiting);
        let left_open = Arc::clone(&self.left_open).lock_owned().await;
        drop(waits);
        left_open
    }

    async fn begin_whole(&self) -> StoreResult<()> {
        let since = Instant::now();
        while !self.writer.begin()? {
            if since.elapsed() >= WAIT_FOR_OTHERS {
                return Err(StoreError::Busy);
            }
            tokio::time::sleep(LOCKED).await;
        }
        Ok(())
    }

    /// Commits what is left open, once those who wait by now had their turns.
    fn commit_later(self: &Arc<Self>) {
        let turns = Arc::clone(self);
        self.runtime.spawn_blocking(move || {
            let mut left_open = Arc::clone(&turns.left_open).blocking_lock_owned();
            let Some(outcome) = left_open.take() else { return };
            let done = Turn { turns, left_open, is_over: false }.commit_now();
            outcome.send_replace(Some(done));
        });
    }
}

impl Turn {
    /// The connection that writes in this turn, as the ORM has it.
    pub(in crate::store) fn connection(&self) -> &DatabaseConnection {
        &self.turns.connection
    }

    /// All rows that a statement finds.
    pub(in crate::store) fn query(&self, statement: &Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.turns.writer.query(statement)
    }

    /// What a statement changes.
    pub(in crate::store) fn execute(&self, statement: &Statement) -> Result<ExecResult, DbErr> {
        Ok(self.turns.writer.execute(statement)?.into())
    }

    /// Makes what was written in this turn durable: by itself, or along with those who wait.
    pub(in crate::store) async fn commit(mut self) -> Result<(), DbErr> {
        // Where SQLite undid all by itself, those who wait aren't let in.
        drop(self.turns.writer.in_transaction()?);
        let mut outcome = if let Some(outcome) = &*self.left_open {
            self.turns.writer.say(KEEP_PART)?;
            outcome.subscribe()
        } else if self.turns.waiting() == 0 {
            let runtime = self.turns.runtime.clone();
            return runtime.spawn_blocking(|| self.commit_now()).await.map_err(|error| undone(&error))?;
        } else {
            let (sender, outcome) = watch::channel(None);
            *self.left_open = Some(sender);
            self.turns.commit_later();
            outcome
        };
        self.is_over = true;
        drop(self);
        match outcome.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(done)) => done.clone(),
            Ok(None) | Err(_) => Err(undone(&"it was given up")),
        }
    }

    /// Waits for the disk.
    fn commit_now(mut self) -> Result<(), DbErr> {
        let done = self.turns.writer.say("COMMIT");
        self.is_over = done.is_ok();
        done
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let writer = &self.turns.writer;
        if self.is_over || self.left_open.is_some() && undo_part(writer).is_ok() {
            return;
        }
        writer.roll_back();
        // With the whole transaction the parts before are gone.
        if let Some(outcome) = self.left_open.take() {
            outcome.send_replace(Some(Err(undone(&"a part of it failed"))));
        }
    }
}

fn undo_part(writer: &Writer) -> Result<(), DbErr> {
    writer.say(UNDO_PART)?;
    writer.say(KEEP_PART)
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
