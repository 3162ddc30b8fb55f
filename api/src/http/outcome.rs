//! What came of a log-in.

use serde::Serialize;
use utoipa::ToSchema;

use super::{methods::OfferedMethod, oneself::Me};

/// What came of a log-in, told apart by `status`.
#[derive(Serialize, ToSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum LoginOutcome {
    /// The user is signed in.
    Authenticated(Box<Authenticated>),
    /// The password was right; a second factor is asked for.
    SecondFactorRequired(SecondFactorRequired),
    /// The team demands a second factor that this user hasn't set up yet.
    EnrollmentRequired(EnrollmentRequired),
}

/// The user is signed in.
#[derive(Serialize, ToSchema)]
pub struct Authenticated {
    /// A JWT, to be sent as `Authorization: Bearer`.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(minimum = 0, example = 300)]
    pub expires_in: i64,
    /// Gets the next access token; absent in cookie sessions, where a cookie holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Seconds until the session ends unless it is refreshed.
    #[schema(minimum = 0, example = 3600)]
    pub refresh_expires_in: i64,
    /// Skips the second factor at the next log-in; absent in cookie sessions, where a cookie holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_token: Option<String>,
    /// Seconds until the device is forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, example = 2_592_000)]
    pub device_expires_in: Option<i64>,
    /// Marks a known client at the next log-in; opens nothing. Absent in cookie sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_token: Option<String>,
    /// The user.
    pub user: Me,
}

impl Authenticated {
    /// With what every outcome has; the tokens of its transport are added by whoever knows it.
    pub fn new(access_token: String, expires_in: i64, refresh_expires_in: i64, user: Me) -> Self {
        Self {
            access_token,
            token_type: "Bearer",
            expires_in,
            refresh_token: None,
            refresh_expires_in,
            device_token: None,
            device_expires_in: None,
            known_token: None,
            user,
        }
    }
}

/// A second factor is asked for.
#[derive(Serialize, ToSchema)]
pub struct SecondFactorRequired {
    /// Opaque, single use; goes to `/auth/verify` and `/auth/sms` alone.
    pub challenge_token: String,
    /// Seconds until the challenge is over.
    #[schema(minimum = 0, example = 300)]
    pub expires_in: i64,
    /// Seconds until a code is looked at again, while a wait runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub retry_after: Option<i64>,
    /// For how many days this device can be remembered; 0 where the team forbids it.
    #[schema(minimum = 0, example = 30)]
    pub remember_device_days: i64,
    /// The ways to answer, most preferred first. Skip types that you don't know.
    pub methods: Vec<OfferedMethod>,
}

/// Two-factor has to be set up first.
#[derive(Serialize, ToSchema)]
pub struct EnrollmentRequired {
    /// Opaque; opens `GET /me`, the set-up of two-factor and `/auth/logout` alone.
    pub access_token: String,
    /// Seconds until it expires.
    #[schema(minimum = 0, example = 900)]
    pub expires_in: i64,
}
