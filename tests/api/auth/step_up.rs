use crate::support::{TestApp, code_in, json};

async fn begin(client: &mut crate::support::Client) -> crate::support::Answer {
    client.post("/me/two-factor/totp", json!({})).await
}

#[actix_web::test]
async fn a_code_proves_anew_and_older_access_tokens_are_superseded() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    app.advance(600);
    script.refresh().await.authenticated();
    let before = script.clone();
    let stale = begin(&mut script).await;
    stale.refused(403, "step_up_required");
    assert_eq!(stale["max_age"], 600);
    assert_eq!(stale.methods(), ["totp", "backup_code"]);

    let answer = script.step_up(json!({ "code": alice.totp_code(app.now()) })).await;

    answer.is(200);
    assert_eq!(answer["expires_in"], 300);
    assert_eq!(answer["elevated_until"], "2027-01-15T08:21:00Z");
    begin(&mut script).await.is(201);
    let old = before.clone().get("/me").await;
    assert_eq!(old.refused(401, "invalid_token")["reason"], "superseded");
}

#[actix_web::test]
async fn the_password_proves_where_there_is_no_second_factor() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    app.advance(600);
    script.refresh().await.authenticated();
    assert_eq!(begin(&mut script).await.refused(403, "step_up_required").methods(), ["password"]);

    let wrong = script.step_up(json!({ "password": "not the right one" })).await;
    wrong.refused(401, "invalid_credentials");
    script.step_up(json!({ "code": "123456" })).await.faulty("/password", "required");
    script.step_up(json!({ "password": alice.password })).await.is(200);
    begin(&mut script).await.is(201);
}

#[actix_web::test]
async fn the_password_proves_nothing_where_there_is_a_second_factor() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;

    script.step_up(json!({ "password": alice.password })).await.faulty("/code", "required");
    script.step_up(json!({})).await.faulty("/code", "required");
}

#[actix_web::test]
async fn a_text_for_a_step_up_is_good_for_this_session_and_purpose_alone() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let (mut script, mut other) = (app.script(), app.script());
    script.sign_in(&alice).await;
    other.sign_in(&alice).await;

    let sent = script.post("/auth/step-up/sms", json!({})).await;
    sent.is(202);
    assert_eq!(sent["phone_hint"], "+1 •••-•••-••42");
    assert_eq!(sent["resend_after"], 30);
    let code = code_in(&app.last_text_to(&alice));

    other.step_up(json!({ "code": code })).await.refused(401, "invalid_code");
    other.log_in(&alice).await.challenged();
    other.verify(&code).await.refused(401, "invalid_code");
    script.step_up(json!({ "code": code, "method": "sms" })).await.is(200);
    script.step_up(json!({ "code": code })).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn a_text_for_a_log_in_is_no_step_up() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let mut other = app.script();
    other.log_in(&alice).await.challenged();
    other.ask_for_text().await.is(202);
    let code = code_in(&app.last_text_to(&alice));

    script.step_up(json!({ "code": code })).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn where_no_text_can_go_a_step_up_says_why() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;

    let refused = script.post("/auth/step-up/sms", json!({})).await;
    assert_eq!(refused.refused(409, "sms_unavailable")["reason"], "no_number");
}

#[actix_web::test]
async fn a_remembered_device_is_no_fresh_proof() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in_with(&alice, json!({ "remember_device": true })).await;
    script.log_in(&alice).await.authenticated();

    begin(&mut script).await.refused(403, "step_up_required");
    let device = json!({ "device_token": script.device_token });
    script.step_up(device).await.faulty_at("/device_token");
    script.step_up(json!({ "code": app.next_code(&alice) })).await.is(200);
    begin(&mut script).await.is(201);
}

#[actix_web::test]
async fn a_refresh_neither_gives_nor_takes_freshness() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;

    app.advance(599);
    script.refresh().await.authenticated();
    begin(&mut script).await.is(201);
    app.advance(1);
    script.refresh().await.authenticated();
    begin(&mut script).await.refused(403, "step_up_required");
}

#[actix_web::test]
async fn what_matters_most_wants_a_proof_of_two_minutes() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;

    app.advance(119);
    script.post("/me/two-factor/backup-codes", json!({})).await.is(200);
    app.advance(1);
    let stale = script.post("/me/two-factor/backup-codes", json!({})).await;
    assert_eq!(stale.refused(403, "step_up_required")["max_age"], 120);
    script.delete("/me/two-factor").await.refused(403, "step_up_required");
}

#[actix_web::test]
async fn c47_an_open_session_alone_switches_nothing_off() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    app.advance(200);

    script.delete("/me/two-factor").await.refused(403, "step_up_required");
    script.step_up(json!({ "code": alice.totp_code(app.now()) })).await.is(200);
    script.delete("/me/two-factor").await.is(204);
    script.delete("/me/two-factor").await.is(204);
}

#[actix_web::test]
async fn a_step_up_needs_a_session() {
    let app = TestApp::start().await;
    app.script().step_up(json!({ "code": "123456" })).await.refused(401, "invalid_token");
    app.script().post("/auth/step-up/sms", json!({})).await.refused(401, "invalid_token");
    // Who calls comes before what the body says.
    app.script().step_up(json!({ "code": 5 })).await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn wrong_codes_of_a_step_up_wait_as_at_log_in_and_malformed_ones_are_no_try() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;

    for _ in 0..6 {
        script.step_up(json!({ "code": "12" })).await.faulty("/code", "malformed");
    }
    for _ in 0..5 {
        let wrong = json!({ "code": alice.wrong_code(app.now()) });
        script.step_up(wrong).await.refused(401, "invalid_code");
    }
    let right = json!({ "code": alice.totp_code(app.now() + crate::support::STEP) });
    script.step_up(right.clone()).await.waits(15);
    script.step_up(json!({ "code": "12" })).await.faulty("/code", "malformed");
    app.advance(15);
    script.step_up(right).await.is(200);
}
