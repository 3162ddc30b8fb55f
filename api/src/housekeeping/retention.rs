//! How long each kind of row stays once its time is over.

use chrono::TimeDelta;
use vestibule_domain::known_client;

use crate::{config::Config, store::expiry::Expiring};

/// How long a row of a kind stays. None is looked at by then; those that are of use to nobody stay for a while all
/// the same, since replicas' clocks differ.
pub(super) fn of(kind: Expiring, config: &Config) -> TimeDelta {
    match kind {
        // Their holders hear "expired" for a day, and then that nobody knows what they hold.
        Expiring::LoginChallenges
        | Expiring::EnrollmentGrants
        | Expiring::PendingEnrollments
        | Expiring::Links
        | Expiring::RememberedDevices
        | Expiring::ApiTokens => TimeDelta::days(1),
        Expiring::SmsCodes | Expiring::WrongPasswords => TimeDelta::hours(1),
        // Budgets and notices look back for a day.
        Expiring::Texts | Expiring::Mails | Expiring::Notices => TimeDelta::days(2),
        Expiring::LapsedSessions | Expiring::EndedSessions => config.retention.sessions,
        Expiring::Activity => config.retention.activity,
        // A browser forgets it by then.
        Expiring::KnownClients => known_client::LIFETIME,
        // The strangers' sum looks back for thirty days (S6).
        Expiring::WrongCodes => TimeDelta::days(31),
        // Long, since a known name's tally never ends by itself: whoever waits for that learns which is which (S10).
        Expiring::UnknownNames => TimeDelta::days(90),
        Expiring::SigningKeys => TimeDelta::zero(),
    }
}

#[cfg(test)]
mod tests {
    use vestibule_domain::throttle::StrangerSum;

    use super::*;
    use crate::store::wrong_password;

    #[test]
    fn s29_nothing_goes_that_a_rule_still_looks_at() {
        let config = Config::load(None, [], []).unwrap();
        assert!(of(Expiring::WrongCodes, &config) > StrangerSum::WINDOW);
        assert!(of(Expiring::WrongPasswords, &config) > wrong_password::WINDOW);
        for counted in [Expiring::Texts, Expiring::Mails, Expiring::Notices] {
            assert!(of(counted, &config) > TimeDelta::days(1), "{counted:?}");
        }
        assert_eq!(of(Expiring::Activity, &config), TimeDelta::days(400));
        assert_eq!(of(Expiring::EndedSessions, &config), TimeDelta::days(30));
    }
}
