//! What a team demands of its users, and whether a text may serve as their second factor (S27).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// What a user may do in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Manages the team.
    Admin,
    /// Belongs to the team.
    Member,
}

/// A text that names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a role")]
pub struct UnknownRole;

impl Role {
    /// The role's name, as on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Member => "member",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        [Self::Admin, Self::Member].into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

/// A team's rules for the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four switches that an admin sets one by one")]
pub struct TeamPolicy {
    /// Whether every user needs a second factor.
    pub require_two_factor: bool,
    /// Whether admins need one.
    pub require_two_factor_for_admins: bool,
    /// How many days a user may go without one.
    pub grace_days: u16,
    /// Whether texts may serve as one.
    pub allow_sms: bool,
    /// Whether devices may be remembered.
    pub allow_remember_device: bool,
    /// Since when it has demanded what it demands now.
    pub since: DateTime<Utc>,
}

impl TeamPolicy {
    /// The most days of grace.
    pub const MAX_GRACE_DAYS: u16 = 365;

    /// The policy of a team that begins now.
    pub const fn of_new_team(now: DateTime<Utc>) -> Self {
        Self {
            require_two_factor: false,
            require_two_factor_for_admins: true,
            grace_days: 14,
            allow_sms: true,
            allow_remember_device: true,
            since: now,
        }
    }

    /// Whether users of a role need a second factor, sooner or later.
    pub const fn requires_of(&self, role: Role) -> bool {
        self.require_two_factor || (self.require_two_factor_for_admins && matches!(role, Role::Admin))
    }

    /// From when on a user needs a second factor: the grace runs from the later of the policy's and
    /// the user's beginning. `None` where none is ever needed.
    pub fn required_from(&self, role: Role, user_created_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let begins = self.since.max(user_created_at);
        self.requires_of(role).then(|| begins + TimeDelta::days(self.grace_days.into()))
    }

    /// Whether a user needs a second factor by now.
    pub fn is_demanded(&self, role: Role, user_created_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        self.required_from(role, user_created_at).is_some_and(|from| now >= from)
    }
}

/// Why no text can serve as a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SmsUnavailable {
    /// The service has no gateway.
    #[error("the service sends no texts")]
    NoGateway,
    /// The team forbids it.
    #[error("the team does not allow texts")]
    TeamForbids,
    /// The user has no number.
    #[error("there is no phone number")]
    NoNumber,
    /// The number's country is not on the list.
    #[error("texts are not sent to that country")]
    CountryNotAllowed,
    /// The owner has not proven the number.
    #[error("the phone number is not verified")]
    Unverified,
}

impl SmsUnavailable {
    /// The reason's name, as on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoGateway => "no_gateway",
            Self::TeamForbids => "team_forbids",
            Self::NoNumber => "no_number",
            Self::CountryNotAllowed => "country_not_allowed",
            Self::Unverified => "unverified",
        }
    }
}

/// What is known of the number on file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberStanding {
    /// Whether its owner saved it in a session proven by a second factor, or sent back a code.
    pub verified: bool,
    /// Whether texts are sent to its country.
    pub country_allowed: bool,
}

/// Whether a text can serve as a second factor, and if not, what stands first in the way: what the
/// user can't mend comes before what they can.
pub const fn sms_standing(
    has_gateway: bool,
    policy: &TeamPolicy,
    number: Option<NumberStanding>,
) -> Result<(), SmsUnavailable> {
    match (has_gateway, policy.allow_sms, number) {
        (false, _, _) => Err(SmsUnavailable::NoGateway),
        (_, false, _) => Err(SmsUnavailable::TeamForbids),
        (_, _, None) => Err(SmsUnavailable::NoNumber),
        (_, _, Some(NumberStanding { country_allowed: false, .. })) => Err(SmsUnavailable::CountryNotAllowed),
        (_, _, Some(NumberStanding { verified: false, .. })) => Err(SmsUnavailable::Unverified),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::at;

    const DAY: i64 = 86_400;

    #[test]
    fn grace_runs_from_the_later_of_the_policys_and_the_users_beginning() {
        let policy = TeamPolicy::of_new_team(at(10 * DAY));
        assert_eq!(policy.required_from(Role::Admin, at(0)), Some(at(24 * DAY)));
        assert_eq!(policy.required_from(Role::Admin, at(20 * DAY)), Some(at(34 * DAY)));
        assert!(!policy.is_demanded(Role::Admin, at(0), at(24 * DAY - 1)));
        assert!(policy.is_demanded(Role::Admin, at(0), at(24 * DAY)));
    }

    #[test]
    fn a_new_team_demands_it_of_admins_alone() {
        let policy = TeamPolicy::of_new_team(at(0));
        assert_eq!(policy.required_from(Role::Member, at(0)), None);
        let strict = TeamPolicy { require_two_factor: true, grace_days: 0, ..policy };
        assert!(strict.is_demanded(Role::Member, at(0), at(0)));
    }

    #[test]
    fn s27_a_number_alone_is_no_second_factor() {
        let policy = TeamPolicy::of_new_team(at(0));
        let number = NumberStanding { verified: true, country_allowed: true };
        assert_eq!(sms_standing(true, &policy, Some(number)), Ok(()));

        let unverified = NumberStanding { verified: false, ..number };
        assert_eq!(sms_standing(true, &policy, Some(unverified)), Err(SmsUnavailable::Unverified));
        let abroad = NumberStanding { country_allowed: false, ..unverified };
        assert_eq!(sms_standing(true, &policy, Some(abroad)), Err(SmsUnavailable::CountryNotAllowed));
        assert_eq!(sms_standing(true, &policy, None), Err(SmsUnavailable::NoNumber));
        assert_eq!(sms_standing(false, &policy, Some(number)), Err(SmsUnavailable::NoGateway));
        let forbidding = TeamPolicy { allow_sms: false, ..policy };
        assert_eq!(sms_standing(true, &forbidding, None), Err(SmsUnavailable::TeamForbids));
    }

    #[test]
    fn roles_read_back() {
        assert_eq!("admin".parse(), Ok(Role::Admin));
        assert_eq!(Role::Member.as_str().parse(), Ok(Role::Member));
        assert_eq!("root".parse::<Role>(), Err(UnknownRole));
    }
}
