//! Sessions: what was proven, how fresh it is, and when it ends (S14, S15).
//!
//! ```text
//!   open ──refresh──► open, idle end moved, absolute end not
//!    │  └─step-up, confirm─► open, fresh again, `gen` raised: older access tokens are superseded
//!    └──log-out, idle end, absolute end, a change elsewhere──► ended
//! ```

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::challenge::Proof;
use crate::id::{KnownClientId, SessionId, UserId};
use crate::span::whole_seconds_up;

/// How old a proof may be for acts marked `*`.
pub const FRESH: TimeDelta = TimeDelta::minutes(10);

/// How old a proof may be for acts marked `**`.
pub const VERY_FRESH: TimeDelta = TimeDelta::minutes(2);

/// How long a replaced refresh token still answers with the same successor.
pub const REFRESH_GRACE: TimeDelta = TimeDelta::seconds(10);

/// What kind of program holds a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Client {
    /// The single-page application.
    Spa,
    /// Everything else: mobile apps and scripts.
    Api,
}

impl Client {
    /// The `client_id` of access tokens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Spa => "spa",
            Self::Api => "api",
        }
    }
}

impl std::str::FromStr for Client {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        [Self::Spa, Self::Api].into_iter().find(|client| client.as_str() == text).ok_or(UnknownWord)
    }
}

/// How refresh and device tokens travel; a session keeps its kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// In bodies.
    #[default]
    Bearer,
    /// In cookies that scripts can't read.
    Cookie,
}

impl Transport {
    /// The transport's name, as on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::Cookie => "cookie",
        }
    }

    /// The program that uses it.
    pub const fn client(self) -> Client {
        match self {
            Self::Bearer => Client::Api,
            Self::Cookie => Client::Spa,
        }
    }
}

impl std::str::FromStr for Transport {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        [Self::Bearer, Self::Cookie].into_iter().find(|way| way.as_str() == text).ok_or(UnknownWord)
    }
}

/// What a session was proven by: the methods of RFC 8176, and two of our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amr {
    /// The password alone, or with a remembered device.
    Password,
    /// The password and a code of the app.
    PasswordAndTotp,
    /// The password and a code from a text.
    PasswordAndSms,
    /// The password and a backup code.
    PasswordAndBackupCode,
    /// An API token.
    ApiToken,
}

/// A text that names no kind of client, transport, proof or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a word of sessions")]
pub struct UnknownWord;

impl Amr {
    /// Every way there is.
    pub const ALL: [Self; 5] = [
        Self::Password,
        Self::PasswordAndTotp,
        Self::PasswordAndSms,
        Self::PasswordAndBackupCode,
        Self::ApiToken,
    ];

    /// The claim `amr`.
    pub const fn as_claims(self) -> &'static [&'static str] {
        match self {
            Self::Password => &["pwd"],
            Self::PasswordAndTotp => &["pwd", "mfa", "otp"],
            Self::PasswordAndSms => &["pwd", "mfa", "sms"],
            Self::PasswordAndBackupCode => &["pwd", "mfa", "recovery"],
            Self::ApiToken => &["api_token"],
        }
    }

    /// The claim `acr`: `aal2` where a second factor was proven.
    pub const fn acr(self) -> &'static str {
        if self.proves_second_factor() { "aal2" } else { "aal1" }
    }

    /// Whether a second factor was proven.
    pub const fn proves_second_factor(self) -> bool {
        matches!(self, Self::PasswordAndTotp | Self::PasswordAndSms | Self::PasswordAndBackupCode)
    }

    /// The last of its claims, which tells it from the others: its name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "pwd",
            Self::PasswordAndTotp => "otp",
            Self::PasswordAndSms => "sms",
            Self::PasswordAndBackupCode => "recovery",
            Self::ApiToken => "api_token",
        }
    }
}

impl std::str::FromStr for Amr {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL.into_iter().find(|amr| amr.as_str() == text).ok_or(UnknownWord)
    }
}

impl From<Proof> for Amr {
    fn from(proof: Proof) -> Self {
        match proof {
            Proof::Totp(_) => Self::PasswordAndTotp,
            Proof::Sms => Self::PasswordAndSms,
            Proof::BackupCode => Self::PasswordAndBackupCode,
        }
    }
}

/// How long sessions live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLifetimes {
    /// Without a refresh.
    pub idle: TimeDelta,
    /// In all.
    pub absolute: TimeDelta,
}

impl SessionLifetimes {
    /// When a session that begins now ends in all.
    pub fn absolute_end(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + self.absolute
    }

    /// When a session that is refreshed now ends unless it is refreshed again.
    pub fn idle_end(&self, absolute_end: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
        (now + self.idle).min(absolute_end)
    }
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionEnd {
    /// It was not refreshed in time, or reached its end.
    Expired,
    /// Its owner, an admin, or a change of how one gets in ended it.
    Ended,
    /// The password was changed or reset.
    PasswordChanged,
    /// A refresh token was used again after its successor.
    RefreshReused,
}

impl SessionEnd {
    /// The end's name, as in the database and in `reason`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Ended => "ended",
            Self::PasswordChanged => "password_changed",
            Self::RefreshReused => "refresh_reused",
        }
    }
}

impl std::str::FromStr for SessionEnd {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let all = [Self::Expired, Self::Ended, Self::PasswordChanged, Self::RefreshReused];
        all.into_iter().find(|end| end.as_str() == text).ok_or(UnknownWord)
    }
}

/// Where a log-in comes from, for the person to recognize it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// What logged in, in words.
    pub device_name: String,
    /// The client's address.
    pub ip: String,
}

impl Place {
    /// The same device, seen at another address.
    #[must_use]
    pub fn seen_at(&self, ip: &str) -> Self {
        Self { device_name: self.device_name.clone(), ip: ip.to_owned() }
    }
}

/// A session.
#[derive(Debug, Clone)]
pub struct Session {
    /// The session's name, `sid` in its tokens.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// What kind of program holds it.
    pub client: Client,
    /// How its refresh token travels.
    pub transport: Transport,
    /// The known client that it was logged in from, whose tally step-ups count in.
    pub known_client: Option<KnownClientId>,
    /// Raised by step-up and confirm; access tokens of an older one are superseded.
    pub generation: i64,
    /// What it was proven by, last.
    pub amr: Amr,
    /// The last full authentication or step-up; none where a remembered device or an API token opened it.
    pub fresh_at: Option<DateTime<Utc>>,
    /// When the user last proved anything, the claim `auth_time`.
    pub auth_time: DateTime<Utc>,
    /// Where it was opened from.
    pub place: Place,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last refreshed.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends unless it is refreshed.
    pub idle_expires_at: DateTime<Utc>,
    /// When it ends in all.
    pub absolute_expires_at: DateTime<Utc>,
    /// When it was ended, if it was.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was ended.
    pub ended_by: Option<SessionEnd>,
}

impl Session {
    /// Why the session is over, if it is.
    pub fn end(&self, now: DateTime<Utc>) -> Option<SessionEnd> {
        if self.ended_at.is_some() {
            return Some(self.ended_by.unwrap_or(SessionEnd::Ended));
        }
        (now >= self.idle_expires_at.min(self.absolute_expires_at)).then_some(SessionEnd::Expired)
    }

    /// Whether the session is open.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.end(now).is_none()
    }

    /// Whether the last proof is younger than `within`.
    pub fn is_fresh(&self, within: TimeDelta, now: DateTime<Utc>) -> bool {
        self.elevated_until(within).is_some_and(|until| now < until)
    }

    /// Until when the last proof is younger than `within`.
    pub fn elevated_until(&self, within: TimeDelta) -> Option<DateTime<Utc>> {
        self.fresh_at.map(|fresh_at| fresh_at + within)
    }

    /// Takes note of a fresh proof: a second factor, or `None` for the password again.
    pub fn step_up(&mut self, proof: Option<Proof>, now: DateTime<Utc>) {
        if let Some(proof) = proof {
            self.amr = proof.into();
        }
        self.fresh_at = Some(now);
        self.auth_time = now;
        self.generation = self.generation.saturating_add(1);
    }

    /// Moves the idle end after a refresh.
    pub fn refresh(&mut self, lifetimes: &SessionLifetimes, now: DateTime<Utc>) {
        self.last_seen_at = now;
        self.idle_expires_at = lifetimes.idle_end(self.absolute_expires_at, now);
    }

    /// How many whole seconds the refresh token lives: the smaller of the idle and the absolute rest.
    pub fn refresh_expires_in(&self, now: DateTime<Utc>) -> i64 {
        whole_seconds_up(self.idle_expires_at.min(self.absolute_expires_at) - now)
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
