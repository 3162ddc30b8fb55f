//! Browsers and apps that are excused from the second factor at log-in (S13).
//!
//! A device is remembered for 30 days from the proof. Its token is replaced at each use, which
//! makes it no older and no younger.

use chrono::{DateTime, TimeDelta, Utc};
use rand_core::CryptoRng;

use crate::id::{DeviceId, UserId};
use crate::span::whole_seconds_up;

/// How long a replaced token still answers with the same successor (S15).
pub const REPLACEMENT_GRACE: TimeDelta = TimeDelta::seconds(10);

/// A device that proved the second factor and was asked to be remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RememberedDevice {
    /// The device's name in the database.
    pub id: DeviceId,
    /// The one user it is bound to.
    pub user: UserId,
    /// What its owner knows it by; names need not differ.
    pub name: String,
    /// When it was remembered, which is when the factor was proven.
    pub created_at: DateTime<Utc>,
    /// When it last stood in for the second factor.
    pub last_used_at: DateTime<Utc>,
    /// When it is forgotten.
    pub expires_at: DateTime<Utc>,
}

impl RememberedDevice {
    /// Remembers a device on which the second factor was just proven.
    pub fn remember(
        user: UserId,
        name: String,
        lifetime: TimeDelta,
        now: DateTime<Utc>,
        rng: &mut impl CryptoRng,
    ) -> Self {
        Self {
            id: DeviceId::new(now, rng),
            user,
            name,
            created_at: now,
            last_used_at: now,
            expires_at: now + lifetime,
        }
    }

    /// Whether the device may stand in for the second factor of a user.
    pub fn excuses(&self, user: UserId, now: DateTime<Utc>) -> bool {
        self.user == user && now < self.expires_at
    }

    /// How many whole seconds it is still remembered.
    pub fn expires_in(&self, now: DateTime<Utc>) -> i64 {
        whole_seconds_up(self.expires_at - now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, seeded};

    #[test]
    fn s13_a_device_is_remembered_for_thirty_days_from_the_proof_and_for_one_user() {
        let rng = &mut seeded(1);
        let (alice, bob) = (UserId::new(at(0), rng), UserId::new(at(0), rng));
        let device = RememberedDevice::remember(alice, "Firefox".to_owned(), TimeDelta::days(30), at(0), rng);

        assert!(device.excuses(alice, at(30 * 86_400 - 1)));
        assert!(!device.excuses(alice, at(30 * 86_400)));
        assert!(!device.excuses(bob, at(1)));
        assert_eq!(device.expires_in(at(10)), 30 * 86_400 - 10);
    }
}
