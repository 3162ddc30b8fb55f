//! `PUT /me/email` and `POST /auth/email/confirm`.

use reqwest::Method;

use crate::support::{Answer, Call, Client, TestApp, json};

const NEW: &str = "alice@example.org";

async fn change(client: &mut Client, email: &str) -> Answer {
    client.send(Call::new(Method::PUT, "/me/email").json(&json!({ "email": email }))).await
}

fn token_of(app: &TestApp, address: &str) -> String {
    let mail = app.mails_to(address).pop().expect("a mail");
    let link = mail.body.lines().find_map(|line| line.split_once("/email#token="));
    link.expect("a link").1.to_owned()
}

#[actix_web::test]
async fn another_address_holds_once_its_link_is_confirmed_and_the_old_one_is_told() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    let reset = app.mails_to(&alice.email).pop().expect("a mail");
    let reset = reset.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned();

    change(&mut client, NEW).await.is(202);
    assert_eq!(client.get("/me").await.text("email"), alice.email);
    let token = token_of(&app, NEW);
    app.script().post("/auth/email/confirm", json!({ "token": token })).await.is(204);

    assert_eq!(client.get("/me").await.text("email"), NEW);
    let told: Vec<_> = app.mails_to(&alice.email).into_iter().filter_map(|mail| mail.subject).collect();
    for subject in ["another e-mail address was given", "your e-mail address was changed"] {
        assert!(told.iter().any(|told| told.contains(subject)), "{subject}: {told:?}");
    }
    // C84: a link to the old address ends with it.
    app.script().post("/auth/links/inspect", json!({ "token": reset })).await.refused(410, "link_expired");
    app.script().post("/auth/email/confirm", json!({ "token": token })).await.refused(410, "link_expired");
}

#[actix_web::test]
async fn no_address_no_token_and_another_purpose_change_nothing() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    change(&mut client, "alice").await.faulty("/email", "invalid");
    app.script().post("/auth/email/confirm", json!({})).await.faulty("/token", "required");
    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    let reset = app.mails_to(&alice.email).pop().expect("a mail");
    let reset = reset.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned();
    app.script().post("/auth/email/confirm", json!({ "token": reset })).await.refused(410, "link_expired");
    assert_eq!(client.get("/me").await.text("email"), alice.email);
}

#[actix_web::test]
async fn s9_three_links_an_hour_and_then_a_fresh_proof_is_asked_for() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    for _ in 0..3 {
        change(&mut client, NEW).await.is(202);
    }
    change(&mut client, NEW).await.refused(429, "rate_limited");
    app.advance(10 * 60);
    client.refresh().await.authenticated();
    change(&mut client, NEW).await.refused(429, "rate_limited");
    for _ in 0..2 {
        app.advance(25 * 60);
        client.refresh().await.authenticated();
    }
    change(&mut client, NEW).await.refused(403, "step_up_required");
}
