use crate::support::{TestApp, json};

#[actix_web::test]
async fn a_right_password_alone_signs_in_whoever_has_no_second_factor() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;

    let answer = app.script().log_in(&alice).await;

    answer.authenticated();
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(answer["expires_in"], 300);
    assert_eq!(answer["refresh_expires_in"], 3600);
    assert!(!answer.text("access_token").is_empty() && !answer.text("refresh_token").is_empty());
    assert!(!answer.text("known_token").is_empty());
    assert!(!answer.has("device_token") && !answer.has("device_expires_in"), "{answer}");
    assert_eq!(answer["user"]["username"], "alice");
    assert_eq!(answer["user"]["two_factor"]["enabled"], false);
}

#[actix_web::test]
async fn with_an_app_the_password_leads_to_a_challenge_and_its_code_signs_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+1 201-555-0142").create().await;
    let mut script = app.script();

    let asked = script.log_in(&alice).await;

    asked.challenged();
    assert_eq!(asked["expires_in"], 300);
    assert_eq!(asked["remember_device_days"], 30);
    assert_eq!(asked.methods(), ["totp", "sms", "backup_code"]);
    assert_eq!(asked["methods"][1]["phone_hint"], "+1 •••-•••-••42");
    assert_eq!(asked["methods"][2]["remaining"], 10);
    for absent in ["access_token", "refresh_token", "known_token", "retry_after", "user"] {
        assert!(!asked.has(absent), "{asked}");
    }

    let signed_in = script.verify(&alice.totp_code(app.now())).await;
    signed_in.authenticated();
    assert_eq!(signed_in["user"]["username"], "alice");
    script.get("/me").await.is(200);
}

#[actix_web::test]
async fn unknown_names_wrong_passwords_and_disabled_users_are_refused_alike() {
    let app = TestApp::start().await;
    app.user("alice").create().await;
    let bob = app.user("bob").inactive().create().await;
    let carol = app.user("carol").invited().create().await;

    app.script().guess("alice").await.refused(401, "invalid_credentials");
    app.script().guess("nobody").await.refused(401, "invalid_credentials");
    app.script().log_in(&bob).await.refused(401, "invalid_credentials");
    app.script().log_in(&carol).await.refused(401, "invalid_credentials");
}

#[actix_web::test]
async fn an_email_address_logs_in_where_one_user_alone_has_it() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_email("alice@example.com").create().await;
    let by = |name: &str| json!({ "username": name });

    app.script().log_in_with(&alice, by("alice@example.com")).await.authenticated();
    app.script().log_in_with(&alice, by(" ALICE@Example.com ")).await.authenticated();

    app.user("bob").with_email("Alice@example.com").create().await;
    app.script().log_in_with(&alice, by("alice@example.com")).await.refused(401, "invalid_credentials");
    app.script().log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn a_name_logs_in_whatever_its_case_blanks_or_form() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;

    for spelling in ["alice", "ALICE", " Alice\t", "ａｌｉｃｅ", "ⒶLICE"] {
        let answer = app.script().log_in_with(&alice, json!({ "username": spelling })).await;
        answer.authenticated();
        assert_eq!(answer["user"]["username"], "alice");
    }
    let other = app.script().log_in_with(&alice, json!({ "username": "al ice" })).await;
    other.refused(401, "invalid_credentials");
}

#[actix_web::test]
async fn a_password_counts_in_its_compatible_form_and_letter_by_letter() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_password("Ångström seventeen").create().await;
    let with = |password: &str| json!({ "password": password });

    let decomposed = "A\u{30a}ngstro\u{308}m seventeen";
    app.script().log_in_with(&alice, with(decomposed)).await.authenticated();
    for wrong in ["ångström seventeen", "Ångström seventeen ", "", "Ångström seventee"] {
        app.script().log_in_with(&alice, with(wrong)).await.refused(401, "invalid_credentials");
    }
}

#[actix_web::test]
async fn a_code_of_the_app_logs_a_script_in_with_one_call() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let code = alice.totp_code(app.now());

    let first = app.script().log_in_with(&alice, json!({ "code": code, "remember_device": true })).await;
    first.authenticated();
    assert_eq!(first["device_expires_in"], 30 * 86_400);
    assert!(!first.text("device_token").is_empty());

    let again = app.script().log_in_with(&alice, json!({ "code": code })).await;
    again.refused(401, "invalid_code");
    assert_eq!(again["reason"], "already_used");
    assert_eq!(again["retry_after"], 30);
    assert!(!again.has("challenge_token") && !again.has("attempts_remaining"), "{again}");
}

#[actix_web::test]
async fn a_wrong_code_in_one_call_opens_no_challenge_and_a_backup_code_passes() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;

    let wrong = app.script().log_in_with(&alice, json!({ "code": alice.wrong_code(app.now()) })).await;
    wrong.refused(401, "invalid_code");
    assert!(!wrong.has("challenge_token"), "{wrong}");

    let code = json!({ "code": alice.backup_codes[0] });
    app.script().log_in_with(&alice, code.clone()).await.authenticated();
    app.script().log_in_with(&alice, code).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn a_code_that_nobody_asked_for_is_ignored() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let bob = app.user("bob").with_totp().create().await;

    app.script().log_in_with(&alice, json!({ "code": "123456" })).await.authenticated();

    let mut script = app.script();
    script.sign_in_with(&bob, json!({ "remember_device": true })).await;
    let wrong = json!({ "code": bob.wrong_code(app.now()) });
    script.log_in_with(&bob, wrong).await.authenticated();
}

#[actix_web::test]
async fn a_malformed_code_in_one_call_is_no_try_of_any_kind() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let hashes = app.service().hasher.hashes_done();

    for code in ["", "12345", "1234567", "abc", "１２３４５６"] {
        let answer = app.script().log_in_with(&alice, json!({ "code": code })).await;
        answer.faulty("/code", "malformed");
    }
    assert_eq!(app.service().hasher.hashes_done(), hashes, "a body is refused before any work");
}

#[actix_web::test]
async fn any_number_of_challenges_live_side_by_side() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut first, mut second) = (app.script(), app.script());
    first.log_in(&alice).await.challenged();
    second.log_in(&alice).await.challenged();
    assert_ne!(first.challenge_token, second.challenge_token);

    first.verify(&alice.totp_code(app.now())).await.authenticated();
    second.verify(&app.next_code(&alice)).await.authenticated();
}

#[actix_web::test]
async fn a_log_in_notes_when_it_was() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();

    let answer = script.log_in(&alice).await;
    assert_eq!(answer["user"]["last_login_at"], "2027-01-15T08:00:00Z");
    assert_eq!(script.get("/me").await["last_login_at"], "2027-01-15T08:00:00Z");
}
