//! Where chance comes from: the system's generator, or a seeded one in tests.

use std::{
    convert::Infallible,
    fmt,
    sync::{Mutex, PoisonError},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use getrandom::SysRng;
use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRng, Rng, SeedableRng, TryCryptoRng, TryRng};
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// The bytes in a token: 256 bits, beyond any guessing.
const TOKEN_BYTES: usize = 32;

/// The source of secrets, salts and identifiers.
pub enum Entropy {
    /// The system's generator.
    System,
    /// A generator whose sequence the seed decides: tests alone.
    Seeded(Box<Mutex<ChaCha20Rng>>),
}

impl Entropy {
    /// A source that yields the same sequence for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Box::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// A generator to hand to the domain.
    pub fn rng(&self) -> impl CryptoRng + '_ {
        EntropyRng(self)
    }

    /// A fresh token of 256 bits.
    pub fn token(&self) -> Token {
        let mut bytes = Zeroizing::new([0; TOKEN_BYTES]);
        self.rng().fill_bytes(bytes.as_mut());
        Token::from_bytes(&bytes)
    }
}

impl fmt::Debug for Entropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "Entropy::System",
            Self::Seeded(_) => "Entropy::Seeded",
        })
    }
}

/// A bearer secret of 256 bits as url-safe text of 43 characters; it does not print.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Token(String);

impl Token {
    /// The token that these bytes spell.
    pub(crate) fn from_bytes(bytes: &[u8; TOKEN_BYTES]) -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The text that goes to its holder.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text that goes to its holder, as an owned string.
    pub fn into_string(mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(••••••)")
    }
}

/// A borrowed generator that never fails: a system without chance can't go on.
struct EntropyRng<'a>(&'a Entropy);

impl TryRng for EntropyRng<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        match self.0 {
            Entropy::System => SysRng.try_fill_bytes(bytes).expect("the system yields random bytes"),
            Entropy::Seeded(rng) => rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes),
        }
        Ok(())
    }
}

impl TryCryptoRng for EntropyRng<'_> {}
