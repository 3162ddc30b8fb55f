//! SQLite, whose statements are done on the spot.
//!
//! A statement takes some microseconds. The way to a thread of the database and back takes ten times as long, and more
//! where hashing keeps the processors busy. So whoever asks runs it on the thread that they are on. What may take
//! longer goes elsewhere: a commit, which waits for the disk, and a read that turns out to be long.

mod connection;
mod fault;
mod file;
mod readers;
mod turns;
mod values;
mod writer;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod transaction_tests;
#[cfg(test)]
mod turn_tests;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use sea_orm::{DatabaseConnection, DbBackend, DbErr, Statement};

use connection::Connection;
pub use file::File;
pub(super) use readers::Readers;
pub(super) use turns::{Turn, Turns};
use writer::Writer;

use super::watcher::Watcher;

/// How long whoever opens a file, or begins to write, waits for another process: a command line, say.
const WAIT_FOR_OTHERS: Duration = Duration::from_secs(3);

/// How long to leave a file alone that another process has locked.
const LOCKED: Duration = Duration::from_millis(10);

/// A file that is open: connections that read it, and one that writes.
#[derive(Clone, Debug)]
pub(super) struct Sqlite {
    readers: Arc<Readers>,
    turns: Arc<Turns>,
    watcher: Arc<Watcher>,
}

impl Sqlite {
    /// Opens a file, and a pool to read it by.
    pub(super) async fn open(file: File) -> Result<(Self, DatabaseConnection), DbErr> {
        let watcher = Arc::<Watcher>::default();
        let writer = Writer::new(first(&file).await?, Arc::clone(&watcher));
        let turns = Turns::at(writer).await?;
        let readers = Arc::new(Readers::of(file, Arc::clone(&watcher)));
        let pool = sea_orm::Database::connect_proxy(
            DbBackend::Sqlite,
            Arc::new(Box::new(readers::Shared(Arc::clone(&readers)))),
        )
        .await?;
        Ok((Self { readers, turns, watcher }, pool))
    }

    /// Who reads.
    pub(super) fn readers(&self) -> &Arc<Readers> {
        &self.readers
    }

    /// The turns to write.
    pub(super) fn turns(&self) -> &Arc<Turns> {
        &self.turns
    }

    /// How many connections are open, and how many of them do nothing.
    pub(super) fn connections(&self) -> (u32, usize) {
        let (open, idle) = self.readers.count();
        (open + 1, idle + usize::from(self.turns.are_idle()))
    }

    /// Tells of every statement that is sent from now on.
    pub(super) fn watch(&self, told: impl Fn(&Statement) + Send + Sync + 'static) {
        self.watcher.set(told);
    }
}

/// The first connection. While another process makes the file, or opens its log, SQLite doesn't wait by itself
/// (<https://www.sqlite.org/c3ref/busy_handler.html>).
async fn first(file: &File) -> Result<Connection, DbErr> {
    let since = Instant::now();
    loop {
        match Connection::writes(file) {
            Err(fault) if fault.is_locked() && since.elapsed() < WAIT_FOR_OTHERS => {
                tokio::time::sleep(LOCKED).await;
            }
            outcome => return outcome.map_err(fault::Fault::at_opening),
        }
    }
}
