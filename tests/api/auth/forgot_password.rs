//! `POST /auth/password/forgot` and `/auth/password/reset`.

use crate::support::{Message, TestApp, json};

const NEW: &str = "seven small boats at noon";

fn tokens_in(mail: &Message) -> Vec<String> {
    let links = mail.body.lines().filter_map(|line| line.split_once("/reset#token="));
    links.map(|(_, token)| token.to_owned()).collect()
}

async fn token_for(app: &TestApp, username: &str, address: &str) -> String {
    app.script().post("/auth/password/forgot", json!({ "username": username })).await.is(202);
    let mails = app.mails_to(address);
    tokens_in(mails.last().expect("a mail")).remove(0)
}

#[actix_web::test]
async fn a_new_password_is_chosen_by_the_mailed_link_and_signs_nobody_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut before = app.script();
    app.next_code(&alice);
    before.sign_in(&alice).await;
    let token = token_for(&app, "ALICE", &alice.email).await;

    let inspected = app.script().post("/auth/links/inspect", json!({ "token": token })).await;
    assert_eq!((inspected.text("purpose"), inspected.text("username")), ("reset", "alice"));
    let body = json!({ "token": token, "new_password": NEW });
    let reset = app.browser().post("/auth/password/reset", body.clone()).await;

    reset.is(204);
    assert!(reset.set_cookies().is_empty() && reset.body.is_empty());
    assert_eq!(before.get("/me").await.refused(401, "invalid_token").text("reason"), "password_changed");
    app.script().log_in(&alice).await.refused(401, "invalid_credentials");
    let renewed = app.script().log_in_with(&alice, json!({ "password": NEW })).await;
    renewed.challenged();
    app.script().post("/auth/password/reset", body).await.refused(410, "link_expired");
    let told = app.mails_to(&alice.email).pop().expect("a mail");
    assert!(told.subject.unwrap_or_default().contains("your password was reset"));
}

#[actix_web::test]
async fn a_refused_password_and_a_lapsed_link_change_nothing() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let token = token_for(&app, &alice.email.to_uppercase(), &alice.email).await;
    let weak = json!({ "token": token, "new_password": "password1234" });
    app.script().post("/auth/password/reset", weak).await.faulty("/new_password", "too_common");
    app.script()
        .post("/auth/password/reset", json!({ "token": token }))
        .await
        .faulty("/new_password", "required");
    let foreign = json!({ "token": "x".repeat(43), "new_password": NEW });
    app.script().post("/auth/password/reset", foreign).await.refused(410, "link_expired");

    app.advance(30 * 60);
    let late = json!({ "token": token, "new_password": NEW });
    app.script().post("/auth/password/reset", late).await.refused(410, "link_expired");
    app.script().log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s10_known_and_unknown_names_are_answered_alike() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let known = app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await;
    let unknown = app.script().post("/auth/password/forgot", json!({ "username": "nobody\0" })).await;
    for answer in [&known, &unknown] {
        answer.is(202);
        assert!(answer.body.is_empty(), "{answer}");
    }
    assert_eq!(app.outbox().len(), 1);
    assert_eq!(app.mails_to(&alice.email).len(), 1);
    app.script().post("/auth/password/forgot", json!({})).await.faulty("/username", "required");
}

#[actix_web::test]
async fn s10_an_address_of_several_users_gets_one_mail_that_lists_them() {
    let app = TestApp::start().await;
    app.user("alice").with_email("family@example.com").create().await;
    app.user("bob").with_email("family@example.com").create().await;
    app.user("carol").with_email("family@example.com").inactive().create().await;
    app.script().post("/auth/password/forgot", json!({ "username": "Family@example.com" })).await.is(202);

    let mails = app.mails_to("family@example.com");
    assert_eq!(mails.len(), 1);
    assert_eq!(tokens_in(&mails[0]).len(), 2);
    for name in ["alice", "bob"] {
        assert!(mails[0].body.contains(&format!("User name: {name}")), "{}", mails[0].body);
    }
}

#[actix_web::test]
async fn s9_fifteen_asks_make_three_mails_an_hour() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    for _ in 0..15 {
        app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    }
    assert_eq!(app.mails_to(&alice.email).len(), 3);
    app.advance(60 * 60);
    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    assert_eq!(app.mails_to(&alice.email).len(), 4);
}
