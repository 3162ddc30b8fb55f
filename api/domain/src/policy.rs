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
    /// Since when it has demanded one of admins; where it doesn't any more, since when it last did.
    pub since: DateTime<Utc>,
    /// The same for everybody else; `None` where it never did.
    pub of_members_since: Option<DateTime<Utc>>,
}

/// What an admin changes of a policy; what is `None` stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PolicyChange {
    /// Whether every user needs a second factor.
    pub require_two_factor: Option<bool>,
    /// Whether admins need one.
    pub require_two_factor_for_admins: Option<bool>,
    /// How many days a user may go without one.
    pub grace_days: Option<u16>,
    /// Whether texts may serve as one.
    pub allow_sms: Option<bool>,
    /// Whether devices may be remembered.
    pub allow_remember_device: Option<bool>,
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
            of_members_since: None,
        }
    }

    /// Whether users of a role need a second factor, sooner or later.
    pub const fn requires_of(&self, role: Role) -> bool {
        self.require_two_factor || (self.require_two_factor_for_admins && matches!(role, Role::Admin))
    }

    /// From when on a user needs a second factor: the grace runs from the later of the policy's and
    /// the user's beginning. `None` where none is ever needed.
    pub fn required_from(&self, role: Role, user_created_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let since = match role {
            Role::Admin => self.since,
            Role::Member => self.of_members_since.unwrap_or(self.since),
        };
        self.requires_of(role).then(|| since.max(user_created_at) + self.grace())
    }

    fn grace(&self) -> TimeDelta {
        TimeDelta::days(self.grace_days.into())
    }

    /// The policy after a change.
    ///
    /// Whoever it demands nothing new of gains no days of grace by it, and loses none.
    #[must_use]
    pub fn changed(&self, change: &PolicyChange, now: DateTime<Utc>) -> Self {
        let mut next = Self {
            require_two_factor: change.require_two_factor.unwrap_or(self.require_two_factor),
            require_two_factor_for_admins: change
                .require_two_factor_for_admins
                .unwrap_or(self.require_two_factor_for_admins),
            grace_days: change.grace_days.unwrap_or(self.grace_days),
            allow_sms: change.allow_sms.unwrap_or(self.allow_sms),
            allow_remember_device: change.allow_remember_device.unwrap_or(self.allow_remember_device),
            ..self.clone()
        };
        let is_new = |role| next.requires_of(role) && !self.requires_of(role);
        let (of_admins, of_members) = (is_new(Role::Admin), is_new(Role::Member));
        // The longer grace of the two counts, so that no shorter one between them wipes the beginning away.
        let grace = self.grace().max(next.grace());
        if of_admins {
            next.since = beginning(Some(self.since), grace, now);
        }
        if of_members {
            next.of_members_since = Some(beginning(self.of_members_since, grace, now));
        }
        next
    }

    /// Whether a user needs a second factor by now.
    pub fn is_demanded(&self, role: Role, user_created_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        self.required_from(role, user_created_at).is_some_and(|from| now >= from)
    }
}

/// When a demand that is made now began. One that was dropped and comes back goes on as if it never went, so that
/// its grace doesn't start anew; until as many days again have passed as the grace had.
fn beginning(former: Option<DateTime<Utc>>, grace: TimeDelta, now: DateTime<Utc>) -> DateTime<Utc> {
    former.filter(|former| now < *former + grace * 2).unwrap_or(now)
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

    const DEMAND: PolicyChange = PolicyChange {
        require_two_factor: Some(true),
        require_two_factor_for_admins: None,
        grace_days: None,
        allow_sms: None,
        allow_remember_device: None,
    };
    const DROP: PolicyChange = PolicyChange { require_two_factor: Some(false), ..DEMAND };

    #[test]
    fn what_is_demanded_anew_has_its_whole_grace_and_admins_gain_none_by_it() {
        let policy = TeamPolicy::of_new_team(at(0)).changed(&DEMAND, at(100 * DAY));
        assert_eq!(policy.required_from(Role::Member, at(0)), Some(at(114 * DAY)));
        assert_eq!(policy.required_from(Role::Admin, at(0)), Some(at(14 * DAY)));
    }

    #[test]
    fn switching_off_and_on_starts_no_grace_anew() {
        let first = TeamPolicy::of_new_team(at(0)).changed(&DEMAND, at(100 * DAY));
        for (off, on) in [(101, 102), (105, 113), (113, 115), (120, 121), (101, 127)] {
            let again = first.changed(&DROP, at(off * DAY)).changed(&DEMAND, at(on * DAY));
            assert_eq!(again.required_from(Role::Member, at(0)), Some(at(114 * DAY)), "{off} {on}");
        }
        let much_later = first.changed(&DROP, at(105 * DAY)).changed(&DEMAND, at(128 * DAY));
        assert_eq!(much_later.required_from(Role::Member, at(0)), Some(at(142 * DAY)));
        let none = PolicyChange { grace_days: Some(0), ..DEMAND };
        let by_none = first.changed(&DROP, at(105 * DAY)).changed(&none, at(106 * DAY));
        assert_eq!(by_none.of_members_since, Some(at(100 * DAY)), "nor by a shorter grace between");
        let twice = first.changed(&DEMAND, at(300 * DAY));
        assert_eq!(twice, first, "what is demanded already isn't demanded anew");
    }

    #[test]
    fn a_demand_on_admins_begins_with_whichever_switch_makes_it() {
        let off = PolicyChange { require_two_factor_for_admins: Some(false), ..PolicyChange::default() };
        let on = PolicyChange { require_two_factor_for_admins: Some(true), ..PolicyChange::default() };
        let dropped = TeamPolicy::of_new_team(at(0)).changed(&off, at(50 * DAY));
        assert_eq!(dropped.required_from(Role::Admin, at(0)), None);
        for change in [on, DEMAND] {
            let policy = dropped.changed(&change, at(60 * DAY));
            assert_eq!(policy.required_from(Role::Admin, at(0)), Some(at(74 * DAY)));
        }
        let by_both =
            TeamPolicy::of_new_team(at(0)).changed(&DEMAND, at(50 * DAY)).changed(&off, at(60 * DAY));
        assert_eq!(by_both.required_from(Role::Admin, at(0)), Some(at(14 * DAY)));
    }

    #[test]
    fn other_days_of_grace_hold_from_the_same_beginning() {
        let policy = TeamPolicy::of_new_team(at(0)).changed(&DEMAND, at(100 * DAY));
        let none = PolicyChange { grace_days: Some(0), ..PolicyChange::default() };
        let shorter = policy.changed(&none, at(103 * DAY));
        assert_eq!(shorter.required_from(Role::Member, at(0)), Some(at(100 * DAY)));
        let longer = PolicyChange { grace_days: Some(30), ..none };
        assert_eq!(
            shorter.changed(&longer, at(104 * DAY)).required_from(Role::Member, at(0)),
            Some(at(130 * DAY))
        );
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
