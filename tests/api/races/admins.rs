//! A team is never left without an admin (S18).

use reqwest::Method;

use super::{RACERS, passed, rounds, signed_in};
use crate::support::{Call, TestApp, json, race_on};

#[actix_web::test]
async fn s18_two_admins_who_turn_each_other_out_at_once_leave_one() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let team = round.name("Team ");
        let mut admins = Vec::new();
        for name in ["ada", "ben"] {
            let person = app.user(&round.name(name)).admin().in_team(&team).create().await;
            let mut client = app.script().from(&round.address(1));
            client.sign_in(&person).await;
            admins.push((person, client));
        }
        let (ada, ben) = (admins[0].0.id.clone(), admins[1].0.id.clone());
        // Each the other, by one of three ways; or each themself.
        let targets = if round.0 % 4 == 3 { [ada, ben] } else { [ben, ada] };
        let calls = admins.iter().zip(&targets).map(|((_, client), target)| {
            let path = format!("/team/users/{target}");
            let patch = |body| Call::new(Method::PATCH, &path).json(&body);
            client.dress(match round.0 % 3 {
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

#[actix_web::test]
async fn s18_of_two_admins_who_remove_each_other_8_times_at_once_one_goes() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let mut admins = Vec::new();
        for name in ["ada", "ben"] {
            let person = app.user(&round.name(name)).admin().in_team(&round.name("Team ")).create().await;
            let client = signed_in(&app, &person, &round.address(1)).await;
            admins.push((person, client));
        }
        let calls = (0..RACERS).map(|racer| {
            let (caller, target) = (&admins[racer % 2].1, &admins[(racer + 1) % 2].0);
            caller.dress(Call::new(Method::DELETE, &format!("/team/users/{}", target.id)))
        });

        let answers = race_on(&[&app, &replica], calls.collect()).await;

        let refusals = ["invalid_token", "not_found", "last_admin", "forbidden"];
        assert_eq!(passed(&answers, &refusals), 1, "round {round}");
    }
}

#[actix_web::test]
async fn s18_of_16_admins_who_all_step_down_at_once_one_stays() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds().take(5) {
        let mut calls = Vec::new();
        for racer in 0..RACERS {
            let person = app.user(&round.name(&format!("ada{racer}-"))).admin();
            let person = person.in_team(&round.name("Team ")).create().await;
            let client = signed_in(&app, &person, &round.address(racer)).await;
            let call = Call::new(Method::PATCH, &format!("/team/users/{}", person.id));
            calls.push(client.dress(call.json(&json!({ "role": "member" }))));
        }

        let answers = race_on(&[&app, &replica], calls).await;

        assert_eq!(passed(&answers, &["last_admin"]), RACERS - 1, "round {round}");
    }
}
