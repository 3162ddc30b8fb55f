//! S4: codes by text.

use vestibule_domain::locale::Locale;

use crate::support::{TestApp, code_in, json, wrong_code};

const NUMBER: &str = "+12015550142";

#[actix_web::test]
async fn s4_the_last_line_binds_the_code_to_the_host() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
    let log_in = app.last_text_to(&alice);
    let code = code_in(&log_in);
    script.verify(&code).await.authenticated();
    app.advance(30);
    script.post("/auth/step-up/sms", json!({})).await.is(202);
    let step_up = app.last_text_to(&alice);

    assert_eq!(log_in.body.lines().last(), Some(format!("@localhost #{code}").as_str()));
    assert!(log_in.body.lines().next().is_some_and(|line| line.contains("Client Portal")), "{}", log_in.body);
    assert_ne!(log_in.body.lines().next(), step_up.body.lines().next(), "each says its purpose");
    for text in [log_in, step_up] {
        assert!(text.body.len() <= 160 && text.body.is_ascii(), "{}", text.body);
    }
}

#[actix_web::test]
async fn s4_a_text_speaks_the_users_language() {
    let app = TestApp::start().await;
    let (mut bodies, mut script) = (Vec::new(), app.script());
    for (name, locale) in [("alice", Locale::En), ("anna", Locale::De)] {
        let number = format!("+120155501{}", 40 + bodies.len());
        let person = app.user(name).speaking(locale).with_totp().with_phone(&number).create().await;
        script.log_in(&person).await.challenged();
        script.ask_for_text().await.is(202);
        let text = app.last_text_to(&person);
        bodies.push(text.body.replace(&code_in(&text), ""));
    }
    assert_ne!(bodies[0], bodies[1]);
}

#[actix_web::test]
async fn s4_a_code_is_void_after_five_wrong_tries() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    app.advance(3600 - 60);
    script.refresh().await.authenticated();
    script.post("/auth/step-up/sms", json!({})).await.is(202);
    let code = code_in(&app.last_text_to(&alice));
    for _ in 0..5 {
        let wrong = wrong_code(std::slice::from_ref(&code));
        let body = json!({ "code": wrong, "method": "sms" });
        script.step_up(body).await.refused(401, "invalid_code");
    }
    app.advance(15);

    let body = json!({ "code": code, "method": "sms" });
    script.step_up(body).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn s4_a_code_holds_five_minutes_and_sending_again_does_not_move_its_end() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    assert_eq!(script.post("/auth/step-up/sms", json!({})).await.is(202)["expires_in"], 300);
    app.advance(60);
    assert_eq!(script.post("/auth/step-up/sms", json!({})).await.is(202)["expires_in"], 240);
    let texts = app.texts_to(NUMBER);
    let code = code_in(&texts[0]);
    assert_eq!(code_in(&texts[1]), code);

    app.advance(181);
    script.refresh().await.authenticated();
    // Under a minute is left: a new one is sent.
    assert_eq!(script.post("/auth/step-up/sms", json!({})).await.is(202)["expires_in"], 300);
    assert_ne!(code_in(&app.last_text_to(&alice)), code);
    script.step_up(json!({ "code": code, "method": "sms" })).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn s4_another_way_through_voids_the_text() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
    let code = code_in(&app.last_text_to(&alice));
    script.verify(&alice.totp_code(app.now())).await.authenticated();

    script.verify(&code).await.refused(401, "challenge_expired");
    script.log_in(&alice).await.challenged();
    script.verify(&code).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn s4_c07_a_text_leaves_the_apps_present_code_good() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
    script.verify(&code_in(&app.last_text_to(&alice))).await.authenticated();

    script.log_in(&alice).await.challenged();
    script.verify(&alice.totp_code(app.now())).await.authenticated();
}

#[actix_web::test]
async fn s4_a_code_of_one_purpose_is_no_code_of_another_in_the_same_session() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    script.post("/me/phone/code", json!({})).await.is(202);
    let of_number = json!({ "code": code_in(&app.last_text_to(&alice)), "method": "sms" });
    script.step_up(of_number).await.refused(401, "invalid_code");
    app.advance(30);
    script.post("/auth/step-up/sms", json!({})).await.is(202);
    let of_step_up = code_in(&app.last_text_to(&alice));
    script.post("/me/phone/confirm", json!({ "code": of_step_up })).await.refused(401, "invalid_code");
    script.step_up(json!({ "code": of_step_up, "method": "sms" })).await.is(200);
}
