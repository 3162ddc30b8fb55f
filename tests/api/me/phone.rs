//! `POST /me/phone/code`.

use crate::support::{Client, Person, TestApp, code_in, json};

const NUMBER: &str = "+12015550142";

async fn with_number(app: &TestApp) -> (Person, Client) {
    let alice = app.user("alice").with_phone(NUMBER).create().await;

    let mut client = app.script();
    client.sign_in(&alice).await;
    (alice, client)
}

#[actix_web::test]
async fn s27_c95_a_number_saved_with_a_password_alone_waits_for_its_proof() {
    let app = TestApp::start().await;
    let (alice, mut client) = with_number(&app).await;
    let hint = "+1 •••-•••-••42";
    let status = client.get("/me/two-factor").await;
    assert_eq!(status["sms"], json!({"available": false, "phone_hint": hint, "reason": "unverified"}));
    assert_eq!(client.get("/me").await["phone_verified"], false);

    let sent = client.post("/me/phone/code", json!({})).await;
    assert_eq!(*sent.is(202).json(), json!({"phone_hint": hint, "expires_in": 300, "resend_after": 30}));
    let code = code_in(&app.last_text_to(&alice));
    client.post("/me/phone/confirm", json!({"code": code})).await.is(204);

    let status = client.get("/me/two-factor").await;
    assert_eq!(status["sms"], json!({"available": true, "phone_hint": hint}));
    assert_eq!(client.get("/me").await["phone_verified"], true);
}

#[actix_web::test]
async fn without_a_number_nothing_can_be_sent() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let refused = client.post("/me/phone/code", json!({})).await;
    refused.refused(409, "sms_unavailable");
    assert_eq!(refused["reason"], "no_number");
    assert!(app.outbox().iter().all(|message| message.channel != "sms"));
}

#[actix_web::test]
async fn without_a_gateway_or_where_the_team_forbids_it_nothing_is_sent() {
    let app = TestApp::with(&[("sms.gateway", "none")]).await;
    let (_, mut client) = with_number(&app).await;
    let refused = client.post("/me/phone/code", json!({})).await;
    assert_eq!(refused.refused(409, "sms_unavailable")["reason"], "no_gateway");

    let app = TestApp::start().await;
    app.team_with("Acme", |policy| policy.allow_sms = false).await;
    let (_, mut client) = with_number(&app).await;
    let refused = client.post("/me/phone/code", json!({})).await;
    assert_eq!(refused.refused(409, "sms_unavailable")["reason"], "team_forbids");
}

#[actix_web::test]
async fn s9_another_text_has_to_wait() {
    let app = TestApp::start().await;
    let (_, mut client) = with_number(&app).await;
    client.post("/me/phone/code", json!({})).await.is(202);
    client.post("/me/phone/code", json!({})).await.waits(30);
    assert_eq!(app.texts_to(NUMBER).len(), 1);
    app.advance(30);
    let sent = client.post("/me/phone/code", json!({})).await;
    assert_eq!(sent.is(202)["resend_after"], 60);
}

#[actix_web::test]
async fn s27_where_there_is_a_second_factor_the_session_has_to_be_proven_by_it() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut remembered = app.script();
    remembered.sign_in_with(&alice, json!({"remember_device": true})).await;
    remembered.post("/me/phone/code", json!({})).await.is(202);
    app.advance(30);

    // The remembered device logs in by the password alone.
    remembered.log_in(&alice).await.authenticated();
    for (path, body) in [("/me/phone/code", json!({})), ("/me/phone/confirm", json!({"code": "123456"}))] {
        let refused = remembered.post(path, body).await;
        refused.refused(403, "step_up_required");
        assert_eq!(refused.methods(), ["totp", "sms", "backup_code"], "{refused}");
    }
}

#[actix_web::test]
async fn the_body_has_no_fields() {
    let app = TestApp::start().await;
    let (_, mut client) = with_number(&app).await;
    client.post("/me/phone/code", json!({"to": "+12015550199"})).await.faulty("/to", "unknown_field");
    assert_eq!(app.texts_to(NUMBER).len(), 0);
}
