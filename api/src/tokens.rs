//! Access tokens: JWTs signed with EdDSA (S17), and the key set that relying services read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AccessClaims {
    /// Issuer: `public_url`.
    pub iss: String,
    /// Audience: `token.audience`.
    pub aud: String,
    /// The user.
    pub sub: Uuid,
    /// `spa` or `api`.
    pub client_id: String,
    /// The session.
    pub sid: Uuid,
    /// The session row's counter; older ones are superseded. On the wire `gen`.
    #[serde(rename = "gen")]
    pub generation: i64,
    /// The token's own id.
    pub jti: Uuid,
    /// Issued at, in seconds since 1970.
    pub iat: i64,
    /// Expires at, in seconds since 1970.
    pub exp: i64,
    /// The time of the last full proof, in seconds since 1970.
    pub auth_time: i64,
    /// How it was proven.
    pub amr: Vec<String>,
    /// `aal1` or `aal2`.
    pub acr: String,
    /// The user's team.
    pub team: Uuid,
    /// The user's role in it.
    pub role: String,
    /// What the token may be used for, separated by blanks.
    pub scope: String,
}

/// An Ed25519 key that signs.
#[derive(Clone)]
pub struct SigningKey;
impl SigningKey {
    /// A new key.
    pub fn generate(rng: &mut impl rand_core::CryptoRng) -> Self { todo!() }
    /// The key that was stored.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyBroken> { todo!() }
    /// The key's id: RFC 7638 thumbprint.
    pub fn kid(&self) -> &str { todo!() }
    /// To be sealed and stored.
    pub fn pkcs8(&self) -> &[u8] { todo!() }
    /// The public half.
    pub fn public(&self) -> &[u8; 32] { todo!() }
}
/// A stored key that is none.
#[derive(Debug, thiserror::Error)]
#[error("a signing key is broken")]
pub struct KeyBroken;

/// A key and its time of service.
#[derive(Clone)]
pub struct ScheduledKey { /// The key.
pub key: SigningKey, /// From when on it signs; it is published at once.
pub signs_from: DateTime<Utc>, /// When it stops verifying.
pub retires_at: Option<DateTime<Utc>> }

/// Why a token is refused.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// Not a token of ours.
    #[error("not an access token of ours")] Invalid,
    /// Was ours, and is over.
    #[error("an expired access token")] Expired(Box<AccessClaims>),
}

/// No key signs at present.
#[derive(Debug, thiserror::Error)]
#[error("no signing key is in force")]
pub struct NoSigningKey;

/// Signs and verifies access tokens.
pub struct AccessTokens;
impl AccessTokens {
    /// For this issuer and audience.
    pub fn new(issuer: &str, audience: &str, keys: Vec<ScheduledKey>) -> Self { todo!() }
    /// Puts other keys in force, at once.
    pub fn reload(&self, keys: Vec<ScheduledKey>) { todo!() }
    /// The issuer, for claims.
    pub fn issuer(&self) -> &str { todo!() }
    /// The audience, for claims.
    pub fn audience(&self) -> &str { todo!() }
    /// Signs with the newest key in force at `iat`.
    pub fn sign(&self, claims: &AccessClaims) -> Result<String, NoSigningKey> { todo!() }
    /// Reads a token that is good at `now`.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, TokenError> { todo!() }
    /// The public keys as a JWK set.
    pub fn jwks(&self, now: DateTime<Utc>) -> serde_json::Value { todo!() }
}
