//! Slowing guesses down (S6, S7).
//!
//! Wrong answers are counted in tallies: one for each client that is known to be the user's, one
//! for all strangers together. A row of wrong ones makes each further try wait, and a right one
//! ends the row. Beside the strangers' tally runs a sum that no right answer ends.
//!
//! ```text
//!   second factor:  1 2 3 4 5─15s─6─30s─7─60s─8 … 24 h      strangers: past 100 in 30 days 24 h
//!   password:       1 2 3 4 5─15s─6─30s─7─60s─8 … 1 h       strangers: closed at 100 in a row
//! ```
//!
//! A clock that is set back opens no wait early: waits end at an instant, counted from the latest
//! wrong answer that was ever seen.

use chrono::{DateTime, TimeDelta, Utc};

/// How a row of wrong answers slows the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottleRules {
    /// From which wrong answer in a row on the next one waits.
    pub free_tries: u32,
    /// The first wait; each further one is twice as long.
    pub first_wait: TimeDelta,
    /// What no wait is longer than.
    pub longest_wait: TimeDelta,
    /// At how many wrong answers in a row strangers are refused altogether.
    pub closes_strangers_at: Option<u32>,
    /// From how many of their wrong answers in 30 days on each further try of a stranger waits.
    pub strangers_sum: u32,
}

impl ThrottleRules {
    /// The rules for second factors (S6).
    pub const fn second_factor() -> Self {
        Self {
            free_tries: 5,
            first_wait: TimeDelta::seconds(15),
            longest_wait: TimeDelta::hours(24),
            closes_strangers_at: None,
            strangers_sum: StrangerSum::LIMIT,
        }
    }

    /// The rules for passwords (S7).
    pub const fn password() -> Self {
        Self {
            free_tries: 5,
            first_wait: TimeDelta::seconds(15),
            longest_wait: TimeDelta::hours(1),
            closes_strangers_at: Some(100),
            strangers_sum: u32::MAX,
        }
    }

    /// How long the next try waits after so many wrong ones in a row.
    fn wait_after(&self, wrong_in_row: u32) -> TimeDelta {
        let Some(doublings) = wrong_in_row.checked_sub(self.free_tries) else {
            return TimeDelta::zero();
        };
        2_i32
            .checked_pow(doublings)
            .and_then(|factor| self.first_wait.checked_mul(factor))
            .map_or(self.longest_wait, |wait| wait.min(self.longest_wait))
    }
}

/// A row of wrong answers: of one known client, or of all strangers together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many were wrong since the last right one.
    pub wrong_in_row: u32,
    /// When the latest wrong one came.
    pub last_wrong_at: Option<DateTime<Utc>>,
}

impl Tally {
    /// How long a further try has to wait; `None` when it may come now.
    pub fn wait(&self, rules: &ThrottleRules, now: DateTime<Utc>) -> Option<TimeDelta> {
        rest(self.last_wrong_at, rules.wait_after(self.wrong_in_row), now)
    }

    /// Counts a wrong answer.
    pub fn record_wrong(&mut self, now: DateTime<Utc>) {
        self.wrong_in_row = self.wrong_in_row.saturating_add(1);
        self.last_wrong_at = self.last_wrong_at.max(Some(now));
    }

    /// Ends the row after a right answer.
    pub fn record_right(&mut self) {
        *self = Self::default();
    }

    /// Whether a password may be tried now, by a stranger or by a known client (S7).
    pub fn password_standing(
        &self,
        is_stranger: bool,
        rules: &ThrottleRules,
        now: DateTime<Utc>,
    ) -> PasswordStanding {
        let closed = rules.closes_strangers_at.is_some_and(|limit| self.wrong_in_row >= limit);
        if is_stranger && closed {
            return PasswordStanding::Closed;
        }
        self.wait(rules, now).map_or(PasswordStanding::Open, PasswordStanding::Waits)
    }
}

/// Whether a password may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordStanding {
    /// It may.
    Open,
    /// It may, after so long.
    Waits(TimeDelta),
    /// It may not, until the password is reset or a known client logs in.
    Closed,
}

impl PasswordStanding {
    /// The wait to report; a closed door reports the longest, so that nobody learns of it.
    pub const fn wait(self, rules: &ThrottleRules) -> Option<TimeDelta> {
        match self {
            Self::Open => None,
            Self::Waits(wait) => Some(wait),
            Self::Closed => Some(rules.longest_wait),
        }
    }
}

/// All wrong codes of strangers within 30 days; no right one ends this sum (S6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StrangerSum {
    /// How many there were within the window.
    pub wrong_in_30_days: u32,
    /// When the latest came.
    pub last_wrong_at: Option<DateTime<Utc>>,
}

impl StrangerSum {
    /// From how many on each further try waits, unless the service is stricter.
    pub const LIMIT: u32 = 100;

    /// How far back wrong codes count.
    pub const WINDOW: TimeDelta = TimeDelta::days(30);

    /// How long each further try waits.
    pub const WAIT: TimeDelta = TimeDelta::hours(24);

    /// How long a further try has to wait; `None` when it may come now.
    pub fn wait(&self, rules: &ThrottleRules, now: DateTime<Utc>) -> Option<TimeDelta> {
        let wait = if self.wrong_in_30_days >= rules.strangers_sum { Self::WAIT } else { TimeDelta::zero() };
        rest(self.last_wrong_at, wait, now)
    }
}

/// How long a second factor has to wait: by the tally of the one who tries, and for strangers by
/// their sum, whichever is longer.
pub fn second_factor_wait(
    tally: &Tally,
    sum: Option<&StrangerSum>,
    rules: &ThrottleRules,
    now: DateTime<Utc>,
) -> Option<TimeDelta> {
    let by_sum = sum.and_then(|sum| sum.wait(rules, now));
    tally.wait(rules, now).max(by_sum)
}

/// What is left of a wait that began at an instant.
fn rest(since: Option<DateTime<Utc>>, wait: TimeDelta, now: DateTime<Utc>) -> Option<TimeDelta> {
    let rest = since? + wait - now;
    (wait > TimeDelta::zero() && rest > TimeDelta::zero()).then_some(rest)
}

#[cfg(test)]
#[path = "throttle_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "throttle_guessing_tests.rs"]
mod guessing;
