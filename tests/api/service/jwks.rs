use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, jwk::JwkSet};
use reqwest::Method;

use crate::support::{Call, TestApp, Value};

#[actix_web::test]
async fn s17_a_relying_service_verifies_access_tokens_by_the_key_set() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    let token = client.sign_in(&alice).await.text("access_token").to_owned();

    let answer = client.send(Call::root(Method::GET, "/.well-known/jwks.json")).await;

    assert!(answer.is(200).header("cache-control").contains("max-age=300"), "{:?}", answer.headers);
    let keys: JwkSet = serde_json::from_str(&answer.body).expect("a JWK set");
    let header = decode_header(&token).expect("a header");
    assert_eq!((header.alg, header.typ.as_deref()), (Algorithm::EdDSA, Some("at+jwt")));
    let key = keys.find(header.kid.as_deref().expect("a kid")).expect("the key is shown");
    let key = DecodingKey::from_jwk(key).expect("a key");
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_issuer(&[&app.public_url]);
    rules.set_audience(&[&app.public_url]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The test's clock is not the system's.
    rules.validate_exp = false;
    let claims = decode::<Value>(&token, &key, &rules).expect("a good signature").claims;
    assert_eq!(claims["sub"], alice.id.as_str());
    for claim in
        ["client_id", "sid", "gen", "jti", "iat", "exp", "auth_time", "amr", "acr", "team", "role", "scope"]
    {
        assert!(!claims[claim].is_null(), "{claim} in {claims}");
    }
    assert_eq!(claims["exp"].as_i64().zip(claims["iat"].as_i64()).map(|(exp, iat)| exp - iat), Some(300));
    assert_eq!((&claims["client_id"], &claims["role"]), (&"api".into(), &"member".into()));

    let mut forged = token.into_bytes();
    let last = forged.len() - 10;
    forged[last] = if forged[last] == b'A' { b'B' } else { b'A' };
    decode::<Value>(&forged, &key, &rules).expect_err("a bad signature");
}

#[actix_web::test]
async fn s20_no_private_part_is_shown() {
    let app = TestApp::start().await;
    let answer = app.script().send(Call::root(Method::GET, "/.well-known/jwks.json")).await;
    for key in answer["keys"].as_array().expect("keys") {
        assert_eq!((&key["kty"], &key["crv"]), (&"OKP".into(), &"Ed25519".into()));
        assert_eq!((&key["use"], &key["alg"]), (&"sig".into(), &"EdDSA".into()));
        assert!(key["d"].is_null() && key["kid"].is_string() && key["x"].is_string(), "{key}");
    }
}
