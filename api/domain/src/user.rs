//! People and the group they belong to.

use chrono::{DateTime, Utc};

use crate::id::{TeamId, UserId};
use crate::locale::Locale;
use crate::phone::{CountryCode, PhoneNumber};
use crate::policy::{Role, TeamPolicy};

/// A person's record.
#[derive(Debug, Clone)]
pub struct User {
    /// The user's id.
    pub id: UserId,
    /// The group they belong to.
    pub team: TeamId,
    /// What they log in with, as they spell it.
    pub username: String,
    /// What they are called.
    pub name: String,
    /// Where mail reaches them.
    pub email: String,
    /// What they may do in their team.
    pub role: Role,
    /// Whether they may log in.
    pub active: bool,
    /// Whether they chose a password; an invited user hasn't yet.
    pub has_password: bool,
    /// The country of the number.
    pub country_code: Option<CountryCode>,
    /// The number on file.
    pub cell_phone: Option<PhoneNumber>,
    /// Whether the number is proven to be theirs (S27).
    pub phone_verified: bool,
    /// The language of their mail and texts.
    pub locale: Locale,
    /// When they came to be.
    pub created_at: DateTime<Utc>,
    /// The last full log-in.
    pub last_login_at: Option<DateTime<Utc>>,
}

/// The group that users belong to.
#[derive(Debug, Clone)]
pub struct Team {
    /// The team's id.
    pub id: TeamId,
    /// What it is called.
    pub name: String,
    /// What it demands and allows.
    pub policy: TeamPolicy,
}

impl User {
    /// How it stands with the user.
    pub const fn state(&self) -> UserState {
        match (self.active, self.has_password) {
            (false, _) => UserState::Disabled,
            (true, false) => UserState::Invited,
            (true, true) => UserState::Active,
        }
    }
}

/// How it stands with a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserState {
    /// They have not chosen a password yet.
    Invited,
    /// They may log in.
    Active,
    /// They are kept out.
    Disabled,
}

impl UserState {
    /// The state's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}
