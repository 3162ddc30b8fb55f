//! A connection to an SQLite file. What it is asked it does on the spot.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use rusqlite::CachedStatement;
use sea_orm::{DbErr, ProxyExecResult, ProxyRow, Statement};

use super::{
    WAIT_FOR_OTHERS,
    fault::Fault,
    file::File,
    values::{Column, columns, from_sqlite, to_sqlite},
};

/// How many prepared statements a connection keeps, and columns of how many; there are fewer that are asked often.
const KEPT_STATEMENTS: usize = 128;

/// A slice of a read: so many steps of SQLite's machine, some 40 µs.
const SLICE: i32 = 1000;

/// How many slices a read may take on the spot: some 2 ms.
const BRIEF: u32 = 50;

/// More slices than anything takes.
const NO_LIMIT: u32 = u32::MAX;

#[derive(Debug)]
pub(super) struct Connection {
    inner: rusqlite::Connection,
    /// What the statements find that were asked, by their words.
    columns: RefCell<BTreeMap<String, Arc<[Column]>>>,
    /// How many slices are left to what it is asked.
    slices: Arc<AtomicU32>,
}

impl Connection {
    /// One that writes: it waits for nobody, and says at once that somebody else is writing.
    pub(super) fn writes(file: &File) -> Result<Self, Fault> {
        let inner = file.open(Duration::ZERO)?;
        if !file.is_only_looked_at() {
            inner.pragma_update(None, "journal_mode", "wal")?;
        }
        Self::prepared(inner)
    }

    /// One that reads. Only while a file is recovered or closed does it find it locked.
    pub(super) fn reads(file: &File) -> Result<Self, Fault> {
        let reads = Self::prepared(file.open(WAIT_FOR_OTHERS)?)?;
        let slices = Arc::clone(&reads.slices);
        let is_over = move || slices.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_err();
        reads.inner.progress_handler(SLICE, Some(is_over))?;
        Ok(reads)
    }

    fn prepared(inner: rusqlite::Connection) -> Result<Self, Fault> {
        inner.set_prepared_statement_cache_capacity(KEPT_STATEMENTS);
        inner.pragma_update(None, "foreign_keys", true)?;
        inner.pragma_update(None, "synchronous", "full")?;
        // What a part of a transaction would need to be undone, too.
        inner.pragma_update(None, "temp_store", "memory")?;
        // Reads its first page: what is no database is told when it's opened.
        inner.query_row("PRAGMA schema_version", (), |_| Ok(()))?;
        let slices = Arc::new(AtomicU32::new(NO_LIMIT));
        Ok(Self { inner, columns: RefCell::default(), slices })
    }

    /// All rows that a statement finds, if it finds them soon.
    pub(super) fn query_briefly<R: From<ProxyRow>>(
        &self,
        statement: &Statement,
    ) -> Result<Option<Vec<R>>, DbErr> {
        self.slices.store(BRIEF, Ordering::Relaxed);
        let outcome = self.rows(statement);
        self.slices.store(NO_LIMIT, Ordering::Relaxed);
        match outcome {
            Err(fault) if fault.is_interrupted() => Ok(None),
            outcome => outcome.map(Some).map_err(Fault::of_statement),
        }
    }

    /// All rows that a statement finds, however long it takes.
    pub(super) fn query<R: From<ProxyRow>>(&self, statement: &Statement) -> Result<Vec<R>, DbErr> {
        self.rows(statement).map_err(Fault::of_statement)
    }

    fn rows<R: From<ProxyRow>>(&self, statement: &Statement) -> Result<Vec<R>, Fault> {
        let mut prepared = self.prepare(statement)?;
        let columns = self.columns_of(&statement.sql, &prepared);
        let mut rows = prepared.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(from_sqlite(row, &columns)?.into());
        }
        Ok(found)
    }

    /// The columns of a statement. Each names those that it asks for, so that no migration moves them.
    fn columns_of(&self, sql: &str, prepared: &rusqlite::Statement<'_>) -> Arc<[Column]> {
        let mut known = self.columns.borrow_mut();
        if let Some(columns) = known.get(sql) {
            return Arc::clone(columns);
        }
        if known.len() >= KEPT_STATEMENTS {
            known.clear();
        }
        let columns = columns(prepared);
        known.insert(sql.to_owned(), Arc::clone(&columns));
        columns
    }

    /// What a statement changes; without values it may be several.
    pub(super) fn execute(&self, statement: &Statement) -> Result<ProxyExecResult, DbErr> {
        self.change(statement).map_err(Fault::of_statement)
    }

    fn change(&self, statement: &Statement) -> Result<ProxyExecResult, Fault> {
        let changed = if statement.values.is_some() {
            self.prepare(statement)?.raw_execute()? as u64
        } else {
            self.inner.execute_batch(&statement.sql)?;
            self.inner.changes()
        };
        // Every key of ours is made before its row.
        Ok(ProxyExecResult::new(0, changed))
    }

    fn prepare(&self, statement: &Statement) -> Result<CachedStatement<'_>, Fault> {
        let mut prepared = self.inner.prepare_cached(&statement.sql)?;
        let values = statement.values.iter().flat_map(|values| &values.0);
        for (at, value) in values.enumerate() {
            prepared.raw_bind_parameter(at + 1, to_sqlite(value)?)?;
        }
        Ok(prepared)
    }

    /// Says what begins or ends a transaction.
    pub(super) fn say(&self, sql: &str) -> Result<(), Fault> {
        self.inner.prepare_cached(sql)?.raw_execute()?;
        Ok(())
    }

    /// Whether a transaction is open. SQLite ends one by itself where the disk is full, say.
    pub(super) fn is_in_transaction(&self) -> bool {
        !self.inner.is_autocommit()
    }
}

fn one_less(slices: u32) -> Option<u32> {
    slices.checked_sub(1)
}
