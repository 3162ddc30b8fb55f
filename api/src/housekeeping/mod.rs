//! What is tidied up beside the calls: rows whose time is over go, and what nobody came back for is told.
//!
//! Every replica does all of it, and none leads: each step is a statement that only one of several can win.

mod retention;
mod unfinished;

use std::time::Duration;

use crate::{
    app::App,
    store::{
        self, StoreResult,
        expiry::{Expiring, Removed},
    },
};

/// How often it is done.
const EVERY: Duration = Duration::from_mins(1);

/// How long a service that has just started has better to do.
const NOT_BEFORE: Duration = Duration::from_secs(10);

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// How many rows of each kind were removed, where there were any.
    pub removed: Vec<(Expiring, u64)>,
    /// How many owners were told of a log-in that was left unfinished.
    pub told: u64,
}

impl Tidied {
    /// How many rows of a kind were removed.
    pub fn rows(&self, kind: Expiring) -> u64 {
        self.removed.iter().filter(|(removed, _)| *removed == kind).map(|(_, rows)| rows).sum()
    }
}

/// Tells what was left unfinished, then removes what is over. A part that fails keeps no other from its turn.
pub async fn run_once(app: &App) -> Tidied {
    let mut tidied = Tidied::default();
    match unfinished::tell(app).await {
        Ok(told) => tidied.told = told,
        Err(error) => tracing::warn!(event = "housekeeping_failed", %error, "unfinished log-ins wait"),
    }
    for kind in Expiring::ALL {
        match remove(app, kind).await {
            Ok(0) => (),
            Ok(rows) => {
                tracing::debug!(event = "housekeeping", ?kind, rows, "expired rows were removed");
                tidied.removed.push((kind, rows));
            }
            Err(error) => {
                tracing::warn!(event = "housekeeping_failed", ?kind, %error, "expired rows wait");
            }
        }
    }
    tidied
}

/// Removes the rows of a kind that are over, a batch a transaction, so that nobody waits long for a turn.
async fn remove(app: &App, kind: Expiring) -> StoreResult<u64> {
    let before = app.now() - retention::of(kind, &app.config);
    let mut sum = 0;
    loop {
        let tx = app.begin().await?;
        let Removed { rows, is_full } = store::expiry::remove(&tx, kind, before).await?;
        tx.commit().await?;
        sum += rows;
        if !is_full {
            return Ok(sum);
        }
        tokio::task::yield_now().await;
    }
}

/// Tidies up again and again.
pub async fn keep_tidy(app: &App) {
    tokio::time::sleep(NOT_BEFORE).await;
    loop {
        run_once(app).await;
        tokio::time::sleep(EVERY).await;
    }
}
