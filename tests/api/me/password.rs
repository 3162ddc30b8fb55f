//! `PUT /me/password`.

use reqwest::Method;

use crate::support::{Answer, Call, Client, PASSWORD, TestApp, json};

const NEW: &str = "seven small boats at noon";

async fn change(client: &mut Client, current: &str, new: &str) -> Answer {
    let body = json!({ "current_password": current, "new_password": new });
    client.send(Call::new(Method::PUT, "/me/password").json(&body)).await
}

#[actix_web::test]
async fn s15_this_session_goes_on_and_every_other_one_ends() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let (mut here, mut there) = (app.script(), app.script());
    here.sign_in(&alice).await;
    there.sign_in(&alice).await;

    change(&mut here, PASSWORD, NEW).await.is(204);

    here.get("/me").await.is(200);
    assert_eq!(there.get("/me").await.refused(401, "invalid_token").text("reason"), "password_changed");
    app.script().log_in(&alice).await.refused(401, "invalid_credentials");
    app.script().log_in_with(&alice, json!({ "password": NEW })).await.authenticated();
    let subjects = app.mails_to(&alice.email).into_iter().filter_map(|mail| mail.subject);
    assert_eq!(subjects.filter(|subject| subject.contains("your password was changed")).count(), 1);
}

#[actix_web::test]
async fn s7_a_wrong_present_password_counts_and_waits() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    change(&mut client, PASSWORD, "short").await.faulty("/new_password", "too_short");
    for _ in 0..5 {
        change(&mut client, "not my password", NEW).await.faulty("/current_password", "wrong");
    }
    change(&mut client, PASSWORD, NEW).await.refused(429, "rate_limited");
    app.advance(15);
    change(&mut client, PASSWORD, NEW).await.is(204);
}

#[actix_web::test]
async fn s14_a_proof_that_is_not_fresh_is_asked_for_again() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    app.advance(4 * 60);
    client.refresh().await;
    app.advance(4 * 60);
    client.refresh().await;
    app.advance(2 * 60);
    change(&mut client, PASSWORD, "short").await.faulty("/new_password", "too_short");
    change(&mut client, PASSWORD, NEW).await.refused(403, "step_up_required");
    client.step_up(json!({ "password": PASSWORD })).await.is(200);
    change(&mut client, PASSWORD, NEW).await.is(204);
}
