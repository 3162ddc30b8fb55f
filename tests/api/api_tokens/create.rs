use vestibule::delivery;

use super::{made, proven};
use crate::support::{Client, TestApp, Value, json};

const DAY: i64 = 86_400;

async fn refused(owner: &mut Client, body: Value, pointer: &str, code: &str) {
    owner.post("/me/api-tokens", body).await.faulty(pointer, code);
}

#[actix_web::test]
async fn its_secret_is_told_once_and_the_owner_by_mail() {
    let app = TestApp::start().await;
    let (alice, mut owner) = proven(&app, "alice").await;
    let body = json!({ "name": "  Nightly reports ", "scopes": ["team:read"] });

    let made = owner.post("/me/api-tokens", body).await;

    let secret = made.is(201).text("token").strip_prefix("vst_").expect("the prefix").to_owned();
    assert_eq!(secret.len(), 43, "256 bits");
    let mut told = made.json().clone();
    told.as_object_mut().expect("an object").remove("token");
    assert_eq!((&told["name"], &told["scopes"]), (&json!("Nightly reports"), &json!(["team:read"])));
    assert_eq!(told["last_used_at"], Value::Null);
    let listed = owner.get("/me/api-tokens").await;
    assert_eq!(listed["items"], json!([told]), "the list says the same, but for the secret");
    delivery::deliver_due(app.service()).await.expect("the queue is read");
    let mail = app.mails_to(&alice.email).pop().expect("a mail");
    assert!(mail.body.contains("Nightly reports") && !mail.body.contains(&secret), "{}", mail.body);
}

#[actix_web::test]
async fn it_lasts_as_long_as_its_owner_says_or_else_as_configured() {
    let app = TestApp::with(&[("api_tokens.lifetime", "7d")]).await;
    let (_, mut owner) = proven(&app, "alice").await;
    for (asked, days) in
        [(json!({}), 7), (json!({"expires_in_days": 1}), 1), (json!({"expires_in_days": 365}), 365)]
    {
        let mut body = json!({ "name": "a", "scopes": ["team:read"] });
        body.as_object_mut().expect("an object").extend(asked.as_object().expect("an object").clone());
        let made = owner.post("/me/api-tokens", body).await;
        let expires_at = made.is(201).text("expires_at");
        let wanted = app.now() + chrono::TimeDelta::seconds(days * DAY);
        assert_eq!(expires_at, wanted.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    }
}

#[actix_web::test]
async fn what_is_wrong_is_told_at_once() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let scopes = ["team:read"];
    for name in ["", "  ", "a\u{0}b", "a\nb", &"n".repeat(65)] {
        refused(&mut owner, json!({ "name": name, "scopes": scopes }), "/name", "invalid").await;
    }
    for days in [0, -1, 366, i64::MAX] {
        let body = json!({ "name": "a", "scopes": scopes, "expires_in_days": days });
        refused(&mut owner, body, "/expires_in_days", "invalid").await;
    }
    let named = |scopes: Value| json!({ "name": "a", "scopes": scopes });
    refused(&mut owner, named(json!([])), "/scopes", "required").await;
    refused(&mut owner, named(json!(["team:write"])), "/scopes/0", "invalid").await;
    refused(&mut owner, named(json!(["team:read", ""])), "/scopes/1", "invalid").await;
    refused(&mut owner, named(json!(["team:read", "team:read"])), "/scopes/1", "repeated").await;
    refused(&mut owner, named(json!("team:read")), "/scopes", "wrong_type").await;
    refused(&mut owner, json!({ "scopes": scopes }), "/name", "required").await;
    refused(&mut owner, json!({ "name": "a" }), "/scopes", "required").await;
    let typed = json!({ "name": "a", "scopes": scopes, "expires_in_days": "90" });
    refused(&mut owner, typed, "/expires_in_days", "wrong_type").await;
    let unknown = json!({ "name": "a", "scopes": scopes, "role": "admin" });
    refused(&mut owner, unknown, "/role", "unknown_field").await;
    let all = owner.post("/me/api-tokens", json!({ "name": "", "scopes": [], "expires_in_days": 0 })).await;
    for pointer in ["/name", "/scopes", "/expires_in_days"] {
        all.faulty_at(pointer);
    }
}

#[actix_web::test]
async fn s14_it_wants_a_very_fresh_proof_of_the_second_factor() {
    let app = TestApp::start().await;
    let (alice, mut owner) = proven(&app, "alice").await;
    let body = json!({ "name": "a", "scopes": ["team:read"] });
    app.advance(120);
    let stale = owner.post("/me/api-tokens", body.clone()).await;
    assert_eq!(stale.refused(403, "step_up_required")["max_age"], 120);
    owner.post("/me/api-tokens", json!({})).await.is(422);
    owner.step_up(json!({ "code": app.next_code(&alice) })).await.is(200);
    owner.post("/me/api-tokens", body).await.is(201);
}

#[actix_web::test]
async fn s12_a_remembered_device_and_a_password_alone_make_none() {
    let app = TestApp::start().await;
    let (alice, mut owner) = proven(&app, "alice").await;
    let body = json!({ "name": "a", "scopes": ["team:read"] });
    owner.sign_in_with(&alice, json!({ "remember_device": true })).await;
    owner.log_in(&alice).await.authenticated();
    owner.post("/me/api-tokens", body.clone()).await.refused(403, "step_up_required");

    let bob = app.user("bob").create().await;
    let mut off = app.script();
    off.sign_in(&bob).await;
    off.post("/me/api-tokens", body.clone()).await.refused(409, "two_factor_off");
    app.advance(120);
    off.post("/me/api-tokens", body).await.refused(403, "step_up_required");
}

#[actix_web::test]
async fn only_scopes_that_are_configured_are_offered() {
    let app = TestApp::with(&[("api_tokens.scopes", "invoices:read, team:read")]).await;
    let (_, mut owner) = proven(&app, "alice").await;
    let body = json!({ "name": "a", "scopes": ["invoices:read"] });
    owner.post("/me/api-tokens", body).await.is(201);
    let body = json!({ "name": "a", "scopes": ["account:read"] });
    owner.post("/me/api-tokens", body).await.faulty("/scopes/0", "invalid");
}

#[actix_web::test]
async fn s29_a_user_has_twenty_and_the_oldest_ends() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let mut tokens = Vec::new();
    for _ in 0..21 {
        tokens.push(made(&mut owner).await);
        app.advance(1);
    }
    let mut script = app.script();
    script.post("/auth/token", json!({ "api_token": tokens[0] })).await.refused(401, "invalid_token");
    script.post("/auth/token", json!({ "api_token": tokens[1] })).await.is(200);
    assert_eq!(owner.get("/me/api-tokens").await["items"].as_array().map(Vec::len), Some(20));
}
