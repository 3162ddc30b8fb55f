//! The bell that rings when mail was queued and committed.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

/// Counts commits that queued mail, and wakes whoever delivers it.
#[derive(Debug, Default)]
pub struct Posted {
    count: AtomicU64,
    bell: Notify,
}

impl Posted {
    /// How many there were.
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }

    /// Waits for the next one, or for one that nobody waited for.
    pub async fn wait(&self) {
        self.bell.notified().await;
    }

    pub(super) fn tell(&self) {
        self.count.fetch_add(1, Ordering::SeqCst);
        self.bell.notify_one();
    }
}
