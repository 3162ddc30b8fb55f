//! A team demands a second factor, and a user without one logs in.

use crate::support::{Client, Person, TestApp, json};

async fn owing(app: &TestApp, name: &str) -> (Person, Client) {
    app.team_with("Strict", |policy| (policy.require_two_factor, policy.grace_days) = (true, 0)).await;
    let person = app.user(name).in_team("Strict").create().await;
    (person, app.script())
}

#[actix_web::test]
async fn from_the_log_in_over_the_set_up_to_a_whole_session() {
    let app = TestApp::start().await;
    let (mut alice, mut script) = owing(&app, "alice").await;
    let granted = script.log_in(&alice).await;
    granted.is(200);
    assert_eq!(granted["status"], "enrollment_required");
    assert_eq!(granted["expires_in"], 900);
    for absent in ["refresh_token", "known_token", "user"] {
        assert!(!granted.has(absent), "{granted}");
    }
    let grant = script.clone();
    assert_eq!(script.get("/me").await.is(200)["username"], "alice");
    assert_eq!(script.get("/me/two-factor").await.is(200)["required_by_team"], true);
    script.get("/team/users").await.refused(403, "enrollment_required");

    let confirmed = script.enroll(&mut alice).await;

    assert!(!confirmed.has("access_token"), "the session takes its place: {confirmed}");
    let session = &confirmed["session"];
    assert_eq!(session["status"], "authenticated");
    assert_eq!(session["user"]["two_factor"]["enabled"], true);
    assert_eq!(alice.backup_codes.len(), 10);
    script.get("/team/users").await.is(200);
    script.refresh().await.authenticated();
    assert_eq!(grant.clone().get("/me").await.refused(401, "invalid_token")["reason"], "ended");

    app.advance(30);
    script.log_in(&alice).await.challenged();
    script.verify(&alice.totp_code(app.now())).await.authenticated();
}

#[actix_web::test]
async fn the_same_in_a_browser_that_is_to_be_remembered() {
    let app = TestApp::start().await;
    let (mut alice, _) = owing(&app, "alice").await;
    let mut browser = app.browser();
    let granted = browser.log_in(&alice).await;
    assert_eq!(granted.is(200)["status"], "enrollment_required");
    assert!(granted.set_cookies().is_empty());
    let begun = browser.post("/me/two-factor/totp", json!({})).await;
    alice.scan(begun.is(201).text("secret"));
    let body = json!({
        "enrollment_id": begun["enrollment_id"],
        "code": alice.totp_code(app.now()),
        "transport": "cookie",
        "remember_device": true,
    });

    let confirmed = browser.post("/me/two-factor/totp/confirm", body).await;

    confirmed.is(200);
    assert_eq!(confirmed.set_cookies().len(), 3, "{:?}", confirmed.set_cookies());
    assert!(confirmed["session"].get("refresh_token").is_none());
    let lasts_for = [&confirmed["device_expires_in"], &confirmed["session"]["device_expires_in"]];
    assert!(lasts_for.contains(&&json!(30 * 86_400)), "{confirmed}");
    browser.refresh().await.authenticated();
    browser.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn an_enrolment_token_ends_after_15_minutes_or_by_logging_out() {
    let app = TestApp::start().await;
    let (alice, mut script) = owing(&app, "alice").await;
    script.log_in(&alice).await.is(200);
    app.advance(899);
    script.post("/me/two-factor/totp", json!({})).await.is(201);
    app.advance(1);
    let over = script.get("/me").await;
    assert_eq!(over.refused(401, "invalid_token")["reason"], "expired");

    script.log_in(&alice).await.is(200);
    script.log_out().await.is(204);
    assert_eq!(script.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
}

#[actix_web::test]
async fn whoever_the_team_demands_it_of_does_not_switch_it_off() {
    let app = TestApp::start().await;
    let (mut alice, mut script) = owing(&app, "alice").await;
    script.log_in(&alice).await.is(200);
    script.enroll(&mut alice).await;
    script.delete("/me/two-factor").await.refused(409, "required_by_team");
}

#[actix_web::test]
async fn one_enrolment_token_does_not_confirm_what_another_began() {
    let app = TestApp::start().await;
    let (mut alice, mut first) = owing(&app, "alice").await;
    let mut second = app.script();
    first.log_in(&alice).await.is(200);
    second.log_in(&alice).await.is(200);
    let begun = first.post("/me/two-factor/totp", json!({})).await;
    alice.scan(begun.is(201).text("secret"));
    let body = json!({ "enrollment_id": begun["enrollment_id"], "code": alice.totp_code(app.now()) });
    second.post("/me/two-factor/totp/confirm", body.clone()).await.refused(410, "enrollment_expired");
    first.post("/me/two-factor/totp/confirm", body).await.is(200);
    second.get("/me").await.refused(401, "invalid_token");
}
