//! Seals what is secret at rest and hashes what is only ever looked up (S20).

use uuid::Uuid;
use crate::{config::Config, entropy::{Entropy, Token}};

/// The keys from outside the database, newest first.
pub struct MasterKeys(Vec<[u8; 32]>);

/// Why there are no master keys.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct MasterKeyError(String);

impl MasterKeys {
    /// Reads keys of 32 bytes, base64, one a line, newest first.
    pub fn parse(text: &str) -> Result<Self, MasterKeyError> { todo!() }
    /// From `master_key` or `master_key_file`; makes the file at first start on loopback.
    pub fn load(config: &Config, entropy: &Entropy) -> Result<Self, MasterKeyError> { todo!() }
}

/// What a sealed value is for; a value sealed for one purpose opens for no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed { TotpSecret, SmsCode, SigningKey, PasswordHash, Enrollment }

/// Which kind of token a hash is of; kinds never stand in for one another (S11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind { Challenge, Enrollment, Refresh, Device, Known, Link, ApiToken }

/// A sealed value that doesn't open: another purpose or row, a missing key, or altered bytes.
#[derive(Debug, thiserror::Error)]
#[error("a sealed value does not open")]
pub struct SealBroken;

/// Seals, opens and hashes.
pub struct Vault;

impl Vault {
    /// A vault that seals under the newest key and looks up under the oldest.
    pub fn new(keys: MasterKeys) -> Self { todo!() }
    /// Seals `plaintext` to its purpose and row.
    pub fn seal(&self, purpose: Sealed, row: &[u8], plaintext: &[u8]) -> Vec<u8> { todo!() }
    /// Opens what was sealed for the same purpose and row.
    pub fn open(&self, purpose: Sealed, row: &[u8], sealed: &[u8]) -> Result<zeroize::Zeroizing<Vec<u8>>, SealBroken> { todo!() }
    /// Whether the value was sealed under an older key than the newest.
    pub fn is_stale(&self, sealed: &[u8]) -> bool { todo!() }
    /// The hash under which a token is stored and looked up. One hash, whatever keys there are.
    pub fn token_hash(&self, kind: TokenKind, token: &str) -> [u8; 32] { todo!() }
    /// The hash under which a backup code is stored (S3).
    pub fn backup_code_hash(&self, user: Uuid, code: &str) -> [u8; 32] { todo!() }
    /// What stands for an unknown user name in a tally.
    pub fn name_key(&self, folded: &str) -> [u8; 32] { todo!() }
    /// The token that follows `old_token` in `row`, the same each time it is asked (S15).
    pub fn successor(&self, kind: TokenKind, old_token: &str, row: Uuid) -> Token { todo!() }
}
