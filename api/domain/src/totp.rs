//! Codes of an authenticator app: RFC 6238 with SHA-1, six digits and steps of 30 seconds (S1, S2).
//!
//! ```text
//!   … n-12 │ n-11 … n-2 │ n-1   n   n+1 │ n+2 …
//!    wrong │ the clock  │   accepted,   │ wrong
//!          │ is behind  │ unless spent  │
//! ```
//!
//! The mark of what was spent is an absolute step that only rises. A clock that steps back
//! therefore refuses codes for a while; it never accepts one twice.

use chrono::{DateTime, Utc};
use totp_lite::{Sha1, totp_custom};

use crate::digits::{MalformedCode, SixDigits};
use crate::id::{AuthenticatorId, UserId};
use crate::secret::SharedSecret;

pub use crate::digits::DIGITS;

/// How long a code is shown: X of RFC 6238.
pub const STEP_SECONDS: u64 = 30;

/// How many steps to either side of the present one are accepted (RFC 6238 §6).
pub const ACCEPTED_DRIFT: u64 = 1;

/// For how many steps before the accepted ones a code tells that the phone's clock is behind.
pub const CLOCK_BEHIND_STEPS: u64 = 10;

/// A time step: how many times 30 seconds have passed since 1970 began. T of RFC 6238.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeStep(u64);

impl TimeStep {
    /// The step that an instant lies in; step 0 for all that was before 1970.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(seconds(now) / STEP_SECONDS)
    }

    /// The steps up to `drift` to either side, oldest first, ending at the first and the last there is.
    pub fn within(self, drift: u64) -> impl DoubleEndedIterator<Item = Self> {
        (self.0.saturating_sub(drift)..=self.0.saturating_add(drift)).map(Self)
    }

    /// The step's number.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The step of a number.
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// How many seconds are left, at an instant, until the next step: 1 to 30.
    pub fn seconds_to_next(now: DateTime<Utc>) -> i64 {
        (STEP_SECONDS - seconds(now) % STEP_SECONDS).cast_signed()
    }

    /// How many seconds are left, at an instant, until this step begins.
    fn seconds_until(self, now: DateTime<Utc>) -> i64 {
        let begins = self.0.saturating_mul(STEP_SECONDS);
        i64::try_from(begins.saturating_sub(seconds(now))).unwrap_or(i64::MAX)
    }

    /// The steps just before those that are accepted at this one.
    fn just_lapsed(self) -> impl Iterator<Item = Self> {
        let end = self.0.saturating_sub(ACCEPTED_DRIFT);
        (end.saturating_sub(CLOCK_BEHIND_STEPS)..end).map(Self)
    }
}

fn seconds(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or(0)
}

/// A code of an authenticator app, compared in constant time (S5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotpCode(SixDigits);

impl TotpCode {
    /// Reads a code as typed: six ASCII digits; blanks and hyphens drop out.
    pub fn parse(text: &str) -> Result<Self, MalformedCode> {
        SixDigits::parse(text).map(Self)
    }

    /// The digits themselves.
    #[cfg(test)]
    pub(crate) fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl From<&SixDigits> for TotpCode {
    fn from(digits: &SixDigits) -> Self {
        Self(digits.clone())
    }
}

impl SharedSecret {
    /// The code that an app shows during a step.
    pub fn code_at(&self, step: TimeStep) -> TotpCode {
        // Steps of one second make totp-lite's time the counter itself, so that no step overflows.
        let text = totp_custom::<Sha1>(1, DIGITS, self.expose(), step.number());
        TotpCode(SixDigits::from_bare(&text).unwrap_or_else(|| unreachable!("totp-lite pads its codes")))
    }
}

/// Why a code of an app is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TotpRefusal {
    /// It belongs to no step that is near.
    #[error("the code is wrong")]
    Wrong,
    /// It is right, but its step is not after the last accepted one (S2).
    #[error("the code was used already")]
    AlreadyUsed {
        /// Seconds until a code can be right again.
        retry_after: i64,
    },
    /// It was right a few minutes ago.
    #[error("the clock of the phone is behind")]
    ClockBehind,
}

/// An app that proved once that it holds the secret.
#[derive(Debug, Clone)]
pub struct TotpAuthenticator {
    /// The authenticator's name.
    pub id: AuthenticatorId,
    /// Whose it is.
    pub user: UserId,
    /// What app and service share.
    pub secret: SharedSecret,
    /// The latest step that was accepted for whatever purpose; it and all before it are spent.
    pub last_accepted_step: Option<TimeStep>,
    /// When the app gave its first right code.
    pub confirmed_at: DateTime<Utc>,
}

impl TotpAuthenticator {
    /// The step whose code this is, if it is fresh.
    ///
    /// Steps up to the last accepted one are spent, so a code works once (RFC 6238 §5.2).
    /// Adjacent steps may carry the same digits: every step is tried and the newest unspent match
    /// counts. `None` sorts below every step: a new authenticator has spent none.
    pub fn verify(&self, code: &TotpCode, now: DateTime<Utc>) -> Result<TimeStep, TotpRefusal> {
        let step = TimeStep::at(now);
        // No early exit: how long it takes tells nothing about which step it was.
        let newest = step
            .within(ACCEPTED_DRIFT)
            .fold(None, |newest, step| if self.secret.code_at(step) == *code { Some(step) } else { newest });

        match newest {
            Some(fresh) if Some(fresh) > self.last_accepted_step => Ok(fresh),
            Some(_) => Err(TotpRefusal::AlreadyUsed { retry_after: self.seconds_to_fresh_code(now) }),
            None if self.was_right_before(code, step) => Err(TotpRefusal::ClockBehind),
            None => Err(TotpRefusal::Wrong),
        }
    }

    fn was_right_before(&self, code: &TotpCode, step: TimeStep) -> bool {
        step.just_lapsed().fold(false, |found, step| found | (self.secret.code_at(step) == *code))
    }

    /// Until the next step; or, when the clock was set back, until the step after the mark comes near.
    fn seconds_to_fresh_code(&self, now: DateTime<Utc>) -> i64 {
        let first_fresh = self.last_accepted_step.map_or(0, |last| last.0.saturating_add(1));
        let comes_near = TimeStep(first_fresh.saturating_sub(ACCEPTED_DRIFT));
        TimeStep::seconds_to_next(now).max(comes_near.seconds_until(now))
    }
}

#[cfg(test)]
#[path = "totp_tests.rs"]
mod tests;
