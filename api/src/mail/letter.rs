//! Mails as they wait in the queue: what they tell and to whom, not yet in words.
//!
//! They are kept sealed, for links are in them (S20), and put into words when they leave.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use vestibule_domain::{activity::Happening, locale::Locale, session::Place};

/// What waits in the queue.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Errand {
    /// A mail to be sent.
    Letter(Letter),
    /// Somebody forgot their password; who that is, is found out when the mail is written (S10).
    ResetRequest {
        /// The user name or address that was typed, folded.
        folded: String,
        /// When and from where.
        asked: Circumstance,
    },
}

/// A mail that waits. Not `Debug`: it may hold a link.
#[derive(Clone, Serialize, Deserialize)]
pub struct Letter {
    /// The reader's mail address.
    pub to: String,
    /// The reader's name.
    pub name: String,
    /// The reader's user name.
    pub username: String,
    /// The reader's language.
    pub locale: Locale,
    /// What it tells.
    pub content: Content,
}

/// What a mail tells.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Something happened to the account, once or several times (S25).
    Notice {
        /// What; the latest, where several were gathered.
        what: Happening,
        /// When and from where, oldest first.
        times: Vec<Circumstance>,
    },
    /// An invitation to choose a password.
    Invitation {
        /// The team's name.
        team: String,
        /// Who invites; empty where the command line does.
        invited_by: String,
        /// The link's token.
        token: String,
        /// How many days the link holds.
        days: i64,
    },
    /// Links to choose a new password: one for each user who has this mail address (S10).
    Reset {
        /// The links.
        links: Vec<ResetLink>,
        /// How many minutes they hold.
        minutes: i64,
        /// Who asked for it: when and from where.
        asked: Circumstance,
    },
    /// A link to confirm a new mail address.
    ConfirmEmail {
        /// The link's token.
        token: String,
        /// How many hours the link holds.
        hours: i64,
        /// Who asked for it: when and from where.
        asked: Circumstance,
    },
}

/// A link to choose a new password.
#[derive(Clone, Serialize, Deserialize)]
pub struct ResetLink {
    /// For whom.
    pub username: String,
    /// The link's token.
    pub token: String,
}

/// When something happened, from where, with what, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstance {
    /// When.
    pub at: DateTime<Utc>,
    /// The client's address; empty where there was none, as on the command line.
    pub address: String,
    /// The client's device, as the page of sessions names it; may be empty.
    pub device: String,
    /// The admin who did it; `None` where the reader did, or somebody unknown.
    pub admin: Option<String>,
}

impl Circumstance {
    /// What happened at this place, by the reader's own hand.
    pub fn of(place: &Place, at: DateTime<Utc>) -> Self {
        Self { at, address: place.ip.clone(), device: place.device_name.clone(), admin: None }
    }
}
