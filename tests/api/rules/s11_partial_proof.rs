//! S11: partial proof opens nothing, and no kind of token stands in for another.

use crate::{
    api::api_tokens::made,
    support::{Call, TestApp, json},
};

/// Calls of a session.
const CLOSED: [(&str, &str); 8] = [
    ("GET", "/me"),
    ("GET", "/me/two-factor"),
    ("POST", "/me/two-factor/totp"),
    ("POST", "/me/two-factor/backup-codes"),
    ("DELETE", "/me/two-factor"),
    ("GET", "/me/devices"),
    ("GET", "/team/users"),
    ("POST", "/auth/step-up"),
];

fn call(method: &str, path: &str) -> Call {
    let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
    Call::new(method, path).json(&json!({}))
}

#[actix_web::test]
async fn s11_c32_c33_tokens_that_open_no_session_are_refused_everywhere() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let invited = app.user("bob").invited().create().await;
    let mut script = app.script();
    script.sign_in_with(&alice, json!({ "remember_device": true })).await;
    let held = script.clone();
    script.device_token = None;
    script.log_in(&alice).await.challenged();
    let link = invited.invitation.expect("an invitation");
    let link = link.rsplit_once('=').map(|(_, token)| token.to_owned());
    let api_token = Some(made(&mut held.clone()).await);

    let tokens = [
        &script.challenge_token,
        &held.device_token,
        &held.known_token,
        &held.refresh_token,
        &link,
        &api_token,
    ];
    for token in tokens.map(|token| token.clone().expect("a token")) {
        for (method, path) in CLOSED {
            let answer = app.script().bearing(&token).send(call(method, path)).await;
            answer.refused(401, "invalid_token");
            assert!(!answer.has("reason"), "{method} {path}: {answer}");
        }
    }
}

#[actix_web::test]
async fn s11_each_token_is_good_at_its_own_place_alone() {
    let app = TestApp::start().await;
    app.team_with("Strict", |policy| (policy.require_two_factor, policy.grace_days) = (true, 0)).await;
    let alice = app.user("alice").with_totp().create().await;
    let owing = app.user("owing").in_team("Strict").create().await;
    let invited = app.user("invited").invited().create().await;
    let mut script = app.script();
    script.sign_in_with(&alice, json!({ "remember_device": true })).await;
    let held = script.clone();
    script.device_token = None;
    script.log_in(&alice).await.challenged();
    let grant = app.script().log_in(&owing).await.text("access_token").to_owned();
    let link = invited.invitation.expect("an invitation");
    let code = app.next_code(&alice);
    let tokens = [
        ("access", held.access_token.clone().expect("a token")),
        ("refresh", held.refresh_token.clone().expect("a token")),
        ("device", held.device_token.clone().expect("a token")),
        ("known", held.known_token.clone().expect("a token")),
        ("challenge", script.challenge_token.clone().expect("a token")),
        ("enrolment", grant),
        ("link", link.rsplit_once('=').expect("a token").1.to_owned()),
        ("api", made(&mut held.clone()).await),
    ];

    for (kind, token) in &tokens {
        let mut anybody = app.script();
        if *kind != "challenge" {
            let verify = json!({ "challenge_token": token, "code": code });
            anybody.post("/auth/verify", verify).await.refused(401, "challenge_expired");
            let text = json!({ "challenge_token": token });
            anybody.post("/auth/sms", text).await.refused(401, "challenge_expired");
        }
        if *kind != "refresh" {
            let refresh = json!({ "refresh_token": token });
            anybody.post("/auth/refresh", refresh).await.refused(401, "invalid_token");
        }
        if *kind != "api" {
            let exchange = json!({ "api_token": token });
            anybody.post("/auth/token", exchange).await.refused(401, "invalid_token");
        }
        if *kind != "link" {
            let inspect = json!({ "token": token });
            anybody.post("/auth/links/inspect", inspect).await.refused(410, "link_expired");
        }
        if !["refresh", "access", "enrolment"].contains(kind) {
            anybody.bearing(token).log_out().await.refused(401, "invalid_token");
        }
        if *kind != "device" {
            let log_in = json!({ "device_token": token });
            anybody.log_in_with(&alice, log_in).await.challenged();
        }
    }
}

#[actix_web::test]
async fn s11_an_enrolment_token_is_opaque_and_opens_the_set_up_alone() {
    let app = TestApp::start().await;
    app.team_with("Strict", |policy| (policy.require_two_factor, policy.grace_days) = (true, 0)).await;
    let owing = app.user("owing").in_team("Strict").create().await;
    let mut script = app.script();
    let answer = script.log_in(&owing).await;
    assert!(!answer.text("access_token").contains('.'), "never a JWT");

    for (method, path) in CLOSED.into_iter().skip(3).chain([("PATCH", "/me"), ("POST", "/auth/step-up/sms")])
    {
        let answer = script.send(call(method, path)).await;
        answer.refused(403, "enrollment_required");
    }
    script.get("/me").await.is(200);
    script.get("/me/two-factor").await.is(200);
    script.post("/me/two-factor/totp", json!({})).await.is(201);
}

#[actix_web::test]
async fn s11_a_password_alone_gets_no_further_tokens_once_the_grace_is_over() {
    let app = TestApp::start().await;
    app.team_with("Strict", |policy| {
        policy.require_two_factor = true;
        policy.grace_days = 1;
    })
    .await;
    let alice = app.user("alice").in_team("Strict").create().await;
    app.advance(86_400 - 60);
    let mut script = app.script();
    script.sign_in(&alice).await;
    script.refresh().await.authenticated();
    app.advance(60);

    script.refresh().await.refused(403, "enrollment_required");
    script.get("/me/devices").await.refused(403, "enrollment_required");
}
