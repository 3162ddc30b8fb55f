//! What the access token of an API token opens: reads by scope, and nothing else.

use reqwest::Method;

use super::{made, made_for, proven, script_of};
use crate::support::{Call, TestApp, contract::operations, json};

/// Whether a call is a read that a scope opens.
fn scope_of(operation: &str) -> Option<&'static str> {
    let path = operation.strip_prefix("GET /api/v1")?;
    if path == "/me" || path.starts_with("/me/") {
        Some("account:read")
    } else {
        path.starts_with("/team/").then_some("team:read")
    }
}

#[actix_web::test]
async fn every_call_but_reads_in_scope_is_closed_to_it() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_totp().create().await;
    let mut owner = app.script();
    owner.sign_in(&ada).await;
    for had in ["account:read", "team:read"] {
        let token = made_for(&mut owner, &[had]).await;
        let script = script_of(&app, &token).await;
        for operation in operations().filter(|operation| !operation.is_public()) {
            let told = operation.to_string();
            let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
            let answer =
                script.clone().send(Call::root(method, &operation.some_path()).json(&json!({}))).await;
            // What asks everybody for a proof says so to an API token, which is none.
            let asks_for_proof = operation.tells_of(403, "step_up_required");
            match scope_of(&told) {
                Some(scope) if scope == had => {
                    assert!(!matches!(answer.status, 401 | 403), "{told}: {answer}");
                }
                None if asks_for_proof => {
                    let refused = answer.refused(403, "step_up_required");
                    assert_eq!(refused["methods"], json!([]), "{told}: it can give no proof");
                }
                _ => _ = answer.refused(403, "forbidden"),
            }
        }
    }
    owner.get("/me").await.is(200);
}

#[actix_web::test]
async fn a_log_out_ends_nothing_of_it() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let mut script = script_of(&app, &made(&mut owner).await).await;
    script.log_out().await.refused(403, "forbidden");
    script.get("/me").await.is(200);
    app.advance(300);
    script.log_out().await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn what_a_proof_is_asked_for_is_told_with_its_age() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let mut script = script_of(&app, &made(&mut owner).await).await;
    let body = json!({ "name": "b", "scopes": ["team:read"] });
    let refused = script.post("/me/api-tokens", body).await;
    assert_eq!(refused.refused(403, "step_up_required")["max_age"], 120);
    let refused = script.post("/me/two-factor/totp", json!({})).await;
    assert_eq!(refused.refused(403, "step_up_required")["max_age"], 600);
}

#[actix_web::test]
async fn s18_a_member_is_told_of_the_right_that_they_lack_before_a_proof() {
    let app = TestApp::start().await;
    let bob = app.user("bob").create().await;
    let (alice, mut owner) = proven(&app, "alice").await;
    let token = made(&mut owner).await;
    app.advance(600);
    let (mut script, mut stale) = (script_of(&app, &token).await, owner);
    stale.refresh().await.authenticated();
    for client in [&mut script, &mut stale] {
        let changes = operations().filter(|operation| operation.method != "GET");
        for operation in changes.filter(|operation| operation.path.starts_with("/api/v1/team/")) {
            let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
            let path = operation.path.replace("{id}", &bob.id);
            client.send(Call::root(method, &path).json(&json!({}))).await.refused(403, "forbidden");
        }
    }
    // One's own number is one's own to change, by a proof.
    let own = format!("/team/users/{}", alice.id);
    let number = json!({ "cell_phone": "+12015550123" });
    for client in [&mut script, &mut stale] {
        client.patch(&own, number.clone()).await.refused(403, "step_up_required");
    }
}

#[actix_web::test]
async fn s18_rights_are_those_of_its_owner_now() {
    let app = TestApp::start().await;
    let first = app.user("first").admin().create().await;
    let second = app.user("second").admin().with_totp().create().await;
    let (mut office, mut owner) = (app.script(), app.script());
    owner.sign_in(&second).await;
    let mut script = script_of(&app, &made(&mut owner).await).await;
    script.get("/team/activity").await.is(200);
    office.sign_in(&first).await;
    office.patch(&format!("/team/users/{}", second.id), json!({ "role": "member" })).await.is(200);
    script.get("/team/activity").await.refused(403, "forbidden");
    script.get("/team/users").await.is(200);
}

#[actix_web::test]
async fn lists_of_sessions_and_devices_name_none_as_its_own() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let mut script = script_of(&app, &made(&mut owner).await).await;
    let page = script.get("/me/sessions").await;
    assert_eq!(page.is(200)["items"][0]["current"], false);
}
