//! What leaves a row in every table.

use std::fs;

use reqwest::Method;
use serde_json::{Value, json};

use super::engine::Place;
use crate::cli::process::{Answer, PASSWORD, Server, totp_code};

/// What the rows of every dump are sealed with.
const MASTER_KEY: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

/// Gives a place the key that its rows are sealed with.
pub fn put_key(place: &Place) {
    fs::write(place.folder.path("data/master.key"), format!("{MASTER_KEY}\n")).expect("written");
}

/// A call in a session, which succeeds.
async fn call(server: &Server, token: &str, method: Method, path: &str, body: Value) -> Answer {
    let answer = server.send(method, &format!("/api/v1{path}"), Some(token), Some(body)).await;
    assert!(answer.status.is_success(), "{path}: {answer:?}");
    answer
}

/// Lives through all that is kept. Answers the secret of Alice's app and a backup code of hers.
pub async fn live(place: &Place<'_>) -> (String, String) {
    put_key(place);
    place.folder.add_team("Acme");
    place.folder.add_user("Acme", "bob");
    let alice = ["user", "add", "--team", "Acme", "--role", "admin", "--username", "alice"];
    let alice =
        [&alice[..], &["--name", "Alice", "--email", "alice@example.com", "--password-stdin"]].concat();
    place.folder.run_with_input(&alice, PASSWORD).succeeded();
    let server = place.folder.serve();

    let (token, secret, backup_codes) = enroll(&server).await;
    let token = token.as_str();
    let own = call(&server, token, Method::GET, "/me", Value::Null).await;
    let own = format!("/team/users/{}", own.text("id"));
    call(&server, token, Method::PATCH, &own, json!({ "cell_phone": "+12015550142" })).await;
    let for_reading = json!({ "name": "report", "scopes": ["account:read"] });
    call(&server, token, Method::POST, "/me/api-tokens", for_reading).await;
    let carol =
        json!({ "username": "carol", "name": "Carol", "email": "carol@example.com", "role": "member" });
    call(&server, token, Method::POST, "/team/users", carol).await;

    let with_a_code = json!({
        "username": "alice", "password": PASSWORD, "code": backup_codes[0], "remember_device": true,
    });
    let logged_in = server.post("/api/v1/auth/login", with_a_code).await;
    let refresh = json!({ "refresh_token": logged_in.text("refresh_token") });
    let refreshed = server.post("/api/v1/auth/refresh", refresh).await;
    call(&server, refreshed.text("access_token"), Method::GET, "/me", Value::Null).await;

    let challenged = server.log_in("alice", PASSWORD).await;
    let challenge = challenged.text("challenge_token");
    let sent = server.post("/api/v1/auth/sms", json!({ "challenge_token": challenge })).await;
    assert_eq!(sent.status, 202, "{sent:?}");
    let guessed = json!({ "challenge_token": challenge, "code": "ZZZZZ-ZZZZZ" });
    assert_eq!(server.post("/api/v1/auth/verify", guessed).await.code(), "invalid_code");
    assert_eq!(server.log_in("bob", "nine yellow lanterns").await.code(), "invalid_credentials");

    let at_once = json!({ "require_two_factor": true, "grace_days": 0 });
    call(&server, token, Method::PUT, "/team/policy", at_once).await;
    assert_eq!(server.log_in("bob", PASSWORD).await.text("status"), "enrollment_required");
    call(&server, token, Method::POST, "/me/two-factor/totp", json!({})).await;

    assert!(server.stop().0.success());
    (secret, backup_codes[1].as_str().expect("a code").to_owned())
}

/// Switches two-factor on for Alice: her session's token, her app's secret and her backup codes.
async fn enroll(server: &Server) -> (String, String, Value) {
    let logged_in = server.log_in("alice", PASSWORD).await;
    let token = logged_in.text("access_token");
    let begun = call(server, token, Method::POST, "/me/two-factor/totp", json!({})).await;
    let secret = begun.text("secret").to_owned();
    let proof =
        json!({ "enrollment_id": begun.text("enrollment_id"), "code": totp_code(&secret, begun.time()) });
    let confirmed = call(server, token, Method::POST, "/me/two-factor/totp/confirm", proof).await;
    (confirmed.text("access_token").to_owned(), secret, confirmed.body["backup_codes"].clone())
}
