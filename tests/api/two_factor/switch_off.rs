use crate::support::{PASSWORD, TestApp, json};

const TWO_FACTOR: &str = "/me/two-factor";

#[actix_web::test]
async fn off_means_that_the_password_is_enough_and_nothing_of_it_is_left() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut client, mut other) = (app.script(), app.script());
    other.sign_in(&alice).await;
    client.sign_in_with(&alice, json!({"remember_device": true})).await;

    client.delete(TWO_FACTOR).await.is(204);

    let status = client.get(TWO_FACTOR).await;
    assert_eq!(status.is(200)["enabled"], false);
    assert!(!status.has("totp") && !status.has("backup_codes"), "{status}");
    assert_eq!(status["remembered_devices"], 0);
    assert_eq!(other.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
    app.script().log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn c07_what_was_used_before_bars_nothing_after_it_is_on_again() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    client.delete(TWO_FACTOR).await.is(204);
    client.enroll(&mut alice).await;
    client.sign_in(&alice).await;
}

#[actix_web::test]
async fn s14_c47_after_two_minutes_it_asks_for_a_fresh_proof() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    app.advance(120);

    let refused = client.delete(TWO_FACTOR).await;

    refused.refused(403, "step_up_required");
    assert_eq!((refused.methods(), &refused["max_age"]), (vec!["totp", "backup_code"], &120.into()));
    assert_eq!(client.get(TWO_FACTOR).await["enabled"], true);
    client.step_up(json!({"code": alice.totp_code(app.now())})).await.is(200);
    app.advance(119);
    client.delete(TWO_FACTOR).await.is(204);
}

#[actix_web::test]
async fn s13_a_remembered_device_is_no_fresh_proof() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in_with(&alice, json!({"remember_device": true})).await;
    client.log_in(&alice).await.authenticated();
    client.delete(TWO_FACTOR).await.refused(403, "step_up_required");
    // Nor is the password where there is a second factor.
    client.step_up(json!({"password": PASSWORD})).await.refused(422, "validation_failed");
    client.delete(TWO_FACTOR).await.refused(403, "step_up_required");
}

#[actix_web::test]
async fn where_it_is_off_it_stays_off() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let (mut client, mut other) = (app.script(), app.script());
    other.sign_in(&alice).await;
    client.sign_in(&alice).await;
    client.delete(TWO_FACTOR).await.is(204);
    // Nothing changed, so nobody is put out.
    other.get("/me").await.is(200);
}

#[actix_web::test]
async fn it_cannot_be_switched_off_where_the_team_demands_it_by_now() {
    let app = TestApp::start().await;
    app.team_with("Acme", |policy| {
        policy.require_two_factor = true;
        policy.grace_days = 0;
    })
    .await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    client.delete(TWO_FACTOR).await.refused(409, "required_by_team");
    assert_eq!(client.get(TWO_FACTOR).await["enabled"], true);
    app.script().log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn freshness_is_asked_before_the_state() {
    let app = TestApp::start().await;
    app.team_with("Acme", |policy| {
        policy.require_two_factor = true;
        policy.grace_days = 0;
    })
    .await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    app.advance(120);
    client.delete(TWO_FACTOR).await.refused(403, "step_up_required");
}
