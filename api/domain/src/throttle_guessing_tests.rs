//! Guessing for months, against the rules as they are: what `docs/guessing.md` says is what comes out here.

use super::*;
use crate::testing::at;
use proptest::prelude::*;

const DAY: i64 = 86_400;

/// The page that tells the sums.
const PAGE: &str = include_str!("../../../docs/guessing.md");

/// What one try of a code may hit: those of three steps, and one in a text, of a million.
const A_CODE: f64 = 4.0 / 1e6;

/// Strangers who try one code after another, all in one row.
#[derive(Default)]
struct Guesser {
    row: Tally,
    wrong: Vec<DateTime<Utc>>,
}

impl Guesser {
    fn wait(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let recent = self.wrong.iter().rev().take_while(|wrong| **wrong + StrangerSum::WINDOW > now);
        let sum = StrangerSum {
            wrong_in_30_days: u32::try_from(recent.count()).expect("few"),
            last_wrong_at: self.wrong.last().copied(),
        };
        second_factor_wait(&self.row, Some(&sum), &ThrottleRules::second_factor(), now)
    }

    fn try_at(&mut self, now: DateTime<Utc>) {
        self.row.record_wrong(now);
        self.wrong.push(now);
    }

    /// The most tries within any 30 days.
    fn most_in_30_days(&self) -> usize {
        let within = |start: &DateTime<Utc>| {
            let window = *start..*start + StrangerSum::WINDOW;
            self.wrong.iter().filter(|wrong| window.contains(wrong)).count()
        };
        self.wrong.iter().map(within).max().unwrap_or(0)
    }
}

/// Tries whenever the rules allow it, while the owner logs in as a stranger and so ends the row.
fn codes_tried(days: i64, logins_a_day: i64) -> usize {
    let mut guesser = Guesser::default();
    let (mut now, mut next_login) = (at(0), at(days * DAY));
    let between = (logins_a_day > 0).then(|| TimeDelta::seconds(DAY / logins_a_day));
    if between.is_some() {
        next_login = at(0);
    }
    while now < at(days * DAY) {
        if let Some(between) = between.filter(|_| now >= next_login) {
            guesser.row.record_right();
            next_login += between;
        }
        match guesser.wait(now) {
            None => guesser.try_at(now),
            Some(wait) => now = (now + wait).min(next_login),
        }
    }
    guesser.most_in_30_days()
}

/// The same for passwords, of which no sum is kept.
fn passwords_tried(days: i64, logins_a_day: i64) -> usize {
    let rules = ThrottleRules::password();
    let (mut row, mut now, mut next_login, mut tried) = (Tally::default(), at(0), at(days * DAY), 0);
    let between = (logins_a_day > 0).then(|| TimeDelta::seconds(DAY / logins_a_day));
    if between.is_some() {
        next_login = at(0);
    }
    while now < at(days * DAY) {
        if let Some(between) = between.filter(|_| now >= next_login) {
            row.record_right();
            next_login += between;
        }
        match row.password_standing(true, &rules, now) {
            PasswordStanding::Open => {
                row.record_wrong(now);
                tried += 1;
            }
            PasswordStanding::Waits(wait) => now = (now + wait).min(next_login),
            PasswordStanding::Closed => now = next_login,
        }
    }
    tried
}

fn in_a_thousand(tries: usize) -> f64 {
    1_000.0 * (1.0 - (1.0 - A_CODE).powi(i32::try_from(tries).expect("few")))
}

#[test]
fn s6_whoever_guesses_for_thirty_days_gets_in_with_a_probability_below_one_in_a_thousand() {
    for logins_a_day in [0, 1, 3, 10, 100] {
        let tries = codes_tried(90, logins_a_day);
        assert!(tries <= 130, "{tries} tries beside {logins_a_day} log-ins a day");
        assert!(in_a_thousand(tries) < 1.0);
    }
}

#[test]
fn the_page_tells_what_comes_out_here() {
    for logins_a_day in [0, 1, 3, 10, 100] {
        let tries = codes_tried(90, logins_a_day);
        let chance = in_a_thousand(tries);
        let passwords = passwords_tried(30, logins_a_day);
        let row = format!("| {logins_a_day} | {tries} | {chance:.2} in 1,000 | {passwords} |");
        assert!(PAGE.contains(&row), "docs/guessing.md lacks {row}");
    }
}

proptest! {
    #[test]
    fn s6_no_plan_gets_more_than_130_tries_in_any_thirty_days(
        moves in prop::collection::vec(
            (prop_oneof![19 => 0_i64..30, 1 => 0_i64..200_000], any::<bool>()), 1..1_000,
        ),
    ) {
        let (mut guesser, mut now) = (Guesser::default(), 0);
        for (later, owner_logs_in) in moves {
            now += later;
            if owner_logs_in {
                guesser.row.record_right();
            }
            if guesser.wait(at(now)).is_none() {
                guesser.try_at(at(now));
            }
        }
        prop_assert!(guesser.most_in_30_days() <= 130);
    }
}
