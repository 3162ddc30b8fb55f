//! S2: a step that was accepted is never accepted again, nor any before it.

use crate::support::{STEP, TestApp, json};

#[actix_web::test]
async fn s2_c01_a_code_that_opened_one_session_does_not_open_another() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let code = alice.totp_code(app.now());
    let (mut first, mut second) = (app.script(), app.script());
    first.log_in(&alice).await.challenged();
    second.log_in(&alice).await.challenged();

    first.verify(&code).await.authenticated();
    let again = second.verify(&code).await;
    assert_eq!(again.refused(401, "invalid_code")["reason"], "already_used");
}

#[actix_web::test]
async fn s2_no_step_before_the_accepted_one_counts_any_more() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    app.advance(300);
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.verify(&alice.totp_code(app.now() + STEP)).await.authenticated();

    script.log_in(&alice).await.challenged();
    for steps in [1, 0, -1] {
        let earlier = script.verify(&alice.totp_code(app.now() + STEP * steps)).await;
        assert_eq!(earlier.refused(401, "invalid_code")["reason"], "already_used", "{steps}");
    }
}

#[actix_web::test]
async fn s2_a_code_is_spent_for_every_purpose_at_once() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let spent = json!({ "code": alice.totp_code(app.now()) });
    let again = script.step_up(spent).await;
    assert_eq!(again.refused(401, "invalid_code")["reason"], "already_used");

    let code = app.next_code(&alice);
    script.step_up(json!({ "code": code })).await.is(200);
    script.log_in(&alice).await.challenged();
    script.verify(&code).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn s2_a_code_of_a_log_in_in_one_call_is_spent_too() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let code = json!({ "code": alice.totp_code(app.now()) });
    app.script().log_in_with(&alice, code.clone()).await.authenticated();
    let again = app.script().log_in_with(&alice, code.clone()).await;
    assert_eq!(again.refused(401, "invalid_code")["reason"], "already_used");
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.verify(code["code"].as_str().expect("a code")).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn s2_c08_a_clock_that_steps_back_repeats_no_code() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    app.advance(3600);
    let code = alice.totp_code(app.now());
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.verify(&code).await.authenticated();

    for back in [10, 30, 60] {
        app.advance(-back);
        script.log_in(&alice).await.challenged();
        script.verify(&code).await.refused(401, "invalid_code");
        script.verify(&alice.totp_code(app.now())).await.refused(401, "invalid_code");
    }
}
