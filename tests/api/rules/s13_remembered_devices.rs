//! S13: remembered devices.

use crate::support::{Call, Client, Person, TestApp, json};

async fn remembered(app: &TestApp, person: &Person) -> Client {
    let mut script = app.script();
    script.sign_in_with(person, json!({ "remember_device": true })).await;
    script
}

#[actix_web::test]
async fn s13_a_device_is_excused_for_30_days_from_the_proof_however_often_it_is_used() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = remembered(&app, &alice).await;

    for left in [20, 10] {
        app.advance(10 * 86_400);
        let answer = script.log_in(&alice).await;
        assert_eq!(answer.authenticated()["device_expires_in"], left * 86_400);
    }
    app.advance(10 * 86_400 - 1);
    script.log_in(&alice).await.authenticated();
    app.advance(1);
    script.log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn s13_a_token_is_replaced_at_each_use_and_an_old_one_answers_alike_for_ten_seconds() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = remembered(&app, &alice).await;
    let mut old = script.clone();

    let first = script.log_in(&alice).await;
    app.advance(9);
    let again = old.clone().log_in(&alice).await;
    assert_ne!(script.device_token, old.device_token);
    assert_eq!(again.authenticated()["device_token"], first.authenticated()["device_token"]);
    app.advance(1);
    old.log_in(&alice).await.challenged();
    script.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s13_c52_a_device_is_one_users() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").with_totp().create().await;
    let mut script = remembered(&app, &alice).await;

    script.clone().log_in(&bob).await.challenged();
    script.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s13_c54_two_devices_of_one_user_live_side_by_side() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut first = remembered(&app, &alice).await;
    let mut second = remembered(&app, &alice).await;
    for _ in 0..2 {
        app.advance(60);
        first.log_in(&alice).await.authenticated();
        second.log_in(&alice).await.authenticated();
    }
}

#[actix_web::test]
async fn s13_c143_one_browser_may_be_remembered_twice() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    remembered(&app, &alice).await;
    let mut script = remembered(&app, &alice).await;
    assert_eq!(script.get("/me/two-factor").await["remembered_devices"], 2);
}

#[actix_web::test]
async fn s13_c55_logging_out_keeps_the_trust() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = remembered(&app, &alice).await;
    script.log_out().await.is(204);
    script.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s13_a_new_app_forgets_every_device() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let mut device = remembered(&app, &alice).await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    owner.enroll(&mut alice).await;
    device.log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn s13_another_number_forgets_every_device_and_the_same_one_does_not() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let mut script = remembered(&app, &alice).await;
    let path = format!("/team/users/{}", alice.id);

    script.patch(&path, json!({ "cell_phone": "+1 (201) 555-0142" })).await.is(200);
    script.log_in(&alice).await.authenticated();
    script.step_up(json!({ "code": app.next_code(&alice) })).await.is(200);
    script.patch(&path, json!({ "cell_phone": "+12015550143" })).await.is(200);
    script.log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn s13_switching_off_and_on_again_forgets_every_device() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let mut device = remembered(&app, &alice).await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    owner.delete("/me/two-factor").await.is(204);
    owner.log_in(&alice).await.authenticated();
    owner.enroll(&mut alice).await;
    device.log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn s13_where_the_team_forbids_it_nothing_is_remembered() {
    let app = TestApp::start().await;
    app.team_with("Wary", |policy| policy.allow_remember_device = false).await;
    let alice = app.user("alice").in_team("Wary").with_totp().create().await;
    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.challenged()["remember_device_days"], 0);

    let answer = script.sign_in_with(&alice, json!({ "remember_device": true })).await;
    assert!(!answer.has("device_token") && !answer.has("device_expires_in"), "{answer}");
    script.log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn s13_a_device_that_is_removed_is_asked_again() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = remembered(&app, &alice).await;
    let devices = script.get("/me/devices").await;
    let id = devices.is(200)["items"][0]["id"].as_str().expect("an id").to_owned();
    script.delete(&format!("/me/devices/{id}")).await.is(204);
    script.log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn s13_a_log_in_by_device_proves_the_password_alone() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = remembered(&app, &alice).await;
    let claims = super::s17_access_tokens::claims_of(&script);
    assert_eq!((&claims["amr"], &claims["acr"]), (&json!(["pwd", "mfa", "otp"]), &json!("aal2")));

    script.log_in(&alice).await.authenticated();
    let claims = super::s17_access_tokens::claims_of(&script);
    assert_eq!((&claims["amr"], &claims["acr"]), (&json!(["pwd"]), &json!("aal1")));
}

#[actix_web::test]
async fn s13_c53_a_dead_token_beside_the_live_one_does_not_hide_it_and_leaves_the_cookie() {
    let app = TestApp::start().await;
    let (alice, bob) =
        (app.user("alice").with_totp().create().await, app.user("bob").with_totp().create().await);
    let dead = remembered(&app, &alice).await.device_token.expect("a token");
    app.advance(29 * 86_400);
    let live = remembered(&app, &alice).await.device_token.expect("a token");
    let bobs = remembered(&app, &bob).await.device_token.expect("a token");
    app.advance(2 * 86_400);

    let body = json!({ "username": "alice", "password": alice.password, "transport": "cookie" });
    let call = Call::post("/auth/login")
        .json(&body)
        .header("origin", &app.public_url)
        .header("cookie", &format!("vestibule_device={dead}.{live}.{bobs}"));
    let answer = app.script().send(call).await;

    answer.authenticated();
    let cookie = answer.set_cookie("vestibule_device");
    let kept: Vec<_> = cookie.split(['=', ';']).nth(1).expect("a value").split('.').collect();
    assert_eq!(kept.len(), 2, "{cookie}");
    assert_eq!(kept[1], bobs);
}

#[actix_web::test]
async fn s13_another_password_and_a_reset_of_password_or_factor_forget_every_device() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let admin = app.user("admin").admin().with_totp().create().await;

    let (mut device, mut owner) = (remembered(&app, &alice).await, app.script());
    owner.sign_in(&alice).await;
    let body = json!({ "current_password": alice.password, "new_password": "seven small boats at noon" });
    owner.send(Call::new(reqwest::Method::PUT, "/me/password").json(&body)).await.is(204);
    alice.password = "seven small boats at noon".to_owned();
    device.log_in(&alice).await.challenged();

    let mut device = remembered(&app, &alice).await;
    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    let mail = app.mails_to(&alice.email).pop().expect("a mail");
    let token = mail.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned();
    let body = json!({ "token": token, "new_password": "another anchor eighteen" });
    app.script().post("/auth/password/reset", body).await.is(204);
    alice.password = "another anchor eighteen".to_owned();
    device.log_in(&alice).await.challenged();

    let (mut device, mut office) = (remembered(&app, &alice).await, app.script());
    office.sign_in(&admin).await;
    office.post(&format!("/team/users/{}/two-factor/reset", alice.id), json!({})).await.is(204);
    let mut owner = app.script();
    owner.log_in(&alice).await.authenticated();
    assert_eq!(owner.get("/me/devices").await.is(200)["items"], json!([]));
    owner.enroll(&mut alice).await;
    device.log_in(&alice).await.challenged();
}
