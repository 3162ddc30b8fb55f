//! S7: guessing passwords.

use crate::support::{Client, Person, TestApp, json};

async fn guess(client: &mut Client, name: &str, times: usize) {
    for _ in 0..times {
        client.guess(name).await.refused(401, "invalid_credentials");
    }
}

#[actix_web::test]
async fn s7_from_the_fifth_wrong_password_on_each_try_waits_twice_as_long() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut stranger = app.script();
    guess(&mut stranger, "alice", 5).await;

    for wait in [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600] {
        stranger.log_in(&alice).await.waits(wait);
        app.advance(wait);
        guess(&mut stranger, "alice", 1).await;
    }
    app.advance(3600);
    stranger.log_in(&alice).await.authenticated();
    guess(&mut app.script(), "alice", 4).await;
}

#[actix_web::test]
async fn s7_an_unknown_name_waits_like_a_known_one() {
    let app = TestApp::start().await;
    let mut stranger = app.script();
    guess(&mut stranger, "nobody", 5).await;
    for wait in [15, 30] {
        stranger.guess("nobody").await.waits(wait);
        app.advance(wait);
        guess(&mut stranger, "nobody", 1).await;
    }
    guess(&mut stranger, "somebody", 1).await;
}

#[actix_web::test]
async fn s7_c26_one_name_has_one_tally_however_it_is_spelt() {
    let app = TestApp::start().await;
    app.user("alice").with_email("alice@example.com").create().await;
    for spellings in [
        ["alice", "ALICE", " alice ", "ａｌｉｃｅ", "alice@example.com"],
        ["nobody", "NOBODY", " nobody ", "ｎｏｂｏｄｙ", "Nobody"],
    ] {
        let mut stranger = app.script();
        for spelling in spellings {
            guess(&mut stranger, spelling, 1).await;
        }
        stranger.guess(spellings[0]).await.waits(15);
    }
}

#[actix_web::test]
async fn s7_waits_are_kept_by_account_whatever_the_address() {
    let app = TestApp::behind_a_proxy().await;
    app.user("alice").create().await;
    for host in 1..=5 {
        guess(&mut app.script().from(&format!("203.0.113.{host}")), "alice", 1).await;
    }
    app.script().from("203.0.113.6").guess("alice").await.waits(15);
}

#[actix_web::test]
async fn s7_a_known_client_is_not_kept_out_by_strangers() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let (mut owner, mut browser) = (app.script(), app.browser());
    owner.sign_in(&alice).await;
    browser.sign_in(&alice).await;
    let mut stranger = app.script();
    guess(&mut stranger, "alice", 5).await;
    stranger.log_in(&alice).await.waits(15);

    owner.log_in(&alice).await.authenticated();
    guess(&mut app.script(), "alice", 5).await;
    browser.log_in(&alice).await.authenticated();
    guess(&mut owner, "alice", 5).await;
    owner.log_in(&alice).await.waits(15);
}

#[actix_web::test]
async fn s7_an_address_has_30_wrong_passwords_in_ten_minutes_whatever_the_names() {
    let app = TestApp::behind_a_proxy().await;
    let alice = app.user("alice").create().await;
    let mut owner = app.script().from("203.0.113.7");
    owner.sign_in(&alice).await;
    let mut stranger = app.script().from("203.0.113.7");
    for number in 0..29 {
        guess(&mut stranger, &format!("nobody{number}"), 1).await;
    }
    stranger.log_in(&alice).await.authenticated();
    stranger.known_token = None;
    guess(&mut stranger, "nobody", 1).await;

    stranger.log_in(&alice).await.waits(600);
    stranger.guess("another").await.waits(600);
    owner.log_in(&alice).await.authenticated();
    app.script().from("203.0.113.8").log_in(&alice).await.authenticated();
    app.advance(599);
    stranger.log_in(&alice).await.waits(1);
    app.advance(1);
    stranger.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s7_the_budget_moves() {
    let app = TestApp::start().await;
    let mut stranger = app.script();
    guess(&mut stranger, "first", 1).await;
    app.advance(300);
    for number in 0..29 {
        guess(&mut stranger, &format!("nobody{number}"), 1).await;
    }
    stranger.guess("another").await.waits(300);
    app.advance(300);
    guess(&mut stranger, "another", 1).await;
    stranger.guess("third").await.waits(300);
}

#[actix_web::test]
async fn s7_an_address_past_its_budget_hears_so_before_its_body_is_judged() {
    let app = TestApp::start().await;
    let mut stranger = app.script();
    for number in 0..30 {
        guess(&mut stranger, &format!("nobody{number}"), 1).await;
    }
    stranger.post("/auth/login", json!({ "username": 5 })).await.waits(600);
}

async fn close(app: &TestApp, person: &Person) {
    for number in 0..100 {
        let mut stranger = app.script().from(&format!("203.0.113.{}", number % 20));
        guess(&mut stranger, &person.username, 1).await;
        app.advance(3600);
    }
}

#[actix_web::test]
async fn s7_at_100_wrong_in_a_row_strangers_are_out_until_a_known_client_logs_in() {
    let app = TestApp::behind_a_proxy().await;
    let alice = app.user("alice").create().await;
    let mut owner = app.script().from("198.51.100.1");
    owner.sign_in(&alice).await;
    close(&app, &alice).await;

    let mut stranger = app.script().from("198.51.100.2");
    for _ in 0..3 {
        stranger.log_in(&alice).await.refused(429, "rate_limited");
        app.advance(86_400);
    }
    owner.log_in(&alice).await.authenticated();
    stranger.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s7_a_reset_opens_a_closed_door_to_strangers() {
    let app = TestApp::behind_a_proxy().await;
    let alice = app.user("alice").create().await;
    close(&app, &alice).await;
    app.advance(86_400);
    app.script().log_in(&alice).await.waits(3600);
    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    let mail = app.mails_to(&alice.email).pop().expect("a mail");
    let token = mail.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned();
    let body = json!({ "token": token, "new_password": "seven small boats at noon" });
    app.script().post("/auth/password/reset", body).await.is(204);
    let new = json!({ "password": "seven small boats at noon" });
    app.script().log_in_with(&alice, new).await.authenticated();
}

#[actix_web::test]
async fn s7_s10_an_unknown_name_closes_at_100_like_a_known_one() {
    let app = TestApp::behind_a_proxy().await;
    let alice = app.user("alice").create().await;
    let nobody = Person { username: "nobody".to_owned(), ..alice.clone() };
    close(&app, &nobody).await;
    app.advance(86_400);

    let mut stranger = app.script().from("198.51.100.2");
    stranger.log_in(&nobody).await.waits(3600);
}

#[actix_web::test]
async fn s7_a_wrong_password_at_step_up_counts_too() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    for _ in 0..5 {
        let wrong = json!({ "password": "not the right one" });
        script.step_up(wrong).await.refused(401, "invalid_credentials");
    }
    script.step_up(json!({ "password": alice.password })).await.waits(15);
    app.advance(15);
    script.step_up(json!({ "password": alice.password })).await.is(200);
}
