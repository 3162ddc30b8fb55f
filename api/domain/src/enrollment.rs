//! Binding a new app to a user (S16).
//!
//! ```text
//!   begin ──► PendingEnrollment ──confirm, a right code──► TotpAuthenticator
//!                 │      ▲
//!                 │      └─ a wrong code, fewer than five
//!                 └─ 10 minutes, the fifth wrong code, or another begin ──► nothing
//! ```
//!
//! Until it is confirmed a secret logs nobody in and replaces nothing.

use chrono::{DateTime, TimeDelta, Utc};
use rand_core::CryptoRng;
use uuid::Uuid;

use crate::id::{AuthenticatorId, EnrollmentId, UserId};
use crate::secret::SharedSecret;
use crate::span::whole_seconds_up;
use crate::totp::{TotpAuthenticator, TotpCode, TotpRefusal};

/// How long an enrollment can be confirmed.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// How many wrong codes void an enrollment.
pub const TRIES: u32 = 5;

/// A secret shown to the user but not yet proven to be in an app.
#[derive(Debug, Clone)]
pub struct PendingEnrollment {
    /// The enrollment's name.
    pub id: EnrollmentId,
    /// Who enrolls.
    pub user: UserId,
    /// The session, or the row of the enrolment token, that began and alone may confirm.
    pub begun_by: Uuid,
    /// What the app should hold.
    pub secret: SharedSecret,
    /// How many wrong codes it was tried with.
    pub wrong_codes: u32,
    /// When it lapses.
    pub expires_at: DateTime<Utc>,
}

/// Why an enrollment is not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnrollmentRefusal {
    /// It is over: too old, or void after five wrong codes.
    #[error("the enrollment lapsed")]
    Lapsed,
    /// The code is wrong.
    #[error("the code is wrong")]
    Wrong {
        /// How many wrong codes the enrollment still bears.
        attempts_remaining: u32,
    },
    /// The code was right a few minutes ago.
    #[error("the clock of the phone is behind")]
    ClockBehind {
        /// How many wrong codes the enrollment still bears.
        attempts_remaining: u32,
    },
}

impl PendingEnrollment {
    /// Begins an enrollment with a new secret.
    pub fn begin(user: UserId, begun_by: Uuid, now: DateTime<Utc>, rng: &mut impl CryptoRng) -> Self {
        Self {
            id: EnrollmentId::new(now, rng),
            user,
            begun_by,
            secret: SharedSecret::generate(rng),
            wrong_codes: 0,
            expires_at: now + LIFETIME,
        }
    }

    /// Whether it can still be confirmed.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at && self.wrong_codes < TRIES
    }

    /// How many wrong codes it still bears.
    pub fn attempts_remaining(&self) -> u32 {
        TRIES.saturating_sub(self.wrong_codes)
    }

    /// How many whole seconds are left to confirm it.
    pub fn expires_in(&self, now: DateTime<Utc>) -> i64 {
        whole_seconds_up(self.expires_at - now)
    }

    /// Turns the enrollment into an authenticator once the app produced a first code, whose step is
    /// thereby spent. A wrong code is counted here; whoever asked saves the count.
    pub fn confirm(
        &mut self,
        code: &TotpCode,
        now: DateTime<Utc>,
        rng: &mut impl CryptoRng,
    ) -> Result<TotpAuthenticator, EnrollmentRefusal> {
        if !self.is_open(now) {
            return Err(EnrollmentRefusal::Lapsed);
        }

        let unmarked = TotpAuthenticator {
            id: AuthenticatorId::new(now, rng),
            user: self.user,
            secret: self.secret.clone(),
            last_accepted_step: None,
            confirmed_at: now,
        };
        match unmarked.verify(code, now) {
            Ok(step) => Ok(TotpAuthenticator { last_accepted_step: Some(step), ..unmarked }),
            Err(refusal) => Err(self.refuse(refusal)),
        }
    }

    fn refuse(&mut self, refusal: TotpRefusal) -> EnrollmentRefusal {
        self.wrong_codes = self.wrong_codes.saturating_add(1);
        let attempts_remaining = self.attempts_remaining();
        match refusal {
            TotpRefusal::ClockBehind => EnrollmentRefusal::ClockBehind { attempts_remaining },
            TotpRefusal::Wrong | TotpRefusal::AlreadyUsed { .. } => {
                EnrollmentRefusal::Wrong { attempts_remaining }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, seeded};
    use crate::totp::TimeStep;

    const BEGUN: i64 = 1_700_000_000;

    fn pending() -> PendingEnrollment {
        let rng = &mut seeded(1);
        PendingEnrollment::begin(UserId::new(at(BEGUN), rng), Uuid::nil(), at(BEGUN), rng)
    }

    fn code(pending: &PendingEnrollment, second: i64) -> TotpCode {
        pending.secret.code_at(TimeStep::at(at(second)))
    }

    fn wrong(pending: &PendingEnrollment) -> TotpCode {
        let text = (0..100).map(|n| format!("{n:06}")).find(|text| {
            let code = TotpCode::parse(text).expect("parses");
            TimeStep::at(at(BEGUN)).within(60).all(|step| pending.secret.code_at(step) != code)
        });
        TotpCode::parse(&text.expect("some code is wrong")).expect("parses")
    }

    #[test]
    fn s2_the_step_that_confirmed_is_spent() {
        let mut pending = pending();
        let code = code(&pending, BEGUN + 60);
        let authenticator = pending.confirm(&code, at(BEGUN + 60), &mut seeded(2)).expect("confirms");
        assert_eq!(authenticator.last_accepted_step, Some(TimeStep::at(at(BEGUN + 60))));
        assert!(matches!(authenticator.verify(&code, at(BEGUN + 61)), Err(TotpRefusal::AlreadyUsed { .. })));
    }

    #[test]
    fn s1_phones_that_run_a_step_ahead_or_behind_confirm() {
        for drift in [-30, 30] {
            let mut pending = pending();
            let code = code(&pending, BEGUN + drift);
            assert!(pending.confirm(&code, at(BEGUN), &mut seeded(2)).is_ok(), "{drift}");
        }
    }

    #[test]
    fn s16_five_wrong_codes_void_it_even_for_the_right_one() {
        let mut pending = pending();
        let wrong = wrong(&pending);
        for attempts_remaining in (0..5).rev() {
            let refusal = pending.confirm(&wrong, at(BEGUN), &mut seeded(2)).unwrap_err();
            assert_eq!(refusal, EnrollmentRefusal::Wrong { attempts_remaining });
        }
        let right = code(&pending, BEGUN);
        assert_eq!(
            pending.confirm(&right, at(BEGUN), &mut seeded(2)).unwrap_err(),
            EnrollmentRefusal::Lapsed
        );
    }

    #[test]
    fn s16_it_lapses_after_ten_minutes() {
        let mut pending = pending();
        let late = BEGUN + 600;
        let code = code(&pending, late);
        assert_eq!(pending.expires_in(at(BEGUN)), 600);
        assert_eq!(pending.confirm(&code, at(late), &mut seeded(2)).unwrap_err(), EnrollmentRefusal::Lapsed);
        let code = self::code(&pending, late - 1);
        assert!(pending.confirm(&code, at(late - 1), &mut seeded(2)).is_ok());
    }

    #[test]
    fn c10_a_phone_that_is_minutes_behind_is_told_so() {
        let mut pending = pending();
        let code = code(&pending, BEGUN - 120);
        let refusal = pending.confirm(&code, at(BEGUN), &mut seeded(2)).unwrap_err();
        assert_eq!(refusal, EnrollmentRefusal::ClockBehind { attempts_remaining: 4 });
    }
}
