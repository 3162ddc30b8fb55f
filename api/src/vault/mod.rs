//! Seals what is secret at rest, and hashes what is only ever looked up (S20).
//!
//! The master keys come from outside the database, newest first. Values are **sealed** under the
//! newest key and opened under whichever sealed them, so that a rotation puts a new key on the
//! first line and seals everything anew at leisure. Keyed **hashes** can't be made anew, for nobody
//! keeps what they are of: they hang on the **last** line, the oldest key. It stays through every
//! rotation, so that tokens, backup codes and tallies live on, and replicas agree while only some
//! have the new key. Taking the last line away ends all tokens and backup codes, which is what a
//! leaked key asks for.
//!
//! A key that is put on top while the service runs is taken up by [`Vault::reload`], and read where
//! a value turns up that none of the keys at hand has sealed: replicas and commands don't take it up
//! at the same instant.

mod keys;
#[cfg(test)]
mod tests;

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::Rng;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::entropy::{Entropy, Token};

pub use keys::{MasterKeyError, MasterKeySource, MasterKeys, is_open_to_others};

/// The first byte of every sealed value.
const VERSION: u8 = 1;
const KEY_ID_BYTES: usize = 4;
const NONCE_BYTES: usize = 24;
const HEADER_BYTES: usize = 1 + KEY_ID_BYTES;

/// What a sealed value is for; a value sealed for one purpose opens for no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// The secret of a confirmed authenticator app.
    TotpSecret,
    /// A text's code.
    SmsCode,
    /// A private key that signs access tokens.
    SigningKey,
    /// A password's Argon2id hash.
    PasswordHash,
    /// The secret of an enrolment that is not confirmed yet.
    Enrollment,
    /// A mail that waits: it may hold a link.
    Mail,
}

impl Sealed {
    /// Every kind of sealed value.
    pub const ALL: [Self; 6] =
        [Self::SigningKey, Self::PasswordHash, Self::TotpSecret, Self::Enrollment, Self::SmsCode, Self::Mail];

    /// The kind's name, to which its values are bound.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TotpSecret => "totp-secret",
            Self::SmsCode => "sms-code",
            Self::SigningKey => "signing-key",
            Self::PasswordHash => "password-hash",
            Self::Enrollment => "enrollment",
            Self::Mail => "mail",
        }
    }
}

/// Which kind of token a hash is of; kinds never stand in for one another (S11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Of a log-in that waits for its second factor.
    Challenge,
    /// Of a user who has to enrol first.
    Enrollment,
    /// Of a session.
    Refresh,
    /// Of a remembered device.
    Device,
    /// Of a client that is no stranger (S6).
    Known,
    /// Of a link in a mail.
    Link,
    /// Of a script.
    ApiToken,
}

impl TokenKind {
    const fn label(self) -> &'static str {
        match self {
            Self::Challenge => "challenge",
            Self::Enrollment => "enrollment",
            Self::Refresh => "refresh",
            Self::Device => "device",
            Self::Known => "known",
            Self::Link => "link",
            Self::ApiToken => "api-token",
        }
    }
}

/// A sealed value that doesn't open: another purpose or row, a missing key, or altered bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value does not open")]
pub struct SealBroken;

/// Other master keys that can't be taken up while the service runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "The last master key is another one than at the start, and all tokens hang on it: put it back, or restart to end them."
)]
pub struct LookupKeyChanged;

/// Seals, opens and hashes.
pub struct Vault {
    /// Newest first.
    seals: RwLock<Arc<[SealKey]>>,
    lookup: Hkdf<Sha256>,
    /// Where a key may turn up that was put on top since.
    source: Option<MasterKeySource>,
}

struct SealKey {
    id: [u8; KEY_ID_BYTES],
    cipher: XChaCha20Poly1305,
}

impl Vault {
    /// A vault that seals under the newest key and hashes under the oldest.
    pub fn new(keys: &MasterKeys) -> Self {
        let lookup = Hkdf::new(Some(b"vestibule/lookup/v1"), keys.oldest());
        Self { seals: RwLock::new(seals(keys)), lookup, source: None }
    }

    /// The same vault, which reads the source again where it meets a value of a key that it doesn't have.
    #[must_use]
    pub fn watching(self, source: MasterKeySource) -> Self {
        Self { source: Some(source), ..self }
    }

    /// Takes up other keys, of which the oldest has to be the same.
    pub fn reload(&self, keys: &MasterKeys) -> Result<(), LookupKeyChanged> {
        let other = Self::new(keys);
        if other.name_key("") != self.name_key("") {
            return Err(LookupKeyChanged);
        }
        *self.seals.write().unwrap_or_else(PoisonError::into_inner) = seals(keys);
        Ok(())
    }

    fn seals(&self) -> Arc<[SealKey]> {
        self.seals.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Seals `plaintext` to its purpose and to the row that it will stand in.
    #[expect(clippy::missing_panics_doc, reason = "the cipher seals whatever fits into memory")]
    pub fn seal(&self, purpose: Sealed, row: &[u8], plaintext: &[u8]) -> Vec<u8> {
        let seals = self.seals();
        let key = &seals[0];
        let mut sealed = vec![VERSION];
        sealed.extend(key.id);
        let mut nonce = XNonce::default();
        Entropy::System.rng().fill_bytes(&mut nonce);

        let aad = associated(&sealed, purpose, row);
        let ciphertext = key
            .cipher
            .encrypt(&nonce, Payload { msg: plaintext, aad: &aad })
            .expect("XChaCha20-Poly1305 seals anything that fits into memory");

        sealed.extend(nonce);
        sealed.extend(ciphertext);
        sealed
    }

    /// Opens what was sealed for the same purpose and row.
    pub fn open(&self, purpose: Sealed, row: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealBroken> {
        let (header, rest) = sealed.split_at_checked(HEADER_BYTES).ok_or(SealBroken)?;
        let (nonce, ciphertext) = rest.split_at_checked(NONCE_BYTES).ok_or(SealBroken)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| SealBroken)?;
        let aad = associated(header, purpose, row);

        self.seals_of(header)
            .iter()
            .filter(|key| header[0] == VERSION && header[1..] == key.id)
            .find_map(|key| key.cipher.decrypt(&nonce, Payload { msg: ciphertext, aad: &aad }).ok())
            .map(Zeroizing::new)
            .ok_or(SealBroken)
    }

    /// The keys; read again where none of them has sealed a value with this header.
    fn seals_of(&self, header: &[u8]) -> Arc<[SealKey]> {
        let seals = self.seals();
        if seals.iter().any(|key| header[1..] == key.id) {
            return seals;
        }
        let newer = self.source.as_ref().and_then(|source| source.read().ok());
        match newer.map(|keys| self.reload(&keys)) {
            Some(Ok(())) => self.seals(),
            _ => seals,
        }
    }

    /// Whether a sealed value hangs on an older key than the newest, and wants to be sealed anew.
    pub fn is_stale(&self, sealed: &[u8]) -> bool {
        sealed.get(1..HEADER_BYTES) != Some(self.seals()[0].id.as_slice())
    }

    /// The keys' ids, newest first: they tell keys apart and give nothing away.
    pub fn key_ids(&self) -> Vec<String> {
        self.seals().iter().map(|key| data_encoding::HEXLOWER.encode(&key.id)).collect()
    }

    /// The hash under which a token is stored and found, whatever keys there are.
    pub fn token_hash(&self, kind: TokenKind, token: &str) -> [u8; 32] {
        self.keyed_hash(&["token/", kind.label()], &[token.as_bytes()])
    }

    /// The hashes of several tokens of a kind, in their order.
    pub fn token_hashes(&self, kind: TokenKind, tokens: &[String]) -> Vec<[u8; 32]> {
        tokens.iter().map(|token| self.token_hash(kind, token)).collect()
    }

    /// The hash under which a backup code is stored and found (S3).
    pub fn backup_code_hash(&self, user: Uuid, code: &str) -> [u8; 32] {
        self.keyed_hash(&["backup-code"], &[user.as_bytes(), code.as_bytes()])
    }

    /// What stands for a user name that nobody has, so that it can be counted without being kept (S7).
    pub fn name_key(&self, folded: &str) -> [u8; 32] {
        self.keyed_hash(&["name"], &[folded.as_bytes()])
    }

    /// The token that follows `old_token` in `row`: the same each time, and never kept (S15).
    pub fn successor(&self, kind: TokenKind, old_token: &str, row: Uuid) -> Token {
        Token::from_bytes(
            &self.keyed_hash(&["successor/", kind.label()], &[row.as_bytes(), old_token.as_bytes()]),
        )
    }

    /// An HMAC under a key derived for `label` alone. Parts before the last have a fixed length.
    fn keyed_hash(&self, label: &[&str], parts: &[&[u8]]) -> [u8; 32] {
        let label: Vec<&[u8]> = label.iter().map(|part| part.as_bytes()).collect();
        let mut key = Zeroizing::new([0; 32]);
        self.lookup.expand_multi_info(&label, key.as_mut()).expect("HKDF yields 32 bytes");
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_ref()).expect("HMAC takes any key");
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Vault").field(&self.key_ids()).finish()
    }
}

fn seals(keys: &MasterKeys) -> Arc<[SealKey]> {
    keys.newest_first().map(SealKey::derive).collect()
}

impl SealKey {
    fn derive(master: &[u8; 32]) -> Self {
        let derived = Hkdf::<Sha256>::new(Some(b"vestibule/seal/v1"), master);
        let mut key = Zeroizing::new([0; 32]);
        let mut id = [0; KEY_ID_BYTES];
        derived.expand(b"key", key.as_mut()).expect("HKDF yields 32 bytes");
        derived.expand(b"id", &mut id).expect("HKDF yields 4 bytes");
        Self { id, cipher: XChaCha20Poly1305::new((&*key).into()) }
    }
}

/// What a sealed value is bound to: its header, purpose and row.
fn associated(header: &[u8], purpose: Sealed, row: &[u8]) -> Vec<u8> {
    [header, purpose.label().as_bytes(), &[0], row].concat()
}
