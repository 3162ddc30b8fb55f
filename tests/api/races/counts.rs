//! Counts and bounds that no crowd passes (S6, S7, S9, S29).

use super::{RACERS, challenged, passed, rounds, verify};
use crate::support::{Call, TestApp, json, race, race_on};

#[actix_web::test]
async fn s6_wrong_codes_sent_at_once_do_not_pass_the_count() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).with_totp().create().await;
        let wrong = alice.wrong_code(app.now());
        let mut calls = Vec::new();
        for host in 0..RACERS {
            calls.push(verify(&challenged(&app, &alice, &round.address(host)).await, &wrong));
        }
        let answers = race_on(&[&app, &replica], calls).await;
        assert_eq!(passed(&answers, &["invalid_code", "rate_limited"]), 0);
        let compared = answers.iter().filter(|answer| answer["code"] == "invalid_code").count();
        assert_eq!(compared, 5, "round {round}");
    }
}

#[actix_web::test]
async fn s7_wrong_passwords_sent_at_once_do_not_pass_the_count() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let name = round.name("alice");
        app.user(&name).create().await;
        let body = json!({ "username": name, "password": "not the right one" });
        let address = round.address(1);
        let call = Call::post("/auth/login").json(&body).header("X-Forwarded-For", &address);

        let answers = race_on(&[&app, &replica], vec![call; RACERS]).await;

        let refusals = ["invalid_credentials", "rate_limited", "overloaded"];
        assert_eq!(passed(&answers, &refusals), 0);
        let wrong = answers.iter().filter(|answer| answer["code"] == "invalid_credentials").count();
        assert!(wrong <= 5, "round {round}: {wrong} were told that they are wrong");
    }
}

#[actix_web::test]
async fn s7_wrong_passwords_sent_at_once_do_not_pass_the_budget_of_their_address() {
    // Each of them finds room to wait.
    let app = TestApp::with(&[("passwords.hash_queue", "80")]).await;
    let calls = (0..80).map(|number| {
        let body = json!({ "username": format!("nobody{number}"), "password": "not the password at all" });
        Call::post("/auth/login").json(&body)
    });
    let answers = race(&app, calls.collect()).await;
    let wrong = answers.iter().filter(|answer| answer["code"] == "invalid_credentials").count();
    let waiting = answers.iter().filter(|answer| answer["code"] == "rate_limited").count();
    assert_eq!((wrong, waiting), (30, 50));
}

#[actix_web::test]
async fn s9_texts_asked_for_16_times_at_once_are_sent_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = super::with_phone(&app, round).await;
        let script = challenged(&app, &alice, &round.address(1)).await;
        let call = Call::post("/auth/sms").json(&json!({ "challenge_token": script.challenge_token }));

        let answers = race_on(&[&app, &replica], vec![script.dress(call); RACERS]).await;

        assert_eq!(passed(&answers, &["rate_limited"]), 1, "round {round}");
        assert_eq!(app.texts_to(&round.number()).len(), 1, "round {round}");
    }
}

#[actix_web::test]
async fn s9_forgotten_16_times_at_once_is_mailed_three_times() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).create().await;
        let body = json!({ "username": alice.username });
        let calls = (0..RACERS).map(|racer| {
            let call = Call::post("/auth/password/forgot").json(&body);
            call.header("X-Forwarded-For", &round.address(racer))
        });

        let answers = race_on(&[&app, &replica], calls.collect()).await;

        assert_eq!(passed(&answers, &[]), RACERS, "round {round}");
        assert_eq!(app.mails_to(&alice.email).len(), 3, "round {round}");
    }
}

#[actix_web::test]
async fn s29_c145_16_log_ins_at_once_on_fifty_sessions_leave_fifty() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    let alice = app.user("alice").create().await;
    for _ in 0..50 {
        app.script().log_in(&alice).await.authenticated();
    }
    app.advance(1);
    let body = json!({ "username": alice.username, "password": alice.password });
    let call = Call::post("/auth/login").json(&body);

    let answers = race_on(&[&app, &replica], vec![call; RACERS]).await;

    assert_eq!(passed(&answers, &[]), RACERS);
    let mut newest = app.script().bearing(answers[0].text("access_token"));
    let page = newest.get("/me/sessions?limit=100").await;
    assert_eq!(page.is(200)["items"].as_array().expect("items").len(), 50);
    for answer in &answers {
        app.script().bearing(answer.text("access_token")).get("/me").await.is(200);
    }
}
