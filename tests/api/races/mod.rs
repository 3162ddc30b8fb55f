//! What may happen once happens once, however many ask at the same moment, on two servers of one
//! database: twenty rounds each, or as many as `VESTIBULE_RACE_ROUNDS` says.

mod admins;
mod codes;
mod counts;
mod crossing;
mod tokens;

use std::{env, fmt};

use crate::support::{Answer, Call, Client, Person, TestApp, json};

const RACERS: usize = 16;

/// A round of a race. By its number, people, numbers and addresses have no past that could stand in its way.
#[derive(Clone, Copy)]
struct Round(usize);

#[expect(clippy::disallowed_methods, reason = "it sets the tests, not the service")]
fn rounds() -> impl Iterator<Item = Round> {
    let asked = env::var("VESTIBULE_RACE_ROUNDS").ok();
    let rounds = asked.map_or(20, |rounds| rounds.parse().expect("VESTIBULE_RACE_ROUNDS is a number"));
    (0..rounds).map(Round)
}

impl Round {
    fn name(self, name: &str) -> String {
        format!("{name}{self}")
    }

    /// A client's address.
    fn address(self, host: usize) -> String {
        format!("10.{}.{}.{host}", self.0 / 256, self.0 % 256)
    }

    /// A number of a mobile phone.
    fn number(self) -> String {
        format!("+1201555{:04}", 100 + self.0)
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How many calls passed; all others must have been refused with one of these codes.
#[track_caller]
fn passed(answers: &[Answer], refusals: &[&str]) -> usize {
    for answer in answers.iter().filter(|answer| answer.status >= 300) {
        assert!(answer["code"].as_str().is_some_and(|code| refusals.contains(&code)), "{answer}");
    }
    answers.iter().filter(|answer| answer.status < 300).count()
}

/// A user with an app and a number, in a team of the round's own, whose budget nobody else uses.
async fn with_phone(app: &TestApp, round: Round) -> Person {
    let alice = app.user(&round.name("alice")).in_team(&round.name("Team ")).with_totp();
    alice.with_phone(&round.number()).create().await
}

/// A script that gave the password and owes the code.
async fn challenged(app: &TestApp, person: &Person, address: &str) -> Client {
    let mut script = app.script().from(address);
    script.log_in(person).await.challenged();
    script
}

fn verify(client: &Client, code: &str) -> Call {
    client.dress(Call::post("/auth/verify").json(&client.answer_with(code)))
}

/// A script that is signed in.
async fn signed_in(app: &TestApp, person: &Person, address: &str) -> Client {
    let mut script = app.script().from(address);
    script.sign_in_with(person, json!({})).await;
    script
}
