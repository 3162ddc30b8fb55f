//! Calls that hold the same people, teams and numbers at once all get an answer: nobody waits for
//! somebody who waits for them (S23).

use reqwest::Method;

use super::{Round, rounds, signed_in};
use crate::support::{Answer, Call, Client, Person, TestApp, Value, json, race_on};

const NEW: &str = "seven small boats at noon";

/// No answer may be a fault of the service, nor one that its callers would have to ask for again.
#[track_caller]
fn all_decided(answers: &[Answer], round: Round) {
    for answer in answers {
        assert!((200..500).contains(&answer.status), "round {round}: {answer}");
    }
}

fn patch(client: &Client, person: &Person, body: &Value) -> Call {
    let path = format!("/team/users/{}", person.id);
    client.dress(Call::new(Method::PATCH, &path).json(body))
}

fn post(client: &Client, path: &str, body: &Value) -> Call {
    client.dress(Call::post(path).json(body))
}

/// Two admins of one team, and two members; all four have one e-mail address.
async fn four(app: &TestApp, round: Round) -> Vec<(Person, Client)> {
    let email = format!("{}@example.org", round.name("office"));
    let mut people = Vec::new();
    for (host, name) in ["ada", "ben", "carol", "dan"].into_iter().enumerate() {
        let person = app.user(&round.name(name)).with_email(&email).in_team(&round.name("Team "));
        let person = if host < 2 { person.admin() } else { person };
        let person = person.create().await;
        let client = signed_in(app, &person, &round.address(host)).await;
        people.push((person, client));
    }
    people
}

#[actix_web::test]
async fn s23_changes_of_the_same_people_from_all_sides_at_once_are_all_decided() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let people = four(&app, round).await;
        let [(ada, office), (ben, second), (carol, member), (dan, other)] = &people[..] else {
            panic!("there are four");
        };
        let of = |person: &Person, what: &str| format!("/team/users/{}/{what}", person.id);
        let forgot = json!({ "username": format!("{}@example.org", round.name("office")) });
        let password = json!({ "current_password": carol.password, "new_password": NEW });
        let calls = vec![
            patch(office, ben, &json!({ "name": "Ben Other" })),
            patch(second, ada, &json!({ "name": "Ada Other" })),
            patch(office, ada, &json!({ "role": "member" })),
            patch(second, carol, &json!({ "active": false })),
            patch(office, dan, &json!({ "role": "admin" })),
            post(second, &of(dan, "two-factor/reset"), &json!({})),
            post(office, &of(carol, "password-reset"), &json!({})),
            post(second, &of(ada, "password-reset"), &json!({})),
            office.dress(Call::new(Method::DELETE, &of(ben, "sessions"))),
            Call::post("/auth/password/forgot").json(&forgot),
            Call::post("/auth/password/forgot").json(&forgot),
            member.dress(Call::new(Method::PUT, "/me/password").json(&password)),
            post(other, "/auth/logout", &json!({})),
            post(member, "/me/two-factor/totp", &json!({})),
            office.dress(Call::new(Method::DELETE, &format!("/team/users/{}", dan.id))),
            second.dress(Call::new(Method::DELETE, "/me/sessions")),
        ];

        let answers = race_on(&[&app, &replica], calls).await;

        all_decided(&answers, round);
        assert!(answers.iter().any(|answer| answer.status < 300), "round {round}: somebody passes");
    }
}

/// A team that forbids texts in the instant in which a text's code is answered: the log-in passes
/// before the change or not at all, and no text serves after it.
#[actix_web::test]
async fn s13_a_policy_and_the_codes_it_forbids_at_the_same_instant_are_put_in_order() {
    let app = TestApp::for_races().await;
    let replica = app.replica().await;
    for round in rounds() {
        let ada = app.user(&round.name("ada")).admin().in_team(&round.name("Team ")).create().await;
        let office = signed_in(&app, &ada, &round.address(1)).await;
        let alice = super::with_phone(&app, round).await;
        let mut script = super::challenged(&app, &alice, &round.address(2)).await;
        script.ask_for_text().await.is(202);
        let code = crate::support::code_in(&app.last_text_to(&alice));
        let policy = json!({ "allow_sms": false, "allow_remember_device": false });
        let calls = vec![
            office.dress(Call::new(Method::PUT, "/team/policy").json(&policy)),
            super::verify(&script, &code),
            super::verify(&script, &code),
            super::verify(&script, &code),
        ];

        let answers = race_on(&[&app, &replica], calls).await;

        all_decided(&answers, round);
        answers[0].is(200);
        let through = answers[1..].iter().filter(|answer| answer.status == 200).count();
        assert!(through <= 1, "round {round}: {answers:#?}");
        script.ask_for_text().await;
        assert_eq!(app.texts_to(&round.number()).len(), 1, "round {round}: no text after the change");
    }
}
