//! The secret that an authenticator app and the service share: K of RFC 4226 and RFC 6238.

use std::fmt;

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The shared secret of 160 random bits (S1), wiped from memory when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SharedSecret([u8; Self::LENGTH]);

impl SharedSecret {
    /// How many bytes a secret has: the length of a SHA-1 digest (RFC 4226 §4, R6).
    pub const LENGTH: usize = 20;

    /// Makes a new secret.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; Self::LENGTH];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Takes up a secret that was kept.
    pub const fn from_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    /// The bytes themselves: for sealing, and for the one rendering in [`crate::provisioning`].
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedSecret(••••)")
    }
}
