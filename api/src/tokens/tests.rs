use proptest::prelude::*;

use super::*;
use crate::entropy::Entropy;

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn key(seed: u64) -> SigningKey {
    SigningKey::generate(&mut Entropy::seeded(seed).rng())
}

fn scheduled(seed: u64, signs_from: DateTime<Utc>) -> ScheduledKey {
    ScheduledKey { key: key(seed), signs_from, retires_at: None }
}

fn tokens() -> AccessTokens {
    AccessTokens::new("https://a.example", "https://b.example", vec![scheduled(1, start())])
}

fn claims() -> AccessClaims {
    AccessClaims {
        iss: "https://a.example".to_owned(),
        aud: "https://b.example".to_owned(),
        sub: Uuid::from_u128(1),
        client_id: "spa".to_owned(),
        sid: Uuid::from_u128(2),
        generation: 3,
        jti: Uuid::from_u128(4),
        iat: start().timestamp(),
        exp: start().timestamp() + 300,
        auth_time: start().timestamp(),
        amr: vec!["pwd".to_owned(), "otp".to_owned(), "mfa".to_owned()],
        acr: "aal2".to_owned(),
        team: Uuid::from_u128(5),
        role: "admin".to_owned(),
        scope: "account".to_owned(),
    }
}

/// A token with this header and these claims, signed with the right key.
fn forge(change_header: impl FnOnce(&mut Header), claims: &impl Serialize) -> String {
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key(1).kid);
    change_header(&mut header);
    encode(&header, claims, &EncodingKey::from_ed_der(key(1).pkcs8())).unwrap()
}

fn refuses(token: &str) {
    assert_eq!(tokens().verify(token, start()), Err(TokenError::Invalid), "{token}");
}

#[test]
fn s17_a_token_is_good_until_the_second_it_expires() {
    let token = tokens().sign(&claims()).unwrap();
    assert_eq!(tokens().verify(&token, start()), Ok(Arc::new(claims())));
    assert_eq!(tokens().verify(&token, start() + TimeDelta::milliseconds(299_999)), Ok(Arc::new(claims())));
    assert_eq!(
        tokens().verify(&token, start() + TimeDelta::seconds(300)),
        Err(TokenError::Expired(Arc::new(claims())))
    );
    assert_eq!(decode_header(&token).unwrap().typ.as_deref(), Some("at+jwt"));
}

#[test]
fn s17_foreign_headers_algorithms_and_keys_are_refused() {
    assert!(tokens().verify(&forge(|_| (), &claims()), start()).is_ok());
    refuses(&forge(|header| header.typ = Some("JWT".to_owned()), &claims()));
    refuses(&forge(|header| header.typ = None, &claims()));
    refuses(&forge(|header| header.kid = None, &claims()));
    let foreign = forge(|header| header.kid = Some("other".to_owned()), &claims());
    assert_eq!(tokens().verify(&foreign, start()), Err(TokenError::UnknownKey));
    refuses(&forge(|header| header.jku = Some("https://evil.example".to_owned()), &claims()));
    refuses(&forge(|header| header.x5u = Some("https://evil.example".to_owned()), &claims()));
    refuses(&forge(|header| header.crit = Some(vec!["exp".to_owned()]), &claims()));

    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key(1).kid);
    refuses(&encode(&header, &claims(), &EncodingKey::from_secret(key(1).public())).unwrap());
    let body = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims()).unwrap());
    let none = json!({"alg": "none", "typ": TYPE, "kid": key(1).kid}).to_string();
    refuses(&format!("{}.{body}.", BASE64_URL_SAFE_NO_PAD.encode(none)));

    let other = AccessTokens::new("https://a.example", "https://b.example", vec![scheduled(2, start())]);
    assert_eq!(tokens().verify(&other.sign(&claims()).unwrap(), start()), Err(TokenError::UnknownKey));
    for text in ["", ".", "..", "a.b.c", "é.é.é"] {
        refuses(text);
    }
}

#[test]
fn s17_claims_have_to_be_there_and_be_ours() {
    for name in ["iss", "aud", "exp", "sub", "sid", "gen"] {
        let mut lacking = serde_json::to_value(claims()).unwrap();
        lacking.as_object_mut().unwrap().remove(name);
        refuses(&forge(|_| (), &lacking));
    }
    refuses(&forge(|_| (), &AccessClaims { iss: "https://evil.example".to_owned(), ..claims() }));
    refuses(&forge(|_| (), &AccessClaims { aud: "https://evil.example".to_owned(), ..claims() }));
}

#[test]
fn s17_keys_rotate_with_an_overlap() {
    let later = start() + TimeDelta::hours(1);
    let tokens = tokens();
    let before = tokens.sign(&claims()).unwrap();
    let old = ScheduledKey { retires_at: Some(later + TimeDelta::minutes(15)), ..scheduled(1, start()) };
    tokens.reload(vec![old, scheduled(2, later)]);

    assert_eq!(tokens.jwks(start())["keys"].as_array().unwrap().len(), 2, "a new key is shown early");
    let kid = |iat: DateTime<Utc>| {
        let claims = AccessClaims { iat: iat.timestamp(), ..claims() };
        decode_header(tokens.sign(&claims).unwrap()).unwrap().kid
    };
    assert_eq!(kid(later - TimeDelta::seconds(1)).as_deref(), Some(key(1).kid()));
    assert_eq!(kid(later).as_deref(), Some(key(2).kid()));
    assert!(tokens.verify(&before, start()).is_ok());

    let retired = later + TimeDelta::minutes(15);
    assert_eq!(tokens.verify(&before, retired), Err(TokenError::Invalid));
    assert_eq!(tokens.jwks(retired)["keys"][0]["kid"], key(2).kid());
    assert_eq!(kid(DateTime::UNIX_EPOCH).as_deref(), Some(key(1).kid()), "a clock set back");
}

#[test]
fn s17_a_token_that_was_verified_before_is_refused_once_it_expires_or_its_key_goes() {
    let (tokens, later) = (tokens(), start() + TimeDelta::seconds(60));
    let token = tokens.sign(&claims()).unwrap();
    for _ in 0..2 {
        assert_eq!(tokens.verify(&token, start()), Ok(Arc::new(claims())));
    }
    let over = start() + TimeDelta::seconds(300);
    assert_eq!(tokens.verify(&token, over), Err(TokenError::Expired(Arc::new(claims()))));

    let retiring = ScheduledKey { retires_at: Some(later), ..scheduled(1, start()) };
    tokens.reload(vec![retiring]);
    assert!(tokens.verify(&token, start()).is_ok());
    assert_eq!(tokens.verify(&token, later), Err(TokenError::Invalid));
    assert!(tokens.verify(&token, start()).is_ok());
    tokens.reload(vec![scheduled(2, start())]);
    assert_eq!(tokens.verify(&token, start()), Err(TokenError::UnknownKey));
}

#[test]
fn of_the_tokens_that_were_verified_before_the_latest_are_kept() {
    let verified = Verified::default();
    let found = Found { claims: Arc::new(claims()), key_retires_at: None };
    let kept = |name: &str| verified.find(name, start()).is_some();
    for number in 0..5000 {
        verified.keep(&number.to_string(), found.clone());
        assert!(kept("0"), "one that is used stays: {number}");
    }
    assert!(kept("4999") && !kept("1"));
}

#[test]
fn a_stored_key_is_the_key() {
    let key = key(1);
    assert_eq!(SigningKey::from_pkcs8(key.pkcs8()).unwrap().kid(), key.kid());
    assert_eq!(SigningKey::from_pkcs8(&key.pkcs8()[1..]).unwrap_err(), KeyBroken);
}

#[test]
fn one_caller_in_two_seconds_looks_for_new_keys() {
    let tokens = tokens();
    let looks = |millis| tokens.wants_a_look(start() + TimeDelta::milliseconds(millis));
    assert!(looks(0) && !looks(0) && !looks(1999));
    assert!(looks(2000) && !looks(2001));
    assert!(looks(-60_000), "a clock that was set back");
}

proptest! {
    #[test]
    fn s23_whatever_comes_for_a_token_is_none_of_ours(text in "(?s:.){0,80}|[A-Za-z0-9_-]{0,30}([.][A-Za-z0-9_-]{0,30}){0,4}") {
        prop_assert_eq!(tokens().verify(&text, start()), Err(TokenError::Invalid));
    }

    #[test]
    fn s23_a_token_with_one_sign_changed_is_none_of_ours(place: prop::sample::Index, sign in "[A-Za-z0-9_.-]") {
        let token = tokens().sign(&claims()).unwrap();
        let place = place.index(token.len());
        let changed = format!("{}{sign}{}", &token[..place], &token[place + 1..]);
        prop_assert_eq!(tokens().verify(&changed, start()).is_ok(), changed == token);
    }
}
