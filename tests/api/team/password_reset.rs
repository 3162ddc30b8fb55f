//! `POST /team/users/{id}/password-reset`: mailing a member a link to choose a new password.

use super::{grows_stale, last_written, of, office, signed_in};
use crate::support::{Call, PASSWORD, Person, TestApp, json};

const NEW: &str = "another anchor eighteen";

fn password_reset(person: &Person) -> String {
    format!("{}/password-reset", of(person))
}

#[actix_web::test]
async fn the_member_chooses_by_the_mailed_link_and_nothing_changes_before() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").create().await;
    let mut of_alice = signed_in(&app, &alice).await;

    app.advance(1);
    let sent = office.send(Call::post(&password_reset(&alice))).await;

    assert_eq!(sent.is(202).body, "");
    of_alice.get("/me").await.is(200);
    app.advance(1);
    app.script().log_in(&alice).await.authenticated();
    let written = last_written(&mut office, &alice.id).await;
    assert_eq!((written.0.as_str(), written.2.as_str()), ("logged_in", "alice Example"));
    let page = office.get(&format!("/team/activity?user={}", alice.id)).await;
    let entry = &page["items"][1];
    assert_eq!(
        (&entry["action"], &entry["actor"]["name"]),
        (&"password_reset_requested".into(), &"Ada Lovelace".into())
    );
    let mail = app
        .mails_to(&alice.email)
        .into_iter()
        .find(|mail| mail.body.contains("/reset#token="))
        .expect("a mail");
    for part in ["User name: alice", "By: Ada Lovelace", "30 minutes"] {
        assert!(mail.body.contains(part), "{part} is missing in\n{}", mail.body);
    }

    let body = json!({"token": app.mailed_token(&alice.email, "reset"), "new_password": NEW});
    app.browser().post("/auth/password/reset", body).await.is(204);
    of_alice.get("/me").await.refused(401, "invalid_token");
    app.script().log_in(&alice).await.refused(401, "invalid_credentials");
    app.script().log_in_with(&alice, json!({ "password": NEW })).await.authenticated();
}

#[actix_web::test]
async fn s12_a_new_password_by_an_admins_link_leaves_the_second_factor() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().create().await;
    office.post(&password_reset(&alice), json!({})).await.is(202);
    let body = json!({"token": app.mailed_token(&alice.email, "reset"), "new_password": NEW});
    app.browser().post("/auth/password/reset", body).await.is(204);
    app.script().log_in_with(&alice, json!({ "password": NEW })).await.challenged();
}

#[actix_web::test]
async fn s9_an_account_gets_three_an_hour_whoever_asks() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let (alice, bob) = (app.user("alice").create().await, app.user("bob").create().await);
    app.script().post("/auth/password/forgot", json!({"username": "alice"})).await.is(202);
    for _ in 0..2 {
        office.post(&password_reset(&alice), json!({})).await.is(202);
    }
    office.post(&password_reset(&alice), json!({})).await.waits(3600);
    assert_eq!(app.mails_to(&alice.email).len(), 3);
    office.post(&password_reset(&bob), json!({})).await.is(202);
}

#[actix_web::test]
async fn only_an_active_user_gets_one() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let invited = app.user("invited").invited().create().await;
    let disabled = app.user("disabled").inactive().create().await;
    for person in [&invited, &disabled] {
        office.post(&password_reset(person), json!({})).await.refused(403, "forbidden");
        assert_eq!(app.mails_to(&person.email).len(), 0);
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
        of_alice.post(&password_reset(person), json!({})).await.refused(403, "forbidden");
    }
    for id in [foreign.id.as_str(), "01890000-0000-7000-8000-000000000000", "alice"] {
        office.post(&format!("/team/users/{id}/password-reset"), json!({})).await.refused(404, "not_found");
    }
    office.post(&password_reset(&alice), json!({})).await.refused(403, "step_up_required");
    office.step_up(json!({"password": PASSWORD})).await.is(200);
    for _ in 0..3 {
        office.post(&password_reset(&alice), json!({})).await.is(202);
    }
    // A budget is told before the freshness.
    grows_stale(&app, &mut office).await;
    office.post(&password_reset(&alice), json!({})).await.waits(3000);
}
