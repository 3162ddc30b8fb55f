//! S6: guessing second factors.

use crate::support::{Client, Person, TestApp, json};

const WRONG_BACKUP_CODE: &str = "00000-00000";

/// Wrong codes for one challenge after another.
async fn guess(app: &TestApp, client: &mut Client, person: &Person, times: usize) {
    for number in 0..times {
        if number % 5 == 0 {
            client.log_in(person).await.challenged();
        }
        client.verify(&person.wrong_code(app.now())).await.refused(401, "invalid_code");
    }
}

#[actix_web::test]
async fn s6_from_the_fifth_wrong_code_on_each_try_waits_twice_as_long() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut stranger = app.script();
    guess(&app, &mut stranger, &alice, 5).await;

    for wait in [15, 30, 60, 120, 240] {
        let asked = stranger.log_in(&alice).await;
        assert_eq!(asked.challenged()["retry_after"], wait);
        stranger.verify(&alice.totp_code(app.now())).await.waits(wait);
        app.advance(wait - 1);
        stranger.verify(&alice.totp_code(app.now())).await.waits(1);
        app.advance(1);
        stranger.verify(&alice.wrong_code(app.now())).await.refused(401, "invalid_code");
    }
    app.advance(480);
    stranger.log_in(&alice).await.challenged();
    stranger.verify(&alice.totp_code(app.now())).await.authenticated();
    guess(&app, &mut stranger, &alice, 4).await;
    stranger.verify(&app.next_code(&alice)).await.authenticated();
}

#[actix_web::test]
async fn s6_c15_wrong_codes_add_up_over_challenges_methods_and_addresses() {
    let app = TestApp::behind_a_proxy().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let wrong = alice.wrong_code(app.now());
    let mut clients: Vec<_> = (1..=6).map(|host| app.script().from(&format!("203.0.113.{host}"))).collect();
    for client in &mut clients {
        client.log_in(&alice).await.challenged();
    }

    clients[0].verify(&wrong).await.refused(401, "invalid_code");
    clients[1].verify(WRONG_BACKUP_CODE).await.refused(401, "invalid_code");
    clients[2].verify_with(&wrong, json!({ "method": "sms" })).await.refused(401, "invalid_code");
    clients[3].log_in_with(&alice, json!({ "code": wrong })).await.refused(401, "invalid_code");
    let fifth = clients[4].verify_with(&wrong, json!({ "method": "totp" })).await;
    assert_eq!(fifth.refused(401, "invalid_code")["attempts_remaining"], 4);

    clients[5].verify(&alice.totp_code(app.now())).await.waits(15);
    let one_call = json!({ "code": alice.totp_code(app.now()) });
    clients[5].log_in_with(&alice, one_call).await.waits(15);
}

#[actix_web::test]
async fn s6_a_stranger_with_the_password_can_not_keep_the_owner_out() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut owner, mut browser) = (app.script(), app.browser());
    owner.sign_in(&alice).await;
    browser.sign_in(&alice).await;
    let mut stranger = app.script();
    guess(&app, &mut stranger, &alice, 5).await;
    assert_eq!(stranger.log_in(&alice).await["retry_after"], 15);

    for client in [&mut owner, &mut browser] {
        let asked = client.log_in(&alice).await;
        assert!(!asked.challenged().has("retry_after"), "{asked}");
        client.verify(&alice.wrong_code(app.now())).await.refused(401, "invalid_code");
        app.advance(30);
        client.verify(&alice.totp_code(app.now())).await.authenticated();
    }
}

#[actix_web::test]
async fn s6_a_known_client_has_a_row_of_its_own_and_waits_too() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    guess(&app, &mut owner, &alice, 5).await;

    assert_eq!(owner.log_in(&alice).await["retry_after"], 15);
    let mut stranger = app.script();
    assert!(!stranger.log_in(&alice).await.has("retry_after"));
}

#[actix_web::test]
async fn s6_a_client_known_by_password_alone_is_a_stranger_to_second_factors() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut thief = app.script();
    thief.sign_in(&alice).await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    owner.enroll(&mut alice).await;
    app.advance(30);

    let mut stranger = app.script();
    guess(&app, &mut stranger, &alice, 5).await;
    assert_eq!(thief.log_in(&alice).await.challenged()["retry_after"], 15);
}

#[actix_web::test]
async fn s6_a_new_app_makes_every_client_a_stranger_again() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let (mut other, mut owner) = (app.script(), app.script());
    other.sign_in(&alice).await;
    owner.sign_in(&alice).await;
    owner.enroll(&mut alice).await;
    app.advance(30);

    let mut stranger = app.script();
    guess(&app, &mut stranger, &alice, 5).await;
    assert_eq!(other.log_in(&alice).await.challenged()["retry_after"], 15);
}

#[actix_web::test]
async fn s6_a_right_code_ends_the_row() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    for _ in 0..3 {
        let mut stranger = app.script();
        guess(&app, &mut stranger, &alice, 4).await;
        stranger.verify(&app.next_code(&alice)).await.authenticated();
    }
}

#[actix_web::test]
async fn s6_a_backup_code_is_compared_during_a_wait_and_counted_where_it_is_wrong() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut stranger = app.script();
    guess(&app, &mut stranger, &alice, 5).await;
    stranger.log_in(&alice).await.challenged();

    let wrong = stranger.verify(WRONG_BACKUP_CODE).await;
    assert_eq!(wrong.refused(401, "invalid_code")["attempts_remaining"], 4);
    stranger.verify(&alice.totp_code(app.now())).await.waits(30);
    stranger.verify(&alice.backup_codes[0]).await.authenticated();

    stranger.log_in(&alice).await.challenged();
    stranger.verify(&alice.totp_code(app.now())).await.authenticated();
}

#[actix_web::test]
async fn s6_a_remembered_device_logs_in_during_a_wait() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut remembered = app.script();
    remembered.sign_in_with(&alice, json!({ "remember_device": true })).await;
    remembered.known_token = None;
    let mut stranger = app.script();
    guess(&app, &mut stranger, &alice, 5).await;

    remembered.log_in(&alice).await.authenticated();
    assert_eq!(stranger.log_in(&alice).await["retry_after"], 15, "which ends no row");
}

#[actix_web::test]
async fn s6_during_a_wait_nothing_is_counted_or_spent() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut stranger = app.script();
    guess(&app, &mut stranger, &alice, 5).await;
    stranger.log_in(&alice).await.challenged();
    for _ in 0..10 {
        stranger.verify(&alice.wrong_code(app.now())).await.waits(15);
        stranger.verify("12").await.faulty("/code", "malformed");
    }
    let code = alice.totp_code(app.now());
    stranger.verify(&code).await.waits(15);
    app.advance(15);
    stranger.verify(&code).await.authenticated();
}

#[actix_web::test]
async fn s6_malformed_and_used_codes_do_not_count() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let used = alice.totp_code(app.now());
    let mut stranger = app.script();
    stranger.log_in(&alice).await.challenged();
    for _ in 0..6 {
        stranger.verify(&used).await.refused(401, "invalid_code");
        stranger.verify("123").await.faulty("/code", "malformed");
    }
    assert!(!stranger.log_in(&alice).await.has("retry_after"));
}

#[actix_web::test]
async fn s6_past_the_strangers_sum_each_try_waits_a_day_whatever_came_between() {
    let app = TestApp::with(&[("second_factor.sum_limit", "10")]).await;
    let alice = app.user("alice").with_totp().create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    for times in [4, 4, 2] {
        let mut stranger = app.script();
        guess(&app, &mut stranger, &alice, times).await;
        if times == 4 {
            stranger.verify(&app.next_code(&alice)).await.authenticated();
        }
    }

    let mut stranger = app.script();
    assert_eq!(stranger.log_in(&alice).await.challenged()["retry_after"], 86_400);
    stranger.verify(&app.next_code(&alice)).await.waits(86_370);
    let asked = owner.log_in(&alice).await;
    assert!(!asked.challenged().has("retry_after"), "{asked}");
    owner.verify(&app.next_code(&alice)).await.authenticated();

    app.advance(86_400);
    stranger.log_in(&alice).await.challenged();
    stranger.verify(&alice.totp_code(app.now())).await.authenticated();
    stranger.known_token = None;
    stranger.log_in(&alice).await.challenged();
    stranger.verify(&alice.wrong_code(app.now())).await.refused(401, "invalid_code");
    assert_eq!(stranger.log_in(&alice).await.challenged()["retry_after"], 86_400);
}

#[actix_web::test]
async fn s6_the_owner_is_told_of_wrong_codes_once_a_day() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let told = || app.mails_to(&alice.email).iter().filter(|mail| mail.body.contains("wrong code")).count();
    let mut stranger = app.script();
    guess(&app, &mut stranger, &alice, 4).await;
    assert_eq!(told(), 0);
    stranger.verify(&alice.wrong_code(app.now())).await.refused(401, "invalid_code");
    assert_eq!(told(), 1, "{:?}", app.mails_to(&alice.email));

    app.advance(15);
    guess(&app, &mut stranger, &alice, 1).await;
    assert_eq!(told(), 1);
    app.advance(86_400);
    guess(&app, &mut stranger, &alice, 1).await;
    assert_eq!(told(), 2);
}

#[actix_web::test]
async fn s6_tokens_of_another_user_make_nobody_known() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").with_totp().create().await;
    let mut bobs = app.script();
    bobs.sign_in(&bob).await;
    let mut stranger = app.script();
    guess(&app, &mut stranger, &alice, 5).await;

    assert_eq!(bobs.log_in(&alice).await.challenged()["retry_after"], 15);
}
