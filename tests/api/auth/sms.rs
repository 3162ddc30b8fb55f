use vestibule::store;
use vestibule_domain::phone::{CountryCode, PhoneNumber};

use crate::support::{TestApp, code_in, json};

const NUMBER: &str = "+12015550142";

#[actix_web::test]
async fn a_text_goes_to_the_number_on_file_and_its_code_signs_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();

    let sent = script.ask_for_text().await;

    sent.is(202);
    let expected = json!({ "phone_hint": "+1 •••-•••-••42", "expires_in": 300, "resend_after": 30 });
    assert_eq!(*sent.json(), expected);
    assert_eq!(app.texts_to(NUMBER).len(), 1);
    let code = code_in(&app.last_text_to(&alice));
    script.verify(&code).await.authenticated();

    script.log_in(&alice).await.challenged();
    script.verify(&code).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn a_text_lengthens_no_challenge() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();

    app.advance(200);
    assert_eq!(script.ask_for_text().await.is(202)["expires_in"], 100);
    app.advance(100);
    let code = code_in(&app.last_text_to(&alice));
    script.verify(&code).await.refused(401, "challenge_expired");
}

#[actix_web::test]
async fn sending_again_waits_30_then_60_then_120_seconds_and_five_an_hour() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();

    for wait in [30, 60, 120, 120] {
        script.log_in(&alice).await.challenged();
        assert_eq!(script.ask_for_text().await.is(202)["resend_after"], wait);
        script.ask_for_text().await.waits(wait);
        app.advance(wait - 1);
        script.ask_for_text().await.waits(1);
        app.advance(1);
    }
    script.log_in(&alice).await.challenged();
    let hour_opens_in = 3600 - 330;
    assert_eq!(script.ask_for_text().await.is(202)["resend_after"], hour_opens_in);
    script.ask_for_text().await.waits(hour_opens_in);
    assert_eq!(app.texts_to(NUMBER).len(), 5);

    app.advance(hour_opens_in);
    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
}

#[actix_web::test]
async fn sending_again_repeats_the_code_and_another_challenge_has_its_own() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
    app.advance(30);
    let again = script.ask_for_text().await;
    assert_eq!(again.is(202)["expires_in"], 270);

    let mut other = app.script();
    app.advance(60);
    other.log_in(&alice).await.challenged();
    other.ask_for_text().await.is(202);

    let codes: Vec<_> = app.texts_to(NUMBER).iter().map(code_in).collect();
    assert_eq!(codes[0], codes[1]);
    assert_ne!(codes[1], codes[2], "codes of two challenges");
    other.verify(&codes[0]).await.refused(401, "invalid_code");
    script.verify(&codes[0]).await.authenticated();
}

#[actix_web::test]
async fn without_a_number_no_text_can_go() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.methods(), ["totp", "backup_code"]);

    let refused = script.ask_for_text().await;
    assert_eq!(refused.refused(409, "sms_unavailable")["reason"], "no_number");
}

#[actix_web::test]
async fn where_the_team_forbids_texts_none_goes() {
    let app = TestApp::start().await;
    app.team_with("Wary", |policy| policy.allow_sms = false).await;
    let alice = app.user("alice").in_team("Wary").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.methods(), ["totp", "backup_code"]);

    let refused = script.ask_for_text().await;
    assert_eq!(refused.refused(409, "sms_unavailable")["reason"], "team_forbids");
    assert!(app.texts_to(NUMBER).is_empty());
}

#[actix_web::test]
async fn without_a_gateway_no_text_goes() {
    let app = TestApp::with(&[("sms.gateway", "none")]).await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.methods(), ["totp", "backup_code"]);

    let refused = script.ask_for_text().await;
    assert_eq!(refused.refused(409, "sms_unavailable")["reason"], "no_gateway");
}

#[actix_web::test]
async fn to_a_country_that_is_not_allowed_no_text_goes() {
    let app = TestApp::with(&[("sms.countries", "DE")]).await;
    let alice = app.user("alice").with_totp().create().await;
    let service = app.service();
    let number = PhoneNumber::from_stored(NUMBER).expect("a number");
    let country = CountryCode::parse("US").ok();
    let tx = service.begin().await.expect("a turn to write");
    let id = alice.id.parse().expect("an id");
    store::user::set_phone(&*tx, id, country, Some(&number), true).await.expect("a row");
    tx.commit().await.expect("the database writes");
    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.methods(), ["totp", "backup_code"]);

    let refused = script.ask_for_text().await;
    assert_eq!(refused.refused(409, "sms_unavailable")["reason"], "country_not_allowed");
}

#[actix_web::test]
async fn a_number_saved_by_password_alone_gets_no_text() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.log_in(&alice).await.authenticated();
    script.enroll(&mut alice).await;
    assert_eq!(script.log_in(&alice).await.methods(), ["totp", "backup_code"]);

    let refused = script.ask_for_text().await;
    assert_eq!(refused.refused(409, "sms_unavailable")["reason"], "unverified");
}

#[actix_web::test]
async fn s9_one_address_gets_its_budget_whatever_the_accounts() {
    let settings = [("sms.limits.per_address_hour", "2"), ("trusted_proxies", "127.0.0.0/8")];
    let app = TestApp::with(&settings).await;
    for (number, name) in ["alice", "bob", "carol"].into_iter().enumerate() {
        let phone = format!("+1201555014{number}");
        let person = app.user(name).with_totp().with_phone(&phone).create().await;
        let mut script = app.script().from("203.0.113.7");
        script.log_in(&person).await.challenged();
        let answer = script.ask_for_text().await;
        if number < 2 {
            answer.is(202);
            continue;
        }
        answer.refused(429, "rate_limited");
        assert!(app.texts_to(&phone).is_empty());
        script.from("203.0.113.8").ask_for_text().await.is(202);
    }
}

#[actix_web::test]
async fn s9_one_team_gets_its_budget_a_day() {
    let app = TestApp::with(&[("sms.team_budget_per_day", "1")]).await;
    let alice = app.user("alice").with_totp().with_phone("+12015550141").create().await;
    let bob = app.user("bob").with_totp().with_phone("+12015550142").create().await;
    let carol = app.user("carol").in_team("Other").with_totp().with_phone("+12015550143").create().await;
    let mut script = app.script();

    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
    script.log_in(&bob).await.challenged();
    script.ask_for_text().await.refused(429, "rate_limited");
    script.log_in(&carol).await.challenged();
    script.ask_for_text().await.is(202);
}

#[actix_web::test]
async fn s9_the_service_gets_its_budget_a_day_and_a_number_its_own() {
    let app = TestApp::with(&[("sms.budget_per_day", "1")]).await;
    let alice = app.user("alice").with_totp().with_phone("+12015550141").create().await;
    let bob = app.user("bob").in_team("Other").with_totp().with_phone("+12015550142").create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
    script.log_in(&bob).await.challenged();
    script.ask_for_text().await.refused(429, "rate_limited");

    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let bob = app.user("bob").with_totp().with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.log_in(&alice).await.challenged();
    script.ask_for_text().await.is(202);
    script.log_in(&bob).await.challenged();
    script.ask_for_text().await.waits(30);
}
