//! What may happen once happens once, however many ask at the same moment: twenty rounds each, a new
//! user each round.

use reqwest::Method;

use crate::support::{Answer, Call, Client, TestApp, json, race, race_on};

const ROUNDS: usize = 20;
const RACERS: usize = 16;

fn verify(client: &Client, code: &str) -> Call {
    client.dress(Call::post("/auth/verify").json(&client.answer_with(code)))
}

/// How many answers have this status; all others must be refusals with one of these codes.
#[track_caller]
fn passed(answers: &[Answer], refusals: &[&str]) -> usize {
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert!(answer["code"].as_str().is_some_and(|code| refusals.contains(&code)), "{answer}");
    }
    answers.iter().filter(|answer| answer.status == 200).count()
}

async fn challenged(app: &TestApp, person: &crate::support::Person, host: usize) -> Client {
    let mut script = app.script().from(&format!("203.0.113.{host}"));
    script.log_in(person).await.challenged();
    script
}

#[actix_web::test]
async fn s2_c02_one_code_on_16_challenges_at_once_passes_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in 0..ROUNDS {
        let alice = app.user(&format!("alice{round}")).with_totp().create().await;
        let mut calls = Vec::new();
        for host in 0..RACERS {
            calls.push(verify(&challenged(&app, &alice, host).await, &alice.totp_code(app.now())));
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
    for round in 0..ROUNDS {
        let alice = app.user(&format!("alice{round}")).with_totp().create().await;
        let script = challenged(&app, &alice, 1).await;
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
    for round in 0..ROUNDS {
        let alice = app.user(&format!("alice{round}")).with_totp().create().await;
        let mut calls = Vec::new();
        for host in 0..RACERS {
            calls.push(verify(&challenged(&app, &alice, host).await, &alice.backup_codes[0]));
        }
        assert_eq!(passed(&race_on(&[&app, &replica], calls).await, &["invalid_code"]), 1, "round {round}");
    }
}

#[actix_web::test]
async fn s15_c69_one_refresh_token_16_times_at_once_has_one_successor() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in 0..ROUNDS {
        let alice = app.user(&format!("alice{round}")).create().await;
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
async fn s16_an_enrolment_confirmed_16_times_at_once_is_confirmed_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in 0..ROUNDS {
        let mut alice = app.user(&format!("alice{round}")).create().await;
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
async fn s6_wrong_codes_sent_at_once_do_not_pass_the_count() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in 0..ROUNDS {
        let alice = app.user(&format!("alice{round}")).with_totp().create().await;
        let wrong = alice.wrong_code(app.now());
        let mut calls = Vec::new();
        for host in 0..RACERS {
            calls.push(verify(&challenged(&app, &alice, host).await, &wrong));
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
    for round in 0..ROUNDS {
        let name = format!("alice{round}");
        app.user(&name).create().await;
        let body = json!({ "username": name, "password": "not the right one" });
        let address = format!("203.0.113.{round}");
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
    let app = TestApp::start().await;
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
async fn s14_one_access_token_steps_up_once() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in 0..ROUNDS {
        let alice = app.user(&format!("alice{round}")).create().await;
        let mut script = app.script();
        script.sign_in(&alice).await;
        let call = script.dress(Call::post("/auth/step-up").json(&json!({ "password": alice.password })));
        let answers = race_on(&[&app, &replica], vec![call; RACERS]).await;
        assert_eq!(passed(&answers, &["invalid_token"]), 1, "round {round}");
    }
}

#[actix_web::test]
async fn s18_two_admins_who_turn_each_other_out_at_once_leave_one() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in 0..ROUNDS {
        let team = format!("Team {round}");
        let mut admins = Vec::new();
        for name in ["ada", "ben"] {
            let person = app.user(&format!("{name}{round}")).admin().in_team(&team).create().await;
            let mut client = app.script().from(&format!("203.0.113.{round}"));
            client.sign_in(&person).await;
            admins.push((person, client));
        }
        let (ada, ben) = (admins[0].0.id.clone(), admins[1].0.id.clone());
        // Each the other, by one of three ways; or each themself.
        let targets = if round % 4 == 3 { [ada, ben] } else { [ben, ada] };
        let calls = admins.iter().zip(&targets).map(|((_, client), target)| {
            let path = format!("/team/users/{target}");
            let patch = |body| Call::new(Method::PATCH, &path).json(&body);
            client.dress(match round % 3 {
                0 => Call::new(Method::DELETE, &path),
                1 => patch(json!({ "role": "member" })),
                _ => patch(json!({ "active": false })),
            })
        });
        let answers = race_on(&[&app, &replica], calls.collect()).await;
        let done = answers.iter().filter(|answer| answer.status < 300).count();
        assert_eq!(done, 1, "round {round}: {answers:#?}");
        let mut left = 0;
        for (_, client) in &mut admins {
            let me = client.get("/me").await;
            left += usize::from(me.status == 200 && me["role"] == "admin");
        }
        assert_eq!(left, 1, "round {round}");
    }
}
