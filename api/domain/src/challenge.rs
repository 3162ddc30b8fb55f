//! The open question after a right password, and how every answer to it is weighed.
//!
//! ```text
//!   open ──right──► ended
//!    │ ▲
//!    │ └─wrong, fewer than five
//!    └──the fifth wrong, or five minutes──► dead
//! ```
//!
//! Log-in by steps, log-in in one call and step-up ask for the same thing, so all three weigh an
//! answer here: against the same authenticators, under the same waits (S6).

use chrono::{DateTime, TimeDelta, Utc};
use rand_core::CryptoRng;

use crate::answer::{Answer, Method};
use crate::digits::SixDigits;
use crate::id::{ChallengeId, KnownClientId, UserId};
use crate::sms_code::{LiveSmsCode, SmsCode};
use crate::span::{retry_after_seconds, whole_seconds_up};
use crate::totp::{TimeStep, TotpAuthenticator, TotpCode, TotpRefusal};

/// How long a challenge stays open.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// The most wrong codes that a challenge bears; a stricter service may bear fewer.
pub const TRIES: u32 = 5;

/// The server's open question after the password: "and what else?"
#[derive(Debug, Clone)]
pub struct LoginChallenge {
    /// The challenge's name.
    pub id: ChallengeId,
    /// Who is logging in.
    pub user: UserId,
    /// The known client that the log-in came from, whose tally counts; strangers have none.
    pub client: Option<KnownClientId>,
    /// How many wrong codes it was answered with.
    pub wrong_codes: u32,
    /// When it lapses.
    pub expires_at: DateTime<Utc>,
    /// When it was answered rightly, or ended by something else.
    pub ended_at: Option<DateTime<Utc>>,
}

impl LoginChallenge {
    /// Opens a challenge after a right password.
    pub fn open(
        user: UserId,
        client: Option<KnownClientId>,
        now: DateTime<Utc>,
        rng: &mut impl CryptoRng,
    ) -> Self {
        Self {
            id: ChallengeId::new(now, rng),
            user,
            client,
            wrong_codes: 0,
            expires_at: now + LIFETIME,
            ended_at: None,
        }
    }

    /// Whether it can still be answered.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && now < self.expires_at && self.wrong_codes < TRIES
    }

    /// How many wrong codes it still bears, of so many.
    pub fn attempts_remaining(&self, tries: u32) -> u32 {
        tries.min(TRIES).saturating_sub(self.wrong_codes)
    }

    /// How many whole seconds it stays open.
    pub fn expires_in(&self, now: DateTime<Utc>) -> i64 {
        whole_seconds_up(self.expires_at - now)
    }

    /// Takes note of a verdict: a right answer ends the challenge, and so does the last wrong one that it bears.
    pub fn record(&mut self, verdict: &Verdict, tries: u32, now: DateTime<Utc>) {
        if verdict.counts() {
            self.wrong_codes = self.wrong_codes.saturating_add(1);
        }
        let over = verdict.passed() || self.attempts_remaining(tries) == 0;
        if over && self.ended_at.is_none() {
            self.ended_at = Some(now);
        }
    }
}

/// All that an answer is held against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weighing<'a> {
    /// The user's app.
    pub totp: Option<&'a TotpAuthenticator>,
    /// The text sent for this challenge, or for this session and purpose.
    pub sms: Option<&'a LiveSmsCode>,
    /// The wait that runs for whoever answers (S6).
    pub wait: Option<TimeDelta>,
    /// Whether the answer is one of the user's backup codes and not spent, as the store found.
    pub backup_code_is_unspent: bool,
}

impl Weighing<'_> {
    /// Weighs an answer.
    ///
    /// During a wait six digits are refused without a look. A backup code is looked at all the
    /// same: fifty bits are not guessed, and the owner is not kept out (S6).
    pub fn weigh(&self, answer: &Answer, now: DateTime<Utc>) -> Verdict {
        match (answer, self.wait) {
            (Answer::Backup(_), _) if self.backup_code_is_unspent => Verdict::Passed(Proof::BackupCode),
            (Answer::Backup(_), _) => Verdict::Refused(Refusal::Wrong),
            (Answer::Digits { .. }, Some(wait)) => {
                Verdict::Refused(Refusal::Throttled { retry_after: retry_after_seconds(wait) })
            }
            (Answer::Digits { code, totp, sms }, None) => self.weigh_digits(code, *totp, *sms, now),
        }
    }

    fn weigh_digits(&self, code: &SixDigits, totp: bool, sms: bool, now: DateTime<Utc>) -> Verdict {
        let by_sms = sms && self.sms.is_some_and(|live| live.matches(&SmsCode::from(code), now));
        let by_totp = self.totp.filter(|_| totp).map(|totp| totp.verify(&TotpCode::from(code), now));

        match by_totp {
            _ if by_sms => Verdict::Passed(Proof::Sms),
            Some(Ok(step)) => Verdict::Passed(Proof::Totp(step)),
            Some(Err(refusal)) => Verdict::Refused(refusal.into()),
            None => Verdict::Refused(Refusal::Wrong),
        }
    }
}

/// What came of an answer. A refusal is a value, since the system must remember it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Passed(Proof),
    /// It is not.
    Refused(Refusal),
}

impl Verdict {
    /// Whether the answer was right.
    pub const fn passed(&self) -> bool {
        matches!(self, Self::Passed(_))
    }

    /// Whether the answer counts as a wrong one.
    pub const fn counts(&self) -> bool {
        match self {
            Self::Passed(_) => false,
            Self::Refused(refusal) => refusal.counts(),
        }
    }
}

/// What a right answer proved, and so what is spent by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The code of this step.
    Totp(TimeStep),
    /// The code from the text.
    Sms,
    /// A backup code.
    BackupCode,
}

impl Proof {
    /// The method that it was made by.
    pub const fn method(self) -> Method {
        match self {
            Self::Totp(_) => Method::Totp,
            Self::Sms => Method::Sms,
            Self::BackupCode => Method::BackupCode,
        }
    }
}

/// Why an answer is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A wait runs; nothing was compared.
    #[error("too many wrong codes")]
    Throttled {
        /// Seconds until the wait is over.
        retry_after: i64,
    },
    /// It is the code of a step that is spent.
    #[error("the code was used already")]
    AlreadyUsed {
        /// Seconds until a code can be right again.
        retry_after: i64,
    },
    /// It is a backup code that was used before.
    #[error("the backup code was used already")]
    Spent,
    /// It was right a few minutes ago.
    #[error("the clock of the phone is behind")]
    ClockBehind,
    /// It is wrong.
    #[error("the code is wrong")]
    Wrong,
}

impl Refusal {
    /// What became of the answer, in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Throttled { .. } => "throttled",
            Self::AlreadyUsed { .. } | Self::Spent => "already_used",
            Self::ClockBehind => "clock_behind",
            Self::Wrong => "wrong",
        }
    }

    /// Whether it counts as a wrong code: a code that was not looked at, or is spent, does not.
    pub const fn counts(&self) -> bool {
        matches!(self, Self::ClockBehind | Self::Wrong)
    }
}

impl From<TotpRefusal> for Refusal {
    fn from(refusal: TotpRefusal) -> Self {
        match refusal {
            TotpRefusal::Wrong => Self::Wrong,
            TotpRefusal::AlreadyUsed { retry_after } => Self::AlreadyUsed { retry_after },
            TotpRefusal::ClockBehind => Self::ClockBehind,
        }
    }
}

#[cfg(test)]
#[path = "challenge_tests.rs"]
mod tests;
