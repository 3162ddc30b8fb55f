//! Tokens whose signature was found right before: the very same bytes need no second look, as long as they are good
//! and no key changes (S17). Whether the session behind them still stands is asked at each call all the same.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};

use super::AccessClaims;

/// The most of each of the two generations. A token is about 600 bytes, and what it says as much again.
const AT_MOST: usize = 2048;

/// What was verified lately. Tokens that nobody shows leave with the generation before last.
#[derive(Debug, Default)]
pub(super) struct Verified(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<String, Found>,
    old: HashMap<String, Found>,
}

/// What a token says, and how long its key is believed.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// What it says.
    pub(super) claims: Arc<AccessClaims>,
    /// When its key ends to verify.
    pub(super) key_retires_at: Option<DateTime<Utc>>,
}

impl Verified {
    /// What is known of a token; nothing where its key has retired since.
    pub(super) fn find(&self, token: &str, now: DateTime<Utc>) -> Option<Arc<AccessClaims>> {
        let mut generations = self.lock();
        let found = if let Some(found) = generations.young.get(token) {
            found.clone()
        } else {
            let (token, found) = generations.old.remove_entry(token)?;
            generations.add(token, found.clone());
            found
        };
        found.key_retires_at.is_none_or(|at| now < at).then_some(found.claims)
    }

    /// Keeps what a token says.
    pub(super) fn keep(&self, token: &str, found: Found) {
        self.lock().add(token.to_owned(), found);
    }

    /// Forgets all.
    pub(super) fn clear(&self) {
        *self.lock() = Generations::default();
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn add(&mut self, token: String, found: Found) {
        if self.young.len() >= AT_MOST {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(token, found);
    }
}
