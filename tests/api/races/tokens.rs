//! One token, one effect (S13, S14, S15, S24).

use reqwest::Method;

use super::{RACERS, Round, passed, rounds, signed_in};
use crate::support::{Call, Person, TestApp, json, race_on};

const NEW: &str = "seven small boats at noon";

#[actix_web::test]
async fn s15_c69_one_refresh_token_16_times_at_once_has_one_successor() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).create().await;
        let mut script = app.script();
        script.sign_in(&alice).await;
        let body = json!({ "refresh_token": script.refresh_token });
        let calls = (0..RACERS).map(|_| Call::post("/auth/refresh").json(&body)).collect();

        let answers = race_on(&[&app, &replica], calls).await;

        for answer in &answers {
            answer.authenticated();
            assert_eq!(answer["refresh_token"], answers[0]["refresh_token"], "round {round}");
        }
        script.refresh_token = Some(answers[0].text("refresh_token").to_owned());
        script.refresh().await.authenticated();
    }
}

#[actix_web::test]
async fn s14_one_access_token_steps_up_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).create().await;
        let mut script = app.script();
        script.sign_in(&alice).await;
        let call = script.dress(Call::post("/auth/step-up").json(&json!({ "password": alice.password })));
        let answers = race_on(&[&app, &replica], vec![call; RACERS]).await;
        assert_eq!(passed(&answers, &["invalid_token"]), 1, "round {round}");
    }
}

#[actix_web::test]
async fn s13_one_device_token_16_times_at_once_has_one_successor() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).with_totp().create().await;
        let mut script = app.script();
        script.sign_in_with(&alice, json!({ "remember_device": true })).await;
        let body = json!({
            "username": alice.username, "password": alice.password, "device_token": script.device_token,
        });
        let call = Call::post("/auth/login").json(&body);

        let answers = race_on(&[&app, &replica], vec![call; RACERS]).await;

        for answer in &answers {
            answer.authenticated();
            assert_eq!(answer["device_token"], answers[0]["device_token"], "round {round}");
        }
        script.device_token = Some(answers[0].text("device_token").to_owned());
        script.log_in(&alice).await.authenticated();
    }
}

/// Sixteen passwords chosen by one link at once: one of them is in force, and it is the one that was answered so.
async fn sets_one_password(apps: &[&TestApp], person: &Person, round: Round, choose: impl Fn(&str) -> Call) {
    let calls = (0..RACERS).map(|racer| choose(&format!("{NEW} {racer}"))).collect();

    let answers = race_on(apps, calls).await;

    assert_eq!(passed(&answers, &["link_expired"]), 1, "round {round}");
    let winner = answers.iter().position(|answer| answer.status == 204).expect("one passed");
    let body = json!({ "password": format!("{NEW} {winner}") });
    apps[0].script().log_in_with(person, body).await.authenticated();
}

#[actix_web::test]
async fn s24_a_reset_link_16_times_at_once_sets_one_password() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).create().await;
        let mut script = app.script().from(&round.address(1));
        script.post("/auth/password/forgot", json!({ "username": alice.username })).await.is(202);
        let token = app.mailed_token(&alice.email, "reset");
        let choose = |password: &str| {
            Call::post("/auth/password/reset").json(&json!({ "token": token, "new_password": password }))
        };
        sets_one_password(&[&app, &replica], &alice, round, choose).await;
    }
}

#[actix_web::test]
async fn s24_an_invitation_16_times_at_once_is_accepted_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).invited().create().await;
        let link = alice.invitation.as_deref().expect("an invitation");
        let (_, token) = link.rsplit_once("#token=").expect("a token in the fragment");
        let choose = |password: &str| {
            Call::post("/auth/invitation/accept").json(&json!({ "token": token, "password": password }))
        };
        sets_one_password(&[&app, &replica], &alice, round, choose).await;
    }
}

#[actix_web::test]
async fn s24_a_new_address_16_times_at_once_is_confirmed_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let alice = app.user(&round.name("alice")).create().await;
        let mut script = signed_in(&app, &alice, &round.address(1)).await;
        let new = format!("{}@example.org", alice.username);
        let change = Call::new(Method::PUT, "/me/email").json(&json!({ "email": new }));
        script.send(change).await.is(202);
        let token = app.mailed_token(&new, "email");
        let call = Call::post("/auth/email/confirm").json(&json!({ "token": token }));

        let answers = race_on(&[&app, &replica], vec![call; RACERS]).await;

        assert_eq!(passed(&answers, &["link_expired"]), 1, "round {round}");
    }
}
