//! S17: access tokens.

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, jwk::Jwk};
use reqwest::Method;
use vestibule::{entropy::Entropy, store, tokens::SigningKey};

use crate::support::{Call, Client, TestApp, Value, json};

/// What the client's access token says.
pub fn claims_of(client: &Client) -> Value {
    part(client, 1)
}

fn part(client: &Client, number: usize) -> Value {
    let token = client.access_token.as_deref().expect("an access token");
    let part = token.split('.').nth(number).expect("three parts");
    serde_json::from_slice(&BASE64URL_NOPAD.decode(part.as_bytes()).expect("base64url")).expect("JSON")
}

fn spell(part: &Value) -> String {
    BASE64URL_NOPAD.encode(part.to_string().as_bytes())
}

async fn own_key(app: &TestApp) -> SigningKey {
    let service = app.service();
    let keys = store::signing_key::all(service.db.read(), &service.vault).await.expect("keys");
    keys[0].key.clone()
}

fn signed(key: &SigningKey, header: &Header, claims: &Value) -> String {
    encode(header, claims, &EncodingKey::from_ed_der(key.pkcs8())).expect("a token")
}

fn header(kid: &str) -> Header {
    let mut header = Header::new(Algorithm::EdDSA);
    (header.typ, header.kid) = (Some("at+jwt".to_owned()), Some(kid.to_owned()));
    header
}

async fn signed_in(app: &TestApp) -> Client {
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    script
}

async fn refused(script: &Client, token: &str, what: &str) {
    let answer = script.bearing(token).get("/me").await;
    assert_eq!((answer.status, answer["code"].as_str()), (401, Some("invalid_token")), "{what}: {answer}");
    assert!(!answer.has("reason"), "a token that never was good: {what}: {answer}");
}

#[actix_web::test]
async fn s17_a_token_says_who_what_and_for_whom() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut script, mut browser) = (app.script(), app.browser());
    script.sign_in(&alice).await;
    browser.sign_in(&alice).await;

    let jwks = script.send(Call::root(Method::GET, "/.well-known/jwks.json")).await;
    let (header, claims) = (part(&script, 0), claims_of(&script));
    assert_eq!((&header["alg"], &header["typ"]), (&json!("EdDSA"), &json!("at+jwt")));
    assert_eq!(header["kid"], jwks["keys"][0]["kid"]);
    assert_eq!((&claims["iss"], &claims["aud"]), (&json!(app.public_url), &json!(app.public_url)));
    assert_eq!((&claims["sub"], &claims["client_id"]), (&json!(alice.id), &json!("api")));
    assert_eq!(claims_of(&browser)["client_id"], "spa");
    assert_eq!((&claims["amr"], &claims["acr"]), (&json!(["pwd", "mfa", "otp"]), &json!("aal2")));
    assert_eq!(claims["role"], "member");
    let (issued, expires) = (claims["iat"].as_i64().expect("iat"), claims["exp"].as_i64().expect("exp"));
    assert_eq!(expires - issued, 300);
    assert_eq!(claims["auth_time"], claims["iat"]);
    for claim in ["sid", "gen", "jti", "team", "scope"] {
        assert!(!claims[claim].is_null(), "{claim} is missing: {claims}");
    }
}

#[actix_web::test]
async fn s17_what_was_proven_stands_in_the_token() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let bob = app.user("bob").create().await;
    let mut script = app.script();
    script.sign_in(&bob).await;
    assert_eq!((&claims_of(&script)["amr"], &claims_of(&script)["acr"]), (&json!(["pwd"]), &json!("aal1")));

    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
    let code = crate::support::code_in(&app.last_text_to(&alice));
    script.verify(&code).await.authenticated();
    assert_eq!(claims_of(&script)["amr"], json!(["pwd", "mfa", "sms"]));
    script.log_in(&alice).await.challenged();
    script.verify(&alice.backup_codes[0]).await.authenticated();
    assert_eq!(claims_of(&script)["amr"], json!(["pwd", "mfa", "recovery"]));

    app.advance(60);
    let before = claims_of(&script);
    script.step_up(json!({ "code": alice.totp_code(app.now()) })).await.is(200);
    let after = claims_of(&script);
    assert_eq!((&after["sid"], &after["acr"]), (&before["sid"], &json!("aal2")));
    assert!(after["amr"].as_array().is_some_and(|amr| amr.contains(&json!("otp"))), "{after}");
    assert!(after["gen"].as_i64() > before["gen"].as_i64());
    assert_eq!(after["auth_time"].as_i64(), before["auth_time"].as_i64().map(|time| time + 60));
}

#[actix_web::test]
async fn s17_c38_each_log_in_is_a_session_of_its_own() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let first = claims_of(&script);
    script.sign_in(&alice).await;
    assert_ne!(claims_of(&script)["sid"], first["sid"]);
    assert_ne!(claims_of(&script)["jti"], first["jti"]);
}

#[actix_web::test]
async fn s17_tokens_without_or_with_another_signature_are_refused() {
    let app = TestApp::start().await;
    let script = signed_in(&app).await;
    let key = own_key(&app).await;
    let claims = claims_of(&script);
    let real = script.access_token.clone().expect("a token");
    let (head, signature) = real.rsplit_once('.').expect("a signature");

    for alg in ["none", "None", "NONE", ""] {
        let header = json!({ "alg": alg, "typ": "at+jwt", "kid": key.kid() });
        refused(&script, &format!("{}.{}.", spell(&header), spell(&claims)), alg).await;
        refused(&script, &format!("{}.{}.{signature}", spell(&header), spell(&claims)), alg).await;
    }
    let mut hmac = Header::new(Algorithm::HS256);
    (hmac.typ, hmac.kid) = (Some("at+jwt".to_owned()), Some(key.kid().to_owned()));
    let forged = encode(&hmac, &claims, &EncodingKey::from_secret(key.public())).expect("a token");
    refused(&script, &forged, "HS256 with the public key").await;
    let x = BASE64URL_NOPAD.encode(key.public());
    let forged = encode(&hmac, &claims, &EncodingKey::from_secret(x.as_bytes())).expect("a token");
    refused(&script, &forged, "HS256 with the public key as text").await;

    let foreign = SigningKey::generate(&mut Entropy::seeded(99).rng());
    refused(&script, &signed(&foreign, &header(key.kid()), &claims), "another key under our kid").await;
    refused(&script, &signed(&foreign, &header(foreign.kid()), &claims), "another kid").await;
    refused(&script, head, "no signature").await;
    refused(&script, &format!("{head}."), "an empty signature").await;
    refused(&script, &format!("{head}.AAAA"), "a short signature").await;
    refused(&script, &format!("{real}.x"), "four parts").await;
    script.bearing(&real).get("/me").await.is(200);
}

#[actix_web::test]
async fn s17_headers_that_bring_a_key_or_another_type_are_refused_whoever_signed() {
    let app = TestApp::start().await;
    let script = signed_in(&app).await;
    let key = own_key(&app).await;
    let claims = claims_of(&script);
    script.bearing(&signed(&key, &header(key.kid()), &claims)).get("/me").await.is(200);

    for typ in [None, Some("JWT"), Some("at+JWT2"), Some("application/json"), Some("")] {
        let header = Header { typ: typ.map(str::to_owned), ..header(key.kid()) };
        refused(&script, &signed(&key, &header, &claims), &format!("{typ:?}")).await;
    }
    let url = Some("https://evil.example/keys".to_owned());
    let jwk = Jwk::from_encoding_key(&EncodingKey::from_ed_der(key.pkcs8()), Algorithm::EdDSA);
    let jwk = jwk.expect("a key");
    let bringing = [
        Header { jku: url.clone(), ..header(key.kid()) },
        Header { x5u: url, ..header(key.kid()) },
        Header { jwk: Some(jwk), ..header(key.kid()) },
        Header { x5c: Some(vec!["MIIB".to_owned()]), ..header(key.kid()) },
        Header { kid: None, ..header(key.kid()) },
        header("another"),
        header("../../dev/null"),
        header(""),
    ];
    for header in bringing {
        refused(&script, &signed(&key, &header, &claims), &format!("{header:?}")).await;
    }
}

#[actix_web::test]
async fn s17_c73_each_claim_must_be_there_and_have_its_type_and_value() {
    let app = TestApp::start().await;
    let script = signed_in(&app).await;
    let key = own_key(&app).await;
    let claims = claims_of(&script);
    let forge = |claims: &Value| signed(&key, &header(key.kid()), claims);

    for claim in ["iss", "aud", "exp", "sub", "sid"] {
        let mut without = claims.clone();
        without.as_object_mut().expect("claims").remove(claim);
        refused(&script, &forge(&without), &format!("without {claim}")).await;
        for wrong in [json!(null), json!([1]), json!({}), json!("nonsense"), json!(true)] {
            let mut mistyped = claims.clone();
            mistyped[claim] = wrong.clone();
            refused(&script, &forge(&mistyped), &format!("{claim}: {wrong}")).await;
        }
    }
    let mut text = claims.clone();
    text["exp"] = json!(claims["exp"].to_string());
    refused(&script, &forge(&text), "exp as text").await;
    for claim in ["iss", "aud"] {
        let mut foreign = claims.clone();
        foreign[claim] = json!("https://evil.example");
        refused(&script, &forge(&foreign), claim).await;
    }
}

#[actix_web::test]
async fn s17_c74_a_token_is_over_when_it_says_so() {
    let app = TestApp::start().await;
    let mut script = signed_in(&app).await;
    app.advance(299);
    script.get("/me").await.is(200);
    app.advance(1);
    let over = script.get("/me").await;
    assert_eq!(over.refused(401, "invalid_token")["reason"], "expired");
    script.refresh().await.authenticated();
    script.get("/me").await.is(200);
}

#[actix_web::test]
async fn s17_a_session_or_user_that_never_was_opens_nothing() {
    let app = TestApp::start().await;
    let script = signed_in(&app).await;
    let key = own_key(&app).await;
    let bob = app.user("bob").create().await;
    let nobody = json!("018f0000-0000-7000-8000-000000000000");
    for (claim, value) in [("sid", nobody.clone()), ("sub", nobody), ("sub", json!(bob.id))] {
        let mut forged = claims_of(&script);
        forged[claim] = value;
        let token = signed(&key, &header(key.kid()), &forged);
        script.bearing(&token).get("/me").await.refused(401, "invalid_token");
    }
}
