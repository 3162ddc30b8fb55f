//! One code, one way in (S2, S3, S4, S16).

use super::{RACERS, challenged, passed, rounds, verify};
use crate::support::{Call, TestApp, code_in, json, race_on};

#[actix_web::test]
async fn s2_c02_one_code_on_16_challenges_at_once_passes_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).with_totp().create().await;
        let mut calls = Vec::new();
        for host in 0..RACERS {
            calls.push(verify(
                &challenged(&app, &alice, &round.address(host)).await,
                &alice.totp_code(app.now()),
            ));
        }
        let answers = race_on(&[&app, &replica], calls).await;
        assert_eq!(passed(&answers, &["invalid_code"]), 1, "round {round}");
        for used in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(used["reason"], "already_used", "{used}");
        }
    }
}

#[actix_web::test]
async fn s2_one_challenge_answered_16_times_at_once_passes_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).with_totp().create().await;
        let script = challenged(&app, &alice, &round.address(1)).await;
        let codes =
            [alice.totp_code(app.now()), alice.backup_codes[0].clone(), alice.backup_codes[1].clone()];
        let calls = (0..RACERS).map(|number| verify(&script, &codes[number % 3])).collect();
        assert_eq!(
            passed(&race_on(&[&app, &replica], calls).await, &["challenge_expired"]),
            1,
            "round {round}"
        );
    }
}

#[actix_web::test]
async fn s3_a_backup_code_spends_once_under_race() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).with_totp().create().await;
        let mut calls = Vec::new();
        for host in 0..RACERS {
            calls.push(verify(&challenged(&app, &alice, &round.address(host)).await, &alice.backup_codes[0]));
        }
        assert_eq!(passed(&race_on(&[&app, &replica], calls).await, &["invalid_code"]), 1, "round {round}");
    }
}

#[actix_web::test]
async fn s16_an_enrolment_confirmed_16_times_at_once_is_confirmed_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let mut alice = app.user(&round.name("alice")).create().await;
        let mut script = app.script();
        script.sign_in(&alice).await;
        let begun = script.post("/me/two-factor/totp", json!({})).await;
        alice.scan(begun.is(201).text("secret"));
        let body = json!({ "enrollment_id": begun["enrollment_id"], "code": alice.totp_code(app.now()) });
        let call = script.dress(Call::post("/me/two-factor/totp/confirm").json(&body));

        let answers = race_on(&[&app, &replica], vec![call; RACERS]).await;

        assert_eq!(passed(&answers, &["enrollment_expired", "invalid_token"]), 1, "round {round}");
    }
}

#[actix_web::test]
async fn s4_a_texts_code_16_times_at_once_passes_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = super::with_phone(&app, round).await;
        let mut script = challenged(&app, &alice, &round.address(1)).await;
        script.ask_for_text().await.is(202);
        let call = verify(&script, &code_in(&app.last_text_to(&alice)));

        let answers = race_on(&[&app, &replica], vec![call; RACERS]).await;

        assert_eq!(passed(&answers, &["challenge_expired"]), 1, "round {round}");
    }
}

#[actix_web::test]
async fn s4_a_texts_code_steps_up_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = super::with_phone(&app, round).await;
        let mut script = super::signed_in(&app, &alice, &round.address(1)).await;
        script.post("/auth/step-up/sms", json!({})).await.is(202);
        let body = json!({ "code": code_in(&app.last_text_to(&alice)) });
        let call = script.dress(Call::post("/auth/step-up").json(&body));

        let answers = race_on(&[&app, &replica], vec![call; RACERS]).await;

        // The late ones were not wrong, and make nobody wait (S6).
        assert_eq!(passed(&answers, &["invalid_token"]), 1, "round {round}");
    }
}
