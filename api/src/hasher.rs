//! Argon2id on a bounded pool of its own threads (S19).

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost { /// KiB of memory.
pub memory_kib: u32, /// Passes over it.
pub passes: u32, /// Lanes.
pub lanes: u32 }

/// Why a password was not hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// The queue is full: 503.
    #[error("too many passwords are waiting to be hashed")] Overloaded,
    /// A stored hash is no Argon2id hash of ours, or a thread died.
    #[error("a stored password hash is broken")] Broken,
}

/// The pool. Dropping it ends its threads.
pub struct Hasher;

impl Hasher {
    /// Starts `threads` threads, named `hash-0` and on; at most `queue` passwords wait.
    pub fn start(cost: Cost, threads: usize, queue: usize) -> std::io::Result<Self> { todo!() }
    /// Hashes a password with a new salt into a PHC string.
    pub async fn hash(&self, password: &str) -> Result<String, HashError> { todo!() }
    /// Whether the password is the one hashed; without a hash the same work ends in `false` (S10).
    pub async fn verify(&self, password: &str, phc: Option<&str>) -> Result<bool, HashError> { todo!() }
    /// Whether a hash was made at a lower cost than today's.
    pub fn needs_rehash(&self, phc: &str) -> bool { todo!() }
    /// How many hashes were computed since the start, decoys included.
    pub fn hashes_done(&self) -> u64 { todo!() }
}
