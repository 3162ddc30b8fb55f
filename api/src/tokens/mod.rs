//! Access tokens: JWTs signed with `EdDSA` (S17), and the key set that relying services read.

#[cfg(test)]
mod tests;
mod verified;

use std::{
    fmt,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
    jwk::{AlgorithmParameters, Jwk, ThumbprintHash},
};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use zeroize::Zeroizing;

use verified::{Found, Verified};

/// RFC 9068's type: no other JWT of ours or of anyone passes for an access token.
const TYPE: &str = "at+jwt";

/// Longer than any token that we sign; nobody gets us to parse more.
const LONGEST: usize = 4096;

/// How often the keys are looked for at the most, by those who miss one.
const LOOKED_FOR_EVERY: TimeDelta = TimeDelta::seconds(2);

/// What PKCS #8 (RFC 8410) puts before the 32 bytes of an Ed25519 seed.
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// What an access token says. Each claim must be there and have its type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// The issuer: `public_url`.
    pub iss: String,
    /// The audience: `token.audience`.
    pub aud: String,
    /// The user.
    pub sub: Uuid,
    /// `spa` or `api`.
    pub client_id: String,
    /// The session.
    pub sid: Uuid,
    /// The session row's counter, `gen` on the wire; a token of a lower count is superseded.
    #[serde(rename = "gen")]
    pub generation: i64,
    /// The token's own id.
    pub jti: Uuid,
    /// Issued at, in seconds since 1970.
    pub iat: i64,
    /// Good before this time, in seconds since 1970.
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

/// An Ed25519 key pair.
#[derive(Clone)]
pub struct SigningKey {
    kid: String,
    pkcs8: Zeroizing<Vec<u8>>,
    public: [u8; 32],
}

/// A stored key that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a signing key is broken")]
pub struct KeyBroken;

impl SigningKey {
    /// A new key.
    #[expect(clippy::missing_panics_doc, reason = "any 32 bytes are an Ed25519 seed")]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut pkcs8 = Zeroizing::new([PKCS8_PREFIX.as_slice(), &[0; 32]].concat());
        rng.fill_bytes(&mut pkcs8[PKCS8_PREFIX.len()..]);
        Self::from_pkcs8(&pkcs8).expect("any 32 bytes are an Ed25519 seed")
    }

    /// The key that was stored.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyBroken> {
        let jwk = Jwk::from_encoding_key(&EncodingKey::from_ed_der(der), Algorithm::EdDSA)
            .map_err(|_| KeyBroken)?;
        let AlgorithmParameters::OctetKeyPair(pair) = &jwk.algorithm else { return Err(KeyBroken) };
        let public = BASE64_URL_SAFE_NO_PAD.decode(&pair.x).map_err(|_| KeyBroken)?;
        Ok(Self {
            kid: jwk.thumbprint(ThumbprintHash::SHA256).map_err(|_| KeyBroken)?,
            pkcs8: Zeroizing::new(der.to_vec()),
            public: public.try_into().map_err(|_| KeyBroken)?,
        })
    }

    /// The key's id: its RFC 7638 thumbprint.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The private half, to be sealed and stored.
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The public half.
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    fn jwk(&self) -> Value {
        let x = BASE64_URL_SAFE_NO_PAD.encode(self.public);
        json!({"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": self.kid, "x": x})
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.kid)
    }
}

/// A key and its time of service: it is shown from the first, signs later, and verifies until it retires.
#[derive(Debug, Clone)]
pub struct ScheduledKey {
    /// The key.
    pub key: SigningKey,
    /// When it begins to sign.
    pub signs_from: DateTime<Utc>,
    /// When it ends to verify.
    pub retires_at: Option<DateTime<Utc>>,
}

impl ScheduledKey {
    /// Whether it verifies no more.
    pub fn is_retired(&self, now: DateTime<Utc>) -> bool {
        self.retires_at.is_some_and(|at| at <= now)
    }
}

/// Why a token is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It never was a token of ours.
    #[error("not an access token of ours")]
    Invalid,
    /// It looks like one of ours, and names a key that isn't here: one made since, or none of ours.
    #[error("an access token of a key that isn't here")]
    UnknownKey,
    /// It was a token of ours, and its time is over.
    #[error("an expired access token")]
    Expired(Arc<AccessClaims>),
}

/// Why nothing could be signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// No key signs at that time.
    #[error("no signing key is in force")]
    NoKey,
    /// The key failed.
    #[error("the signing key failed")]
    Failed(#[from] jsonwebtoken::errors::Error),
}

/// Signs and verifies access tokens, with keys that can be changed while it runs.
#[derive(Debug)]
pub struct AccessTokens {
    issuer: String,
    audience: String,
    keys: RwLock<Vec<ScheduledKey>>,
    verified: Verified,
    validation: Validation,
    /// When the keys were last read, in milliseconds since 1970.
    read_at: AtomicI64,
}

impl AccessTokens {
    /// Signs for and believes this issuer and audience.
    pub fn new(issuer: &str, audience: &str, keys: Vec<ScheduledKey>) -> Self {
        Self {
            issuer: issuer.to_owned(),
            audience: audience.to_owned(),
            keys: RwLock::new(keys),
            verified: Verified::default(),
            validation: validation(issuer, audience),
            read_at: AtomicI64::new(0),
        }
    }

    /// Puts other keys in force, at once.
    pub fn reload(&self, keys: Vec<ScheduledKey>) {
        let mut present = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        *present = keys;
        // Whoever verifies holds the keys, so nothing that the former ones verified comes in afterwards.
        self.verified.clear();
    }

    /// Whether the keys were not looked for in the last seconds: `true` for one caller, who looks then.
    pub fn wants_a_look(&self, now: DateTime<Utc>) -> bool {
        let (now, last) = (now.timestamp_millis(), self.read_at.load(Ordering::Relaxed));
        // A clock that was set back must not keep new keys out.
        let is_old = !(last..last + LOOKED_FOR_EVERY.num_milliseconds()).contains(&now);
        is_old && self.read_at.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    /// What `iss` has to say.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// What `aud` has to say.
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// Signs with the newest key that is in force at `iat`.
    pub fn sign(&self, claims: &AccessClaims) -> Result<String, SignError> {
        let now = DateTime::from_timestamp(claims.iat, 0).unwrap_or(DateTime::UNIX_EPOCH);
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let signing =
            keys.iter().filter(|key| key.signs_from.timestamp() <= claims.iat && !key.is_retired(now));
        // A clock that stands before the first key, set back or a replica's behind, signs by that one.
        let first = || keys.iter().filter(|key| !key.is_retired(now)).min_by_key(|key| key.signs_from);
        let key = &signing.max_by_key(|key| key.signs_from).or_else(first).ok_or(SignError::NoKey)?.key;

        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.kid.clone());
        Ok(encode(&header, claims, &EncodingKey::from_ed_der(&key.pkcs8))?)
    }

    /// Reads a token that is good at `now`: ours, for us, and not over.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Arc<AccessClaims>, TokenError> {
        let claims = match self.verified.find(token, now) {
            Some(claims) => claims,
            None => self.read(token, now)?,
        };
        if claims.exp <= now.timestamp() {
            return Err(TokenError::Expired(claims));
        }
        Ok(claims)
    }

    /// The public keys that are not retired as a JWK set, those that don't sign yet among them.
    pub fn jwks(&self, now: DateTime<Utc>) -> Value {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let keys = keys.iter().filter(|key| !key.is_retired(now)).map(|scheduled| scheduled.key.jwk());
        json!({"keys": keys.collect::<Vec<_>>()})
    }

    fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Arc<AccessClaims>, TokenError> {
        let plausible = (token.len() <= LONGEST).then_some(token).ok_or(TokenError::Invalid)?;
        let header = decode_header(plausible).map_err(|_| TokenError::Invalid)?;
        let kid = header.kid.as_deref().filter(|_| is_plain(&header)).ok_or(TokenError::Invalid)?;
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let scheduled = keys.iter().find(|key| key.key.kid == kid).ok_or(TokenError::UnknownKey)?;
        if scheduled.is_retired(now) {
            return Err(TokenError::Invalid);
        }

        let x = BASE64_URL_SAFE_NO_PAD.encode(scheduled.key.public);
        let key = DecodingKey::from_ed_components(&x).map_err(|_| TokenError::Invalid)?;
        let read = decode::<AccessClaims>(token, &key, &self.validation).map_err(|_| TokenError::Invalid)?;
        let claims = Arc::new(read.claims);
        if claims.exp > now.timestamp() {
            let found = Found { claims: Arc::clone(&claims), key_retires_at: scheduled.retires_at };
            self.verified.keep(token, found);
        }
        Ok(claims)
    }
}

fn validation(issuer: &str, audience: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.leeway = 0;
    // Held against our own clock, not the library's.
    validation.validate_exp = false;
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[audience]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation
}

/// Whether a header says what ours say: it brings no key of its own, and asks for nothing we don't know.
fn is_plain(header: &Header) -> bool {
    header.alg == Algorithm::EdDSA
        && header.typ.as_deref() == Some(TYPE)
        && header.jku.is_none()
        && header.jwk.is_none()
        && header.x5u.is_none()
        && header.x5c.is_none()
        && header.crit.is_none()
}
