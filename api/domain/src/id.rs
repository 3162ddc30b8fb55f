//! The names that rows go by: `UUIDv7`, one type for each kind of row.
//!
//! An identifier is made of an instant and of chance, both handed in, so that tests can
//! foretell it; its first 48 bits are the instant, which keeps new rows together in an index.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

/// A text that is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct MalformedId;

fn version_7(now: DateTime<Utc>, rng: &mut impl CryptoRng) -> Uuid {
    let mut chance = [0; 10];
    rng.fill_bytes(&mut chance);
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes a new identifier of the instant and of chance.
            pub fn new(now: DateTime<Utc>, rng: &mut impl CryptoRng) -> Self {
                Self(version_7(now, rng))
            }

            /// The bare UUID, as the store keeps it.
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, MalformedId> {
                Uuid::try_parse(text).map(Self).map_err(|_| MalformedId)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// Names a team.
    TeamId;
    /// Names a user.
    UserId;
    /// Names a session; the `sid` of its access tokens.
    SessionId;
    /// Names a login challenge.
    ChallengeId;
    /// Names a pending enrollment.
    EnrollmentId;
    /// Names an authenticator.
    AuthenticatorId;
    /// Names a remembered device.
    DeviceId;
    /// Names a known client (S6, S7).
    KnownClientId;
    /// Names a mailed link.
    LinkId;
    /// Names a live SMS code.
    SmsCodeId;
    /// Names a text message that was sent.
    TextId;
    /// Names the row of an enrolment token.
    GrantId;
    /// Names an API token.
    ApiTokenId;
    /// Names a row of the activity log.
    ActivityId;
    /// Names a queued mail.
    MailId;
    /// Names a wrong try that is counted (S6, S7).
    WrongTryId;
    /// Names an access token, its `jti`.
    AccessTokenId;
    /// Names a call of the API.
    RequestId;
}

impl ActivityId {
    /// The last that an entry of this millisecond can have: later ones have greater ids.
    pub fn last_of(instant: DateTime<Utc>) -> Self {
        let millis = u64::try_from(instant.timestamp_millis()).unwrap_or(0);
        Self(Builder::from_unix_timestamp_millis(millis, &[0xff; 10]).into_uuid())
    }

    /// The last that an entry from before this millisecond can have.
    pub fn last_before(instant: DateTime<Utc>) -> Self {
        Self::last_of(instant - TimeDelta::milliseconds(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, seeded};
    use proptest::prelude::*;

    #[test]
    fn an_identifier_is_a_uuid_of_version_7_that_carries_its_instant() {
        let id = UserId::new(at(1_700_000_000), &mut seeded(1)).as_uuid();
        assert_eq!(id.get_version_num(), 7);
        assert_eq!(id.get_timestamp().map(|stamp| stamp.to_unix()), Some((1_700_000_000, 0)));
    }

    #[test]
    fn later_identifiers_sort_after_earlier_ones() {
        let rng = &mut seeded(2);
        assert!(SessionId::new(at(1_000), rng) < SessionId::new(at(1_001), rng));
    }

    #[test]
    fn an_instants_last_identifier_parts_it_from_the_next_millisecond() {
        let (now, rng) = (at(1_000), &mut seeded(6));
        let last = ActivityId::last_of(now);
        let next = now + TimeDelta::milliseconds(1);
        for _ in 0..100 {
            assert!(ActivityId::new(now, rng) <= last && last < ActivityId::new(next, rng));
            assert!(ActivityId::last_before(now) < ActivityId::new(now, rng));
            assert_eq!(ActivityId::last_before(next), last);
        }
        assert!(ActivityId::last_of(at(-5)) < ActivityId::new(at(1), rng));
    }

    #[test]
    fn an_identifier_reads_back_and_nonsense_does_not() {
        let id = TeamId::new(at(5), &mut seeded(3));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("12".parse::<TeamId>(), Err(MalformedId));
    }

    #[test]
    fn a_clock_before_1970_still_makes_identifiers() {
        assert_eq!(UserId::new(at(-5), &mut seeded(4)).as_uuid().get_version_num(), 7);
    }

    proptest! {
        #[test]
        fn s23_whatever_stands_for_an_identifier_is_one_or_refused(
            text in "(?s:.){0,50}|[0-9a-fA-F{}-]{30,40}|(urn:uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        ) {
            if let Ok(id) = text.parse::<UserId>() {
                prop_assert_eq!(id.to_string().len(), 36);
                prop_assert_eq!(id.to_string().parse(), Ok(id));
            }
        }

        #[test]
        fn s23_an_identifier_reads_back_and_a_letter_more_or_less_is_none(seconds in 0..1_i64 << 38, seed: u64) {
            let id = UserId::new(at(seconds), &mut seeded(seed));
            let told = id.to_string();
            prop_assert_eq!(told.parse(), Ok(id));
            prop_assert_eq!(told[1..].parse::<UserId>(), Err(MalformedId));
            prop_assert_eq!(format!("{told}0").parse::<UserId>(), Err(MalformedId));
        }
    }
}
