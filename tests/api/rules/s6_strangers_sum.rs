//! S6: the strangers' sum, and who is a stranger.

use reqwest::Method;

use crate::support::{Call, Client, Person, TestApp, json};

const DAY: i64 = 86_400;
const NEW: &str = "seven small boats at noon";

/// With a sum of ten, which is as strict as can be.
async fn strict() -> TestApp {
    TestApp::with(&[("second_factor.sum_limit", "10")]).await
}

/// So many wrong codes by strangers, with a right one after each four so that no row begins.
async fn strangers_guess(app: &TestApp, person: &Person, times: usize) {
    let mut stranger = app.script();
    for number in 0..times {
        if number % 4 == 0 {
            if number > 0 {
                stranger.verify(&app.next_code(person)).await.authenticated();
            }
            stranger = app.script();
            stranger.log_in(person).await.challenged();
        }
        stranger.verify(&person.wrong_code(app.now())).await.refused(401, "invalid_code");
    }
}

/// How long a stranger with this password waits; 0 where none does.
async fn wait_of_a_stranger(app: &TestApp, person: &Person) -> i64 {
    let asked = app.script().log_in(person).await;
    asked.challenged()["retry_after"].as_i64().unwrap_or(0)
}

#[actix_web::test]
async fn s6_the_sum_is_of_thirty_days() {
    let app = strict().await;
    let alice = app.user("alice").with_totp().create().await;
    strangers_guess(&app, &alice, 4).await;
    app.script().sign_in(&alice).await;
    app.advance(29 * DAY);
    strangers_guess(&app, &alice, 6).await;
    assert_eq!(wait_of_a_stranger(&app, &alice).await, DAY);

    // The first four are older than thirty days by then.
    app.advance(2 * DAY);
    app.script().sign_in(&alice).await;
    strangers_guess(&app, &alice, 1).await;
    assert_eq!(wait_of_a_stranger(&app, &alice).await, 0);
}

#[actix_web::test]
async fn s6_another_password_of_a_proven_session_ends_the_sum_and_a_reset_does_not() {
    let app = strict().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    strangers_guess(&app, &alice, 10).await;
    assert_eq!(wait_of_a_stranger(&app, &alice).await, DAY);

    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    let mail = app.mails_to(&alice.email).pop().expect("a mail");
    let token = mail.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned();
    let body = json!({ "token": token, "new_password": NEW });
    app.script().post("/auth/password/reset", body).await.is(204);
    alice.password = NEW.to_owned();
    assert_eq!(wait_of_a_stranger(&app, &alice).await, DAY);

    app.advance(DAY);
    owner = app.script();
    owner.sign_in(&alice).await;
    strangers_guess(&app, &alice, 1).await;
    assert_eq!(wait_of_a_stranger(&app, &alice).await, DAY);
    let body = json!({ "current_password": NEW, "new_password": "another anchor eighteen" });
    owner.send(Call::new(Method::PUT, "/me/password").json(&body)).await.is(204);
    alice.password = "another anchor eighteen".to_owned();
    assert_eq!(wait_of_a_stranger(&app, &alice).await, 0);
}

#[actix_web::test]
async fn s6_a_client_that_showed_a_device_alone_is_a_stranger() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut device = app.script();
    device.sign_in_with(&alice, json!({ "remember_device": true })).await;
    device.known_token = None;
    device.log_in(&alice).await.authenticated();
    device.device_token = None;
    for _ in 0..5 {
        let code = json!({ "code": alice.wrong_code(app.now()) });
        device.log_in_with(&alice, code).await.refused(401, "invalid_code");
    }
    assert_eq!(wait_of_a_stranger(&app, &alice).await, 15);
}

/// A client that Alice logged in from, and her own in which the rest happens.
async fn known(app: &TestApp, alice: &Person) -> (Client, Client) {
    let (mut other, mut owner) = (app.script(), app.script());
    other.sign_in(alice).await;
    owner.sign_in(alice).await;
    (other, owner)
}

/// Whether the next log-in of a client is told as one of a known client.
async fn is_known(app: &TestApp, mut client: Client, person: &Person) -> bool {
    app.advance(1);
    client.sign_in(person).await;
    let entry = &client.get("/me/activity?limit=1").await["items"][0];
    assert_eq!(entry["action"], "logged_in");
    entry["detail"]["known_client"] == json!(true)
}

#[actix_web::test]
async fn s6_each_change_of_how_one_gets_in_makes_every_client_a_stranger() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let admin = app.user("admin").admin().with_totp().create().await;

    let (other, _) = known(&app, &alice).await;
    assert!(is_known(&app, other, &alice).await, "before anything changes");

    let (other, mut owner) = known(&app, &alice).await;
    owner.enroll(&mut alice).await;
    assert!(!is_known(&app, other, &alice).await, "switched on");

    let (other, mut owner) = known(&app, &alice).await;
    owner.enroll(&mut alice).await;
    assert!(!is_known(&app, other, &alice).await, "replaced");

    let (other, mut owner) = known(&app, &alice).await;
    let body = json!({ "current_password": alice.password, "new_password": NEW });
    owner.send(Call::new(Method::PUT, "/me/password").json(&body)).await.is(204);
    alice.password = NEW.to_owned();
    assert!(!is_known(&app, other, &alice).await, "another password");

    let (other, _) = known(&app, &alice).await;
    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    let mail = app.mails_to(&alice.email).pop().expect("a mail");
    let token = mail.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned();
    let body = json!({ "token": token, "new_password": "another anchor eighteen" });
    app.script().post("/auth/password/reset", body).await.is(204);
    alice.password = "another anchor eighteen".to_owned();
    assert!(!is_known(&app, other, &alice).await, "a reset password");

    let (other, mut owner) = known(&app, &alice).await;
    owner.delete("/me/two-factor").await.is(204);
    alice.secret.clear();
    assert!(!is_known(&app, other, &alice).await, "switched off");

    let (_, mut owner) = known(&app, &alice).await;
    owner.enroll(&mut alice).await;
    let (other, _) = known(&app, &alice).await;
    let mut office = app.script();
    office.sign_in(&admin).await;
    office.post(&format!("/team/users/{}/two-factor/reset", alice.id), json!({})).await.is(204);
    alice.secret.clear();
    assert!(!is_known(&app, other, &alice).await, "reset by an admin");
}
