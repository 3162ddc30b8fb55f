//! Seals what is secret at rest, and hashes what is only ever looked up (S20).
//!
//! The master keys come from outside the database, newest first. Values are **sealed** under the
//! newest key and opened under whichever sealed them, so that a rotation puts a new key on the
//! first line and seals everything anew at leisure. Keyed **hashes** can't be made anew, for nobody
//! keeps what they are of: they hang on the **last** line, the oldest key. It stays through every
//! rotation, so that tokens, backup codes and tallies live on, and replicas agree while only some
//! have the new key. Taking the last line away ends all tokens and backup codes, which is what a
//! leaked key asks for.

use std::fmt;

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

mod keys;

pub use keys::{MasterKeyError, MasterKeys, is_open_to_others};

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
    const fn label(self) -> &'static str {
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

/// Seals, opens and hashes.
pub struct Vault {
    seals: Vec<SealKey>,
    lookup: Hkdf<Sha256>,
}

struct SealKey {
    id: [u8; KEY_ID_BYTES],
    cipher: XChaCha20Poly1305,
}

impl Vault {
    /// A vault that seals under the newest key and hashes under the oldest.
    pub fn new(keys: &MasterKeys) -> Self {
        let seals = keys.newest_first().map(SealKey::derive).collect();
        let lookup = Hkdf::new(Some(b"vestibule/lookup/v1"), keys.oldest());
        Self { seals, lookup }
    }

    /// Seals `plaintext` to its purpose and to the row that it will stand in.
    #[expect(clippy::missing_panics_doc, reason = "the cipher seals whatever fits into memory")]
    pub fn seal(&self, purpose: Sealed, row: &[u8], plaintext: &[u8]) -> Vec<u8> {
        let key = &self.seals[0];
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

        self.seals
            .iter()
            .filter(|key| header[0] == VERSION && header[1..] == key.id)
            .find_map(|key| key.cipher.decrypt(&nonce, Payload { msg: ciphertext, aad: &aad }).ok())
            .map(Zeroizing::new)
            .ok_or(SealBroken)
    }

    /// Whether a sealed value hangs on an older key than the newest, and wants to be sealed anew.
    pub fn is_stale(&self, sealed: &[u8]) -> bool {
        sealed.get(1..HEADER_BYTES) != Some(self.seals[0].id.as_slice())
    }

    /// The keys' ids, newest first: they tell keys apart and give nothing away.
    pub fn key_ids(&self) -> Vec<String> {
        self.seals.iter().map(|key| data_encoding::HEXLOWER.encode(&key.id)).collect()
    }

    /// The hash under which a token is stored and found, whatever keys there are.
    pub fn token_hash(&self, kind: TokenKind, token: &str) -> [u8; 32] {
        self.keyed_hash(&["token/", kind.label()], &[token.as_bytes()])
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

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> String {
        data_encoding::BASE64.encode(&[byte; 32])
    }

    fn vault(keys: &[u8]) -> Vault {
        let lines: Vec<_> = keys.iter().map(|byte| key(*byte)).collect();
        Vault::new(&MasterKeys::parse(&lines.join("\n")).unwrap())
    }

    #[test]
    fn s20_a_sealed_value_opens_for_its_purpose_and_row_alone() {
        let vault = vault(&[1]);
        let sealed = vault.seal(Sealed::TotpSecret, b"row", b"secret");
        assert_eq!(**vault.open(Sealed::TotpSecret, b"row", &sealed).unwrap(), *b"secret");
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
        assert_ne!(sealed, vault.seal(Sealed::TotpSecret, b"row", b"secret"), "each has a nonce of its own");

        assert_eq!(vault.open(Sealed::SmsCode, b"row", &sealed), Err(SealBroken));
        assert_eq!(vault.open(Sealed::TotpSecret, b"other", &sealed), Err(SealBroken));
        for position in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[position] ^= 1;
            assert_eq!(vault.open(Sealed::TotpSecret, b"row", &altered), Err(SealBroken));
            assert_eq!(vault.open(Sealed::TotpSecret, b"row", &sealed[..position]), Err(SealBroken));
        }
    }

    #[test]
    fn s20_a_new_first_key_seals_anew_and_invalidates_nothing() {
        let (before, after) = (vault(&[1]), vault(&[2, 1]));
        let old = before.seal(Sealed::SigningKey, b"kid", b"key");
        assert_eq!(**after.open(Sealed::SigningKey, b"kid", &old).unwrap(), *b"key");
        assert!(after.is_stale(&old) && !before.is_stale(&old));

        let new = after.seal(Sealed::SigningKey, b"kid", b"key");
        assert!(!after.is_stale(&new));
        assert_eq!(before.open(Sealed::SigningKey, b"kid", &new), Err(SealBroken));

        let hash = |vault: &Vault| vault.token_hash(TokenKind::Refresh, "token");
        assert_eq!(hash(&before), hash(&after));
        assert_ne!(hash(&before), hash(&vault(&[2])));
    }

    #[test]
    fn s11_hashes_of_different_kinds_differ() {
        let vault = vault(&[1]);
        let kinds = [
            TokenKind::Challenge,
            TokenKind::Enrollment,
            TokenKind::Refresh,
            TokenKind::Device,
            TokenKind::Known,
            TokenKind::Link,
            TokenKind::ApiToken,
        ];
        let hashes: std::collections::HashSet<_> = kinds.map(|kind| vault.token_hash(kind, "token")).into();
        assert_eq!(hashes.len(), kinds.len());
        let (alice, bob) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_ne!(vault.backup_code_hash(alice, "CODE"), vault.backup_code_hash(bob, "CODE"));
    }

    #[test]
    fn s15_a_successor_is_computed_again_the_same() {
        let (row, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let successor = |row| vault(&[1]).successor(TokenKind::Refresh, "old", row).into_string();
        assert_eq!(successor(row), successor(row));
        assert_ne!(successor(row), successor(other));
        assert_eq!(successor(row).len(), 43);
    }

    #[test]
    fn a_faulty_key_is_told_by_its_line() {
        let told = |text: &str| MasterKeys::parse(text).unwrap_err().to_string();
        assert_eq!(told(&format!("{}\nAAAA", key(1))), "The master key on line 2 has 3 bytes; it needs 32.");
        assert_eq!(told("?"), "The master key on line 1 is not base64.");
        assert!(told("\n# none\n").starts_with("There is no master key"));
    }

    #[cfg(unix)]
    #[test]
    fn s20_the_key_is_made_once_on_loopback_alone_and_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;

        use crate::config::Config;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/master.key");
        let flags = |more: &[(&str, &str)]| {
            let mut flags = vec![("master_key_file".to_owned(), path.display().to_string())];
            flags.extend(more.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
            Config::load(None, [], flags).unwrap()
        };

        let open_network = flags(&[
            ("bind", "0.0.0.0:8080"),
            ("sms.gateway", "none"),
            ("mail.gateway", "smtp"),
            ("mail.smtp_url", "smtps://mail.example.com"),
            ("mail.from", "a@example.com"),
        ]);
        assert!(matches!(MasterKeys::load(&open_network, &Entropy::System), Err(MasterKeyError::Missing(_))));
        assert!(!path.exists());

        let made = Vault::new(&MasterKeys::load(&flags(&[]), &Entropy::System).unwrap());
        let read = Vault::new(&MasterKeys::load(&flags(&[]), &Entropy::System).unwrap());
        assert_eq!(made.key_ids(), read.key_ids());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no draft stays");
    }
}
