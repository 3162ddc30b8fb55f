//! What SQLite says went wrong, as sea-orm takes it from a driver.

use std::{borrow::Cow, error::Error, fmt, sync::Arc};

use rusqlite::{ErrorCode, ffi};
use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::error::{DatabaseError, ErrorKind},
};

/// A statement that failed, or a file that didn't open.
#[derive(Debug)]
pub(super) struct Fault {
    inner: rusqlite::Error,
    message: String,
}

impl Fault {
    /// Whether another process holds what is wanted.
    pub(super) fn is_locked(&self) -> bool {
        matches!(self.inner.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
    }

    /// Whether the statement was stopped on its way.
    pub(super) fn is_interrupted(&self) -> bool {
        self.inner.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
    }

    fn extended_code(&self) -> Option<i32> {
        self.inner.sqlite_error().map(|error| error.extended_code)
    }

    /// For whoever asked a statement.
    pub(super) fn of_statement(self) -> DbErr {
        DbErr::Query(self.into_runtime())
    }

    /// For whoever opened a file.
    pub(super) fn at_opening(self) -> DbErr {
        DbErr::Conn(self.into_runtime())
    }

    fn into_runtime(self) -> RuntimeErr {
        RuntimeErr::SqlxError(Arc::new(sea_orm::sqlx::Error::Database(Box::new(self))))
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(inner: rusqlite::Error) -> Self {
        let message = inner.to_string();
        Self { inner, message }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Fault {}

impl DatabaseError for Fault {
    fn message(&self) -> &str {
        &self.message
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        self.extended_code().map(|code| Cow::Owned(code.to_string()))
    }

    fn as_error(&self) -> &(dyn Error + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn Error + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn Error + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> ErrorKind {
        match self.extended_code() {
            Some(ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_UNIQUE) => {
                ErrorKind::UniqueViolation
            }
            Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => ErrorKind::ForeignKeyViolation,
            Some(ffi::SQLITE_CONSTRAINT_NOTNULL) => ErrorKind::NotNullViolation,
            Some(ffi::SQLITE_CONSTRAINT_CHECK) => ErrorKind::CheckViolation,
            _ => ErrorKind::Other,
        }
    }
}
