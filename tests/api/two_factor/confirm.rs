//! `POST /me/two-factor/totp/confirm`, where it succeeds; `confirm_refusals` has the rest.

use std::collections::BTreeSet;

use data_encoding::BASE64URL_NOPAD;

use crate::support::{Answer, STEP, TestApp, Value, json};

/// The claims in an access token, unverified.
fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).expect("a JWT");
    serde_json::from_slice(&BASE64URL_NOPAD.decode(payload.as_bytes()).expect("base64")).expect("JSON")
}

fn codes(answer: &Answer) -> Vec<&str> {
    answer["backup_codes"].as_array().expect("codes").iter().filter_map(Value::as_str).collect()
}

#[actix_web::test]
async fn s3_it_hands_out_ten_backup_codes_with_a_warning() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;

    let confirmed = client.enroll(&mut alice).await;

    let codes = codes(&confirmed);
    assert_eq!((codes.len(), codes.iter().collect::<BTreeSet<_>>().len()), (10, 10));
    for code in codes {
        let (left, right) = code.split_once('-').expect("a hyphen");
        let crockford = |c: char| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(c);
        assert!(
            left.len() == 5 && right.len() == 5 && (left.to_owned() + right).chars().all(crockford),
            "{code}"
        );
    }
    assert!(!confirmed.text("warning").is_empty());
    assert_eq!(confirmed["expires_in"], 300);
    assert!(!confirmed.has("session") && !confirmed.has("device_token"), "{confirmed}");
    assert_eq!(client.get("/me").await["two_factor"]["enabled"], true);
}

#[actix_web::test]
async fn the_session_rises_and_its_older_tokens_are_superseded() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let older = client.access_token.clone().expect("a token");

    let confirmed = client.enroll(&mut alice).await;

    let refused = client.bearing(&older).get("/me").await;
    assert_eq!(refused.refused(401, "invalid_token")["reason"], "superseded");
    let (before, after) = (claims(&older), claims(confirmed.text("access_token")));
    assert_eq!((&before["acr"], &before["amr"]), (&"aal1".into(), &json!(["pwd"])));
    assert_eq!((&after["acr"], &after["amr"]), (&"aal2".into(), &json!(["pwd", "mfa", "otp"])));
    assert_eq!(before["sid"], after["sid"], "the session is the same");
    assert!(after["gen"].as_i64() > before["gen"].as_i64(), "{before} {after}");
    client.get("/me").await.is(200);
    client.refresh().await.authenticated();
}

#[actix_web::test]
async fn c40_every_other_session_ends() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let bob = app.user("bob").create().await;
    let (mut client, mut other, mut of_bob) = (app.script(), app.browser(), app.script());
    client.sign_in(&alice).await;
    other.sign_in(&alice).await;
    of_bob.sign_in(&bob).await;

    client.enroll(&mut alice).await;

    assert_eq!(other.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
    other.refresh().await.refused(401, "invalid_token");
    of_bob.get("/me").await.is(200);
}

#[actix_web::test]
async fn a_new_app_takes_the_place_of_the_old_one_with_all_that_hung_on_it() {
    let app = TestApp::start().await;
    let old = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in_with(&old, json!({"remember_device": true})).await;
    let mut new = old.clone();

    client.enroll(&mut new).await;

    app.clock.advance(STEP);
    assert_eq!(client.get("/me/devices").await["items"], json!([]));
    // The device token is sent along and skips nothing.
    client.log_in(&old).await.challenged();
    client.verify(&old.totp_code(app.now())).await.refused(401, "invalid_code");
    client.verify(&old.backup_codes[0]).await.refused(401, "invalid_code");
    client.verify(&new.totp_code(app.now())).await.authenticated();
    client.log_in(&old).await.challenged();
    client.verify(&new.backup_codes[0]).await.authenticated();
}

#[actix_web::test]
async fn a_challenge_that_was_open_is_void() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut client, mut other) = (app.script(), app.script());
    client.sign_in(&alice).await;
    other.log_in(&alice).await.challenged();
    let mut again = alice.clone();
    client.enroll(&mut again).await;
    other.verify(&again.backup_codes[0]).await.refused(401, "challenge_expired");
}

#[actix_web::test]
async fn remember_device_counts_here_too() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let begun = client.post("/me/two-factor/totp", json!({})).await;
    alice.scan(begun.text("secret"));
    let code = alice.totp_code(app.now());
    let body = json!({"enrollment_id": begun["enrollment_id"], "code": code, "remember_device": true});

    let confirmed = client.post("/me/two-factor/totp/confirm", body).await;

    assert_eq!(confirmed.is(200)["device_expires_in"], 30 * 86_400);
    assert!(!confirmed.text("device_token").is_empty());
    client.log_in(&alice).await.authenticated();
    app.script().log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn a_browser_keeps_its_device_in_a_cookie() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut browser = app.browser();
    browser.sign_in(&alice).await;
    let begun = browser.post("/me/two-factor/totp", json!({})).await;
    alice.scan(begun.text("secret"));
    let code = alice.totp_code(app.now());
    let body = json!({
        "enrollment_id": begun["enrollment_id"], "code": code, "remember_device": true, "transport": "cookie",
    });

    let confirmed = browser.post("/me/two-factor/totp/confirm", body).await;

    assert!(!confirmed.is(200).has("device_token"), "{confirmed}");
    assert!(confirmed.set_cookie("vestibule_device").contains("HttpOnly"), "{:?}", confirmed.set_cookies());
    assert_eq!(browser.get("/me/devices").await["items"][0]["current"], true);
    browser.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn where_the_team_forbids_it_no_device_is_remembered() {
    let app = TestApp::start().await;
    app.team_with("Acme", |policy| policy.allow_remember_device = false).await;
    let mut alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let begun = client.post("/me/two-factor/totp", json!({})).await;
    alice.scan(begun.text("secret"));
    let code = alice.totp_code(app.now());
    let body = json!({"enrollment_id": begun["enrollment_id"], "code": code, "remember_device": true});
    let confirmed = client.post("/me/two-factor/totp/confirm", body).await;
    assert!(!confirmed.is(200).has("device_token") && !confirmed.has("device_expires_in"), "{confirmed}");
}

#[actix_web::test]
async fn an_enrollment_token_is_traded_for_a_session() {
    let app = TestApp::start().await;
    app.team_with("Acme", |policy| {
        policy.require_two_factor = true;
        policy.grace_days = 0;
    })
    .await;
    let mut alice = app.user("alice").create().await;
    let mut client = app.script();
    let demanded = client.log_in(&alice).await;
    assert_eq!(demanded["status"], "enrollment_required");
    let grant = demanded.text("access_token").to_owned();
    assert!(
        !grant.contains('.') && demanded["expires_in"] == 900 && !demanded.has("refresh_token"),
        "{demanded}"
    );

    let confirmed = client.enroll(&mut alice).await;

    assert!(!confirmed.has("access_token"), "{confirmed}");
    assert_eq!(confirmed["session"]["status"], "authenticated");
    assert_eq!(confirmed["session"]["user"]["two_factor"]["enabled"], true);
    client.get("/team/users").await.is(200);
    client.refresh().await.authenticated();
    client.bearing(&grant).get("/me").await.refused(401, "invalid_token");
}
