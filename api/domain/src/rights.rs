//! What a user may do with a user of the same team (S18): one list for what is told and what is held.

use crate::policy::Role;
use crate::user::{User, UserState};

/// Something that may be done with a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Seeing all of them, and changing their name and number.
    Edit,
    /// Changing their role.
    EditRole,
    /// Keeping them out, or letting them in again.
    Disable,
    /// Sending their invitation anew.
    Invite,
    /// Mailing them a link to choose a new password.
    ResetPassword,
    /// Ending all of their sessions.
    EndSessions,
    /// Taking away their second factor.
    Reset,
    /// Removing them.
    Remove,
}

impl Right {
    /// Every right there is.
    pub const ALL: [Self; 8] = [
        Self::Edit,
        Self::EditRole,
        Self::Disable,
        Self::Invite,
        Self::ResetPassword,
        Self::EndSessions,
        Self::Reset,
        Self::Remove,
    ];

    /// The right's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::EditRole => "edit_role",
            Self::Disable => "disable",
            Self::Invite => "invite",
            Self::ResetPassword => "reset_password",
            Self::EndSessions => "end_sessions",
            Self::Reset => "reset",
            Self::Remove => "remove",
        }
    }

    /// Whether `viewer` has this right over `user`.
    ///
    /// Nobody takes their own second factor away here: their own page asks for a fresher proof of it.
    pub fn extends(self, viewer: &User, user: &User) -> bool {
        let (is_admin, is_self) = (viewer.role == Role::Admin, viewer.id == user.id);
        let is_theirs = match self {
            Self::Edit => is_admin || is_self,
            Self::EditRole | Self::Disable | Self::EndSessions | Self::Remove => is_admin,
            Self::Invite => is_admin && user.state() == UserState::Invited,
            Self::ResetPassword => is_admin && user.state() == UserState::Active,
            Self::Reset => is_admin && !is_self,
        };
        viewer.team == user.team && is_theirs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{TeamId, UserId};
    use crate::locale::Locale;
    use crate::testing::{at, seeded};

    fn user(seed: u64, role: Role) -> User {
        User {
            id: UserId::new(at(0), &mut seeded(seed)),
            team: TeamId::new(at(0), &mut seeded(1)),
            username: "alice".to_owned(),
            name: "Alice".to_owned(),
            email: "alice@example.com".to_owned(),
            role,
            active: true,
            has_password: true,
            country_code: None,
            cell_phone: None,
            phone_verified: false,
            locale: Locale::En,
            created_at: at(0),
            last_login_at: None,
        }
    }

    fn words(viewer: &User, user: &User) -> String {
        let rights = Right::ALL.into_iter().filter(|right| right.extends(viewer, user));
        rights.map(Right::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_member_edits_themself_and_nobody_else() {
        let (alice, bob) = (user(2, Role::Member), user(3, Role::Member));
        assert_eq!(words(&alice, &alice), "edit");
        assert_eq!(words(&alice, &bob), "");
        assert_eq!(words(&alice, &user(4, Role::Admin)), "");
    }

    #[test]
    fn what_an_admin_may_do_hangs_on_the_users_state() {
        let (ada, bob) = (user(2, Role::Admin), user(3, Role::Member));
        assert_eq!(words(&ada, &bob), "edit edit_role disable reset_password end_sessions reset remove");
        let invited = User { has_password: false, ..bob.clone() };
        assert_eq!(words(&ada, &invited), "edit edit_role disable invite end_sessions reset remove");
        let disabled = User { active: false, ..bob };
        assert_eq!(words(&ada, &disabled), "edit edit_role disable end_sessions reset remove");
    }

    #[test]
    fn nobody_takes_their_own_second_factor_away() {
        let ada = user(2, Role::Admin);
        assert_eq!(words(&ada, &ada), "edit edit_role disable reset_password end_sessions remove");
    }

    #[test]
    fn s18_no_right_reaches_into_another_team() {
        let ada = user(2, Role::Admin);
        let stranger = User { team: TeamId::new(at(0), &mut seeded(9)), ..user(3, Role::Member) };
        assert_eq!(words(&ada, &stranger), "");
    }
}
