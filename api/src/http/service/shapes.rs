//! How the contract shows what other standards shape. It is written elsewhere: these stand for it in the contract alone.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The keys that access tokens are signed with, as a JWK set.
#[derive(ToSchema)]
#[expect(dead_code, reason = "stands in the contract alone")]
pub struct KeySet {
    /// The keys: the one that signs, the one that comes next, those whose tokens haven't all run out.
    keys: Vec<PublicKey>,
}

/// A public key of Ed25519 (RFC 8037).
#[derive(ToSchema)]
#[expect(dead_code, reason = "stands in the contract alone")]
pub struct PublicKey {
    /// Always `OKP`.
    #[schema(example = "OKP")]
    kty: String,
    /// Always `Ed25519`.
    #[schema(example = "Ed25519")]
    crv: String,
    /// The key itself, base64url.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$", example = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")]
    x: String,
    /// Which one it is, as the header of a token says.
    #[schema(example = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")]
    kid: String,
    /// Always `sig`.
    #[schema(example = "sig")]
    r#use: String,
    /// Always `EdDSA`.
    #[schema(example = "EdDSA")]
    alg: String,
}

/// A document of OpenAPI 3.1.
#[derive(Serialize, ToSchema)]
pub struct Contract {
    /// Which version of the standard.
    #[schema(example = "3.1.0")]
    openapi: String,
    /// What it is the contract of.
    #[schema(value_type = Object)]
    info: Value,
    /// The operations, by path and method.
    #[schema(value_type = Object)]
    paths: Value,
    /// What the standard has beside these.
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}
