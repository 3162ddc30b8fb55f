//! `DELETE /team/users/{id}/sessions`: ending a member's sessions.

use super::{grows_stale, last_written, of, office, signed_in};
use crate::support::{PASSWORD, Person, TestApp, json};

fn sessions(person: &Person) -> String {
    format!("{}/sessions", of(person))
}

#[actix_web::test]
async fn s15_all_sessions_end_at_once_and_devices_stay() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").create().await;
    let (mut first, mut second) = (app.script(), app.browser());
    first.sign_in_with(&alice, json!({"remember_device": true})).await;
    second.sign_in(&alice).await;
    let mut of_bob = signed_in(&app, &bob).await;

    app.advance(1);
    let ended = office.delete(&sessions(&alice)).await;

    assert_eq!(ended.is(204).body, "");
    for client in [&mut first, &mut second] {
        assert_eq!(client.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
        client.refresh().await.refused(401, "invalid_token");
    }
    of_bob.get("/me").await.is(200);
    let written = last_written(&mut office, &alice.id).await;
    assert_eq!((written.0.as_str(), written.2.as_str()), ("sessions_ended", "Ada Lovelace"));
    first.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn it_is_safe_to_repeat_and_writes_nothing_down_where_nothing_ends() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").create().await;
    for _ in 0..2 {
        office.delete(&sessions(&alice)).await.is(204);
    }
    assert_eq!(last_written(&mut office, &alice.id).await.0, "");
}

#[actix_web::test]
async fn sessions_that_lapsed_before_are_none_that_end() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    signed_in(&app, &alice).await;
    app.advance(60 * 60);
    let mut office = office(&app).await;
    office.delete(&sessions(&alice)).await.is(204);
    assert_eq!(last_written(&mut office, &alice.id).await.0, "logged_in");
}

#[actix_web::test]
async fn a_log_in_that_is_under_way_ends_as_well() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    office.delete(&sessions(&alice)).await.is(204);
    script.verify(&app.next_code(&alice)).await.refused(401, "challenge_expired");
}

#[actix_web::test]
async fn an_enrolment_token_ends_as_well() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_totp().create().await;
    let mut office = signed_in(&app, &ada).await;
    super::policy::put(&mut office, json!({"require_two_factor": true, "grace_days": 0})).await.is(200);
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.is(200)["status"], "enrollment_required");
    script.get("/me").await.is(200);
    office.delete(&sessions(&alice)).await.is(204);
    script.get("/me").await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn ones_own_end_with_this_one() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let (mut office, mut other) = (signed_in(&app, &ada).await, signed_in(&app, &ada).await);
    office.delete(&sessions(&ada)).await.is(204);
    for client in [&mut office, &mut other] {
        client.get("/me").await.refused(401, "invalid_token");
    }
}

#[actix_web::test]
async fn refusals_come_in_order() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").create().await;
    let foreign = app.user("foreign").in_team("Others").create().await;
    grows_stale(&app, &mut office).await;
    let mut of_alice = signed_in(&app, &alice).await;
    for person in [&alice, &foreign] {
        of_alice.delete(&sessions(person)).await.refused(403, "forbidden");
    }
    for id in [foreign.id.as_str(), "01890000-0000-7000-8000-000000000000", "alice"] {
        office.delete(&format!("/team/users/{id}/sessions")).await.refused(404, "not_found");
    }
    office.delete(&sessions(&alice)).await.refused(403, "step_up_required");
    of_alice.get("/me").await.is(200);
    office.step_up(json!({"password": PASSWORD})).await.is(200);
    office.delete(&sessions(&alice)).await.is(204);
    of_alice.get("/me").await.refused(401, "invalid_token");
}
