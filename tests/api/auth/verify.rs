use crate::support::{STEP, TestApp, json};

#[actix_web::test]
async fn codes_of_the_wrong_form_are_no_try() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();

    for code in ["", "12345", "1234567", "12345a", "１２３４５６", "ABCDE-FGHJ", "ABCDE-FGHJKM", "123 45!6"]
    {
        script.verify(code).await.faulty("/code", "malformed");
    }
    script.verify_with("123456", json!({ "code": 123_456 })).await.faulty("/code", "wrong_type");

    let wrong = script.verify(&alice.wrong_code(app.now())).await;
    assert_eq!(wrong.refused(401, "invalid_code")["attempts_remaining"], 4);
}

#[actix_web::test]
async fn the_fifth_wrong_code_ends_the_challenge() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();

    for remaining in [4, 3, 2, 1, 0] {
        let wrong = script.verify(&alice.wrong_code(app.now())).await;
        assert_eq!(wrong.refused(401, "invalid_code")["attempts_remaining"], remaining);
        assert!(!wrong.has("reason"), "{wrong}");
    }
    script.verify(&alice.totp_code(app.now())).await.refused(401, "challenge_expired");
    script.ask_for_text().await.refused(401, "challenge_expired");
}

#[actix_web::test]
async fn a_code_that_was_used_is_told_so_and_not_counted() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let code = alice.totp_code(app.now());
    let mut first = app.script();
    first.log_in(&alice).await.challenged();
    first.verify(&code).await.authenticated();

    let mut second = app.script();
    second.log_in(&alice).await.challenged();
    app.advance(7);
    for _ in 0..6 {
        let used = second.verify(&code).await;
        used.refused(401, "invalid_code");
        assert_eq!(used["reason"], "already_used");
        assert_eq!(used["retry_after"], 23);
    }

    let wrong = second.verify(&alice.wrong_code(app.now())).await;
    assert_eq!(wrong["attempts_remaining"], 4, "{wrong}");
    second.verify(&app.next_code(&alice)).await.authenticated();
}

#[actix_web::test]
async fn c05_the_code_that_confirmed_the_set_up_is_told_as_used() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut script = app.script();
    script.log_in(&alice).await.authenticated();
    script.enroll(&mut alice).await;

    script.log_in(&alice).await.challenged();
    let used = script.verify(&alice.totp_code(app.now())).await;

    used.refused(401, "invalid_code");
    assert_eq!(used["reason"], "already_used");
    let detail = used.text("detail");
    assert!(detail.contains("used") && detail.contains("next"), "{detail}");
}

#[actix_web::test]
async fn a_late_code_is_told_of_the_clock_and_counted() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    app.advance(3600);
    let mut script = app.script();
    script.log_in(&alice).await.challenged();

    for (steps_ago, remaining) in [(2, 4), (11, 3)] {
        let late = script.verify(&alice.totp_code(app.now() - STEP * steps_ago)).await;
        late.refused(401, "invalid_code");
        assert_eq!(late["reason"], "clock_behind", "{steps_ago} steps ago");
        assert_eq!(late["attempts_remaining"], remaining);
    }
    for steps in [-12, 2] {
        let wrong = script.verify(&alice.totp_code(app.now() + STEP * steps)).await;
        wrong.refused(401, "invalid_code");
        assert!(!wrong.has("reason"), "{steps} steps on: {wrong}");
    }
}

#[actix_web::test]
async fn c09_a_code_of_the_step_before_or_after_is_right() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    app.advance(3600);

    for steps in [-1, 0, 1] {
        let mut script = app.script();
        script.log_in(&alice).await.challenged();
        script.verify(&alice.totp_code(app.now() + STEP * steps)).await.authenticated();
    }
}

#[actix_web::test]
async fn leading_zeros_belong_to_a_code() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    while !alice.totp_code(app.now()).starts_with('0') {
        app.clock.advance(STEP);
    }
    let code = alice.totp_code(app.now());
    let mut script = app.script();
    script.log_in(&alice).await.challenged();

    script.verify(code.trim_start_matches('0')).await.faulty("/code", "malformed");
    script.verify(&code).await.authenticated();
}

#[actix_web::test]
async fn blanks_and_hyphens_drop_out_of_a_code() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();

    let code = alice.totp_code(app.now());
    script.verify(&format!(" {} - {}\n", &code[..3], &code[3..])).await.authenticated();
}

#[actix_web::test]
async fn a_named_method_is_the_only_one_that_counts() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
    let totp = alice.totp_code(app.now());
    let sms = crate::support::code_in(&app.last_text_to(&alice));
    let by = |method: &str| json!({ "method": method });

    script.verify_with(&totp, by("sms")).await.refused(401, "invalid_code");
    script.verify_with(&sms, by("totp")).await.refused(401, "invalid_code");
    script.verify_with(&totp, by("backup_code")).await.faulty("/code", "malformed");
    script.verify_with(&alice.backup_codes[0], by("totp")).await.faulty("/code", "malformed");
    script.verify_with(&totp, by("carrier_pigeon")).await.faulty_at("/method");
    script.verify_with(&sms, by("sms")).await.authenticated();
}

#[actix_web::test]
async fn a_right_code_ends_the_challenge() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;

    script.verify(&app.next_code(&alice)).await.refused(401, "challenge_expired");
    script.ask_for_text().await.refused(401, "challenge_expired");
}

#[actix_web::test]
async fn a_challenge_lives_five_minutes() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut in_time, mut late) = (app.script(), app.script());
    in_time.log_in(&alice).await.challenged();
    late.log_in(&alice).await.challenged();

    app.advance(299);
    in_time.verify(&alice.totp_code(app.now())).await.authenticated();
    app.advance(1);
    late.verify(&app.next_code(&alice)).await.refused(401, "challenge_expired");
    // A dead challenge comes before the form of what is sent to it.
    late.verify("nonsense").await.refused(401, "challenge_expired");
}

#[actix_web::test]
async fn an_unknown_challenge_of_any_form_is_expired() {
    let app = TestApp::start().await;
    for token in ["", "x", "a.b.c", &"y".repeat(4096), "ü"] {
        let body = json!({ "challenge_token": token, "code": "123456" });
        app.script().post("/auth/verify", body).await.refused(401, "challenge_expired");
        let body = json!({ "challenge_token": token });
        app.script().post("/auth/sms", body).await.refused(401, "challenge_expired");
    }
}

#[actix_web::test]
async fn remember_device_counts_with_a_right_code_of_any_kind() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let remember = || json!({ "remember_device": true });

    let mut by_totp = app.script();
    let answer = by_totp.sign_in_with(&alice, remember()).await;
    assert_eq!(answer["device_expires_in"], 30 * 86_400);

    let mut by_backup_code = app.script();
    by_backup_code.log_in(&alice).await.challenged();
    by_backup_code.verify_with(&alice.backup_codes[0], remember()).await.authenticated();

    let mut by_sms = app.script();
    by_sms.log_in(&alice).await.challenged();
    by_sms.ask_for_text().await.is(202);
    let code = crate::support::code_in(&app.last_text_to(&alice));
    by_sms.verify_with(&code, remember()).await.authenticated();

    for mut script in [by_totp, by_backup_code, by_sms] {
        script.log_in(&alice).await.authenticated();
    }
}

#[actix_web::test]
async fn without_remember_device_no_device_is_remembered() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    let answer = script.sign_in(&alice).await;

    assert!(!answer.has("device_token") && !answer.has("device_expires_in"), "{answer}");
    assert_eq!(script.get("/me/two-factor").await["remembered_devices"], 0);
}
