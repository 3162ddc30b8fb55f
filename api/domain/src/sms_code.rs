//! Codes sent by text message (S4).
//!
//! ```text
//!              resend, a minute or more left: the same code, its end unchanged
//!                 ┌──┐
//!   resend ──►  live ──► dead: 5 minutes over, 5 wrong tries, one success, the challenge's end
//!                 ▲         │
//!                 └─────────┘ resend: a new code
//! ```
//!
//! Texts arrive late and out of order, so "send again" repeats the code: whichever text comes
//! first is right.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use rand_core::CryptoRng;

use crate::digits::{MalformedCode, SixDigits};
use crate::span::whole_seconds_up;

/// How long a code is good for.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// How many wrong tries make a code void.
pub const WRONG_TRIES: u32 = 5;

/// Under how much rest "send again" makes a new code.
pub const RENEW_BELOW: TimeDelta = TimeDelta::minutes(1);

/// What a code in a text is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextPurpose {
    /// Logging in.
    LogIn,
    /// A fresh proof before a risky act.
    StepUp,
    /// Proving that the number is the user's.
    Phone,
}

impl TextPurpose {
    /// Every purpose there is.
    pub const ALL: [Self; 3] = [Self::LogIn, Self::StepUp, Self::Phone];

    /// The purpose's name, as in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LogIn => "log_in",
            Self::StepUp => "step_up",
            Self::Phone => "phone",
        }
    }
}

/// A code sent by text message, compared in constant time (S5).
#[derive(Clone, PartialEq, Eq)]
pub struct SmsCode(SixDigits);

impl SmsCode {
    /// Makes a new code, each as likely as any other.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(SixDigits::generate(rng))
    }

    /// Reads a code as typed: six ASCII digits; blanks and hyphens drop out.
    pub fn parse(text: &str) -> Result<Self, MalformedCode> {
        SixDigits::parse(text).map(Self)
    }

    /// The digits themselves: for the text and for sealing.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl From<&SixDigits> for SmsCode {
    fn from(digits: &SixDigits) -> Self {
        Self(digits.clone())
    }
}

impl fmt::Debug for SmsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmsCode(••••••)")
    }
}

/// A code that was sent for one challenge, or for one session and purpose.
#[derive(Debug, Clone)]
pub struct LiveSmsCode {
    /// The code.
    pub code: SmsCode,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// How many wrong codes were tried against it.
    pub wrong_codes: u32,
}

impl LiveSmsCode {
    /// Makes a new code that lives for five minutes.
    pub fn generate(now: DateTime<Utc>, rng: &mut impl CryptoRng) -> Self {
        Self { code: SmsCode::generate(rng), expires_at: now + LIFETIME, wrong_codes: 0 }
    }

    /// Whether the code can still be right.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at && self.wrong_codes < WRONG_TRIES
    }

    /// Whether this is the code, while it lives.
    pub fn matches(&self, code: &SmsCode, now: DateTime<Utc>) -> bool {
        // Compared also where it is dead, so that the time tells nothing.
        let is_right = self.code == *code;
        self.is_live(now) && is_right
    }

    /// Counts a wrong try; the fifth makes the code void.
    pub fn record_wrong(&mut self) {
        self.wrong_codes = self.wrong_codes.saturating_add(1);
    }

    /// How many tries are left.
    pub fn attempts_remaining(&self) -> u32 {
        WRONG_TRIES.saturating_sub(self.wrong_codes)
    }

    /// How many whole seconds the code still lives.
    pub fn expires_in(&self, now: DateTime<Utc>) -> i64 {
        whole_seconds_up(self.expires_at - now)
    }

    /// The code to send when one is asked for: the same with its end unchanged, or a new one where
    /// there is none, it is dead, or under a minute of it is left.
    #[must_use]
    pub fn resend(former: Option<Self>, now: DateTime<Utc>, rng: &mut impl CryptoRng) -> Self {
        former
            .filter(|live| live.is_live(now) && live.expires_at - now >= RENEW_BELOW)
            .unwrap_or_else(|| Self::generate(now, rng))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, seeded};

    fn live() -> LiveSmsCode {
        LiveSmsCode::generate(at(1_000), &mut seeded(1))
    }

    #[test]
    fn s4_a_code_lives_for_five_minutes() {
        let live = live();
        assert!(live.matches(&live.code.clone(), at(1_000 + 299)));
        assert!(!live.matches(&live.code.clone(), at(1_000 + 300)));
        assert_eq!(live.expires_in(at(1_000)), 300);
        assert_eq!(live.expires_in(at(2_000)), 0);
    }

    #[test]
    fn s4_five_wrong_tries_make_it_void() {
        let mut live = live();
        for remaining in (0..5).rev() {
            assert!(live.is_live(at(1_001)));
            live.record_wrong();
            assert_eq!(live.attempts_remaining(), remaining);
        }
        assert!(!live.matches(&live.code.clone(), at(1_001)));
    }

    #[test]
    fn another_code_does_not_match() {
        let live = live();
        let other = SmsCode::generate(&mut seeded(2));
        assert!(!live.matches(&other, at(1_001)));
    }

    #[test]
    fn s4_send_again_repeats_the_code_with_its_end_unchanged() {
        let first = live();
        let again = LiveSmsCode::resend(Some(first.clone()), at(1_000 + 240), &mut seeded(3));
        assert_eq!(again.code, first.code);
        assert_eq!(again.expires_at, first.expires_at);
    }

    #[test]
    fn s4_a_new_code_comes_where_under_a_minute_is_left_or_the_old_is_dead() {
        let first = live();
        let late = LiveSmsCode::resend(Some(first.clone()), at(1_000 + 241), &mut seeded(3));
        assert_ne!(late.code, first.code);
        assert_eq!(late.expires_at, at(1_000 + 241 + 300));

        let void = LiveSmsCode { wrong_codes: 5, ..first.clone() };
        assert_ne!(LiveSmsCode::resend(Some(void), at(1_001), &mut seeded(3)).code, first.code);
        assert_eq!(LiveSmsCode::resend(None, at(1_001), &mut seeded(3)).wrong_codes, 0);
    }

    #[test]
    fn a_code_does_not_print() {
        let live = live();
        assert!(!format!("{live:?}").contains(live.code.expose()));
    }
}
