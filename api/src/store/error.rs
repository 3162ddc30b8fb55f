//! What can go wrong with a statement, told apart by what the caller can do about it.

use sea_orm::{DbErr, RuntimeErr};

use crate::vault::SealBroken;

/// Why the store has no answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A uniqueness of this name was broken.
    #[error("a row of this kind exists already: {0}")]
    Taken(String),
    /// The database is full, gone or too busy.
    #[error("the database does not answer")]
    Unavailable(#[source] DbErr),
    /// No turn to write came up in time.
    #[error("the database is too busy")]
    Busy,
    /// The server takes no writes, as one that a fail-over left behind.
    #[error("the database takes no writes")]
    ReadOnly,
    /// A row says what no version of ours writes.
    #[error("a row can't be read: {0}")]
    Unreadable(&'static str),
    /// A sealed value doesn't open.
    #[error(transparent)]
    Sealed(#[from] SealBroken),
    /// Anything else.
    #[error("a statement failed")]
    Failed(#[source] DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = &error
        else {
            return match error {
                DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error),
                _ => Self::Failed(error),
            };
        };
        match cause.as_database_error() {
            Some(told) if told.is_unique_violation() => Self::Taken(told.message().to_owned()),
            _ if is_outage(&cause.to_string()) => Self::Unavailable(error),
            _ => Self::Failed(error),
        }
    }
}

/// Engines tell a full disk, a lost server or a lock held too long by text alone, alike in all their versions.
fn is_outage(message: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "canceling statement due to",
        "deadlock detected",
        "database is locked",
        "database or disk is full",
        "disk I/O error",
        "No space left",
        "attempt to write a readonly database",
        "read-only transaction",
        "terminating connection",
        "Connection refused",
        "Connection reset",
        "communicating with database",
    ];
    SIGNS.iter().any(|sign| message.contains(sign))
}

/// Runs of the store.
pub type StoreResult<T> = Result<T, StoreError>;
