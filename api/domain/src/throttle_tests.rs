use super::*;
use crate::testing::at;
use proptest::prelude::*;

const DAY: i64 = 86_400;

/// A tally after so many wrong answers, all at one instant.
fn tally(wrong: u32, second: i64) -> Tally {
    let mut tally = Tally::default();
    for _ in 0..wrong {
        tally.record_wrong(at(second));
    }
    tally
}

fn seconds(wait: Option<TimeDelta>) -> i64 {
    wait.map_or(0, |wait| wait.num_seconds())
}

#[test]
fn s6_from_the_fifth_in_a_row_each_try_waits_twice_as_long() {
    let rules = ThrottleRules::second_factor();
    let waits: Vec<i64> = (0..10).map(|wrong| seconds(tally(wrong, 0).wait(&rules, at(0)))).collect();
    assert_eq!(waits, [0, 0, 0, 0, 0, 15, 30, 60, 120, 240]);
}

#[test]
fn s6_no_second_factor_waits_longer_than_a_day_nor_a_password_longer_than_an_hour() {
    for wrong in [18, 40, 1_000, u32::MAX] {
        let tally = Tally { wrong_in_row: wrong, last_wrong_at: Some(at(0)) };
        assert_eq!(seconds(tally.wait(&ThrottleRules::second_factor(), at(0))), DAY);
        assert_eq!(seconds(tally.wait(&ThrottleRules::password(), at(0))), 3_600);
    }
}

#[test]
fn a_wait_runs_from_the_latest_wrong_answer_and_ends() {
    let (tally, rules) = (tally(6, 100), ThrottleRules::second_factor());
    assert_eq!(seconds(tally.wait(&rules, at(129))), 1);
    assert_eq!(tally.wait(&rules, at(130)), None);
}

#[test]
fn a_right_answer_ends_the_row() {
    let mut tally = tally(9, 0);
    tally.record_right();
    assert_eq!(tally, Tally::default());
}

#[test]
fn a_clock_set_back_opens_no_wait_early() {
    let rules = ThrottleRules::second_factor();
    let mut tally = tally(5, 1_000);
    assert_eq!(seconds(tally.wait(&rules, at(900))), 115);
    tally.record_wrong(at(500));
    assert_eq!(tally.last_wrong_at, Some(at(1_000)));
}

#[test]
fn s7_strangers_are_refused_at_a_hundred_in_a_row_and_known_clients_are_not() {
    let rules = ThrottleRules::password();
    let closed = tally(100, 0);
    assert_eq!(closed.password_standing(true, &rules, at(30 * DAY)), PasswordStanding::Closed);
    assert_eq!(closed.password_standing(false, &rules, at(30 * DAY)), PasswordStanding::Open);
    assert_eq!(PasswordStanding::Closed.wait(&rules), Some(TimeDelta::hours(1)));

    let waiting = tally(99, 0);
    let standing = waiting.password_standing(true, &rules, at(0));
    assert_eq!(standing, PasswordStanding::Waits(TimeDelta::hours(1)));
    assert_eq!(waiting.password_standing(true, &rules, at(3_600)), PasswordStanding::Open);
}

#[test]
fn s6_past_a_hundred_in_thirty_days_strangers_wait_a_day_whatever_came_between() {
    let rules = ThrottleRules::second_factor();
    let clean = Tally::default();
    let sum = |wrong| StrangerSum { wrong_in_30_days: wrong, last_wrong_at: Some(at(0)) };

    assert_eq!(second_factor_wait(&clean, Some(&sum(99)), &rules, at(1)), None);
    assert_eq!(seconds(second_factor_wait(&clean, Some(&sum(100)), &rules, at(1))), DAY - 1);
    assert_eq!(second_factor_wait(&clean, Some(&sum(100)), &rules, at(DAY)), None);
    assert_eq!(second_factor_wait(&clean, None, &rules, at(1)), None);
    assert_eq!(seconds(second_factor_wait(&tally(5, 0), Some(&sum(0)), &rules, at(1))), 14);
}

proptest! {
    #[test]
    fn waits_never_shrink_as_a_row_grows(wrong in 0_u32..200, by_password: bool) {
        let rules = if by_password { ThrottleRules::password() } else { ThrottleRules::second_factor() };
        let wait = |wrong| Tally { wrong_in_row: wrong, last_wrong_at: Some(at(0)) }.wait(&rules, at(0));
        prop_assert!(wait(wrong) <= wait(wrong + 1));
    }

    #[test]
    fn however_the_clock_jumps_no_try_comes_within_the_wait_of_the_latest(
        jumps in prop::collection::vec(-100_000_i64..100_000, 1..200),
    ) {
        let rules = ThrottleRules::second_factor();
        let (mut tally, mut now, mut latest) = (Tally::default(), 10_000_000, i64::MIN);
        for jump in jumps {
            now += jump;
            if tally.wait(&rules, at(now)).is_none() {
                if tally.wrong_in_row >= rules.free_tries {
                    prop_assert!(now >= latest + 15);
                }
                tally.record_wrong(at(now));
                latest = latest.max(now);
            }
        }
    }
}
