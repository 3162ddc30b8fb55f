//! Argon2id on a bounded pool of its own threads (S19).
//!
//! Each thread keeps its memory between hashes. What the queue can't hold is refused at once, so
//! that an attack on the log-in costs the log-in alone.

mod pool;

use std::io;

use argon2::{
    Algorithm, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use rand_core::Rng;
use subtle::ConstantTimeEq;

use pool::Pool;

use crate::{config::Passwords, entropy::Entropy};

const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

type RawHash = [u8; HASH_BYTES];

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// The cost that is configured, never below S19.
    pub fn configured(passwords: &Passwords) -> Self {
        Self { memory_kib: passwords.hash_memory_kib, passes: passwords.hash_passes, lanes: 1 }
    }

    fn params(self) -> Result<Params, argon2::Error> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(HASH_BYTES))
    }
}

/// Why a password was not hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// The queue is full.
    #[error("too many passwords wait to be hashed")]
    Overloaded,
    /// A stored hash is none of ours, or a thread ended.
    #[error("a password hash can't be computed or read")]
    Broken,
}

/// The pool. Dropping it ends its threads.
#[derive(Debug)]
pub struct Hasher {
    params: Params,
    pool: Pool,
}

impl Hasher {
    /// Starts `threads` threads, named `hash-0` and on; at most `queue` passwords wait for them.
    pub fn start(cost: Cost, threads: usize, queue: usize) -> io::Result<Self> {
        let params =
            cost.params().map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error.to_string()))?;
        Ok(Self { params, pool: Pool::start(threads, queue)? })
    }

    /// Hashes a password with a new salt into a PHC string.
    pub async fn hash(&self, password: &str) -> Result<String, HashError> {
        let mut salt = [0; SALT_BYTES];
        Entropy::System.rng().fill_bytes(&mut salt);
        let hash = self.pool.hash(password, salt.to_vec(), self.params.clone()).await?;
        spell(&self.params, &salt, &hash).ok_or(HashError::Broken)
    }

    /// Whether the password is the one that was hashed.
    ///
    /// Without a hash the same work ends in `false`, so that unknown names cost what known ones do (S10).
    pub async fn verify(&self, password: &str, phc: Option<&str>) -> Result<bool, HashError> {
        let Some(phc) = phc else {
            self.pool.hash(password, vec![0; SALT_BYTES], self.params.clone()).await?;
            return Ok(false);
        };
        let stored = Stored::read(phc).ok_or(HashError::Broken)?;
        let hash = self.pool.hash(password, stored.salt, stored.params).await?;
        Ok(hash.ct_eq(&stored.hash).into())
    }

    /// Whether a hash was made at a lower cost than today's.
    pub fn needs_rehash(&self, phc: &str) -> bool {
        Stored::read(phc).is_none_or(|Stored { params, .. }| {
            params.m_cost() < self.params.m_cost()
                || params.t_cost() < self.params.t_cost()
                || params.p_cost() < self.params.p_cost()
        })
    }

    /// How many hashes were computed since the start, decoys included.
    pub fn hashes_done(&self) -> u64 {
        self.pool.done()
    }

    /// How many passwords wait for a thread.
    pub fn waiting(&self) -> usize {
        self.pool.waiting()
    }

    /// Whether a password would be taken now: what is refused anyway needn't be looked up before.
    pub fn must_have_room(&self) -> Result<(), HashError> {
        if self.pool.waiting() < self.pool.room() { Ok(()) } else { Err(HashError::Overloaded) }
    }
}

fn spell(params: &Params, salt: &[u8], hash: &[u8]) -> Option<String> {
    let phc = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).ok()?,
        salt: Some(Salt::new(salt).ok()?),
        hash: Some(Output::new(hash).ok()?),
    };
    Some(phc.to_string())
}

/// A PHC string, taken apart.
struct Stored {
    params: Params,
    salt: Vec<u8>,
    hash: RawHash,
}

impl Stored {
    fn read(phc: &str) -> Option<Self> {
        let phc = PasswordHash::new(phc).ok()?;
        let ours = phc.algorithm == Algorithm::Argon2id.ident() && phc.version == Some(Version::V0x13.into());
        Some(Self {
            params: Params::try_from(&phc).ok().filter(|_| ours)?,
            salt: phc.salt?.to_vec(),
            hash: phc.hash?.as_bytes().try_into().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

    #[tokio::test]
    async fn s19_a_hash_is_argon2id_with_a_new_salt_and_verifies_its_password_alone() {
        let hasher = Hasher::start(CHEAP, 2, 8).unwrap();
        let first = hasher.hash("correct horse").await.unwrap();
        let second = hasher.hash("correct horse").await.unwrap();

        assert!(first.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{first}");
        assert_ne!(first, second);
        assert_eq!(hasher.verify("correct horse", Some(&first)).await, Ok(true));
        assert_eq!(hasher.verify("battery staple", Some(&first)).await, Ok(false));
        assert_eq!(hasher.verify("correct horse", Some("plain")).await, Err(HashError::Broken));
    }

    #[tokio::test]
    async fn s10_an_unknown_user_costs_one_hash_like_a_known_one() {
        let hasher = Hasher::start(CHEAP, 1, 8).unwrap();
        assert_eq!(hasher.verify("anything", None).await, Ok(false));
        assert_eq!(hasher.hashes_done(), 1);
    }

    #[tokio::test]
    async fn s19_a_hash_of_a_lower_cost_still_verifies_and_wants_a_rehash() {
        let hash = Hasher::start(CHEAP, 1, 8).unwrap().hash("correct horse").await.unwrap();
        let dearer = Hasher::start(Cost { memory_kib: 128, ..CHEAP }, 1, 8).unwrap();
        assert_eq!(dearer.verify("correct horse", Some(&hash)).await, Ok(true));
        assert!(dearer.needs_rehash(&hash));
        assert!(!dearer.needs_rehash(&dearer.hash("correct horse").await.unwrap()));
    }

    #[tokio::test]
    async fn s19_past_the_queue_a_password_is_refused_at_once_and_one_whose_asker_left_is_not_hashed() {
        let hasher = Hasher::start(Cost { memory_kib: 65_536, ..CHEAP }, 1, 1).unwrap();
        let mut asked: Vec<_> = (0..8).map(|_| Box::pin(hasher.hash("correct horse"))).collect();
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let answers = asked.iter_mut().map(|hash| hash.as_mut().poll(&mut context));
        let refused = std::task::Poll::Ready(Err(HashError::Overloaded));
        let overloaded = answers.filter(|answer| *answer == refused).count();
        assert!(overloaded >= 5, "{overloaded} of 8");
        assert!(hasher.waiting() <= 2, "{}", hasher.waiting());
        assert_eq!(hasher.must_have_room(), Err(HashError::Overloaded));

        drop(asked);
        while hasher.hash("correct horse").await == Err(HashError::Overloaded) {
            tokio::task::yield_now().await;
        }
        assert!(hasher.hashes_done() <= 2, "{}", hasher.hashes_done());
        assert_eq!(hasher.waiting(), 0);
        assert_eq!(hasher.must_have_room(), Ok(()));
    }
}
