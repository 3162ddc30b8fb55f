//! The one table of errors: code, status, what happened, what to do next.

use actix_web::http::StatusCode;
use serde::Serialize;

/// The codes that programs read; each stands for one status and one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the table below says what each code means")]
pub enum ErrorCode {
    MalformedRequest,
    InvalidCredentials,
    InvalidCode,
    ChallengeExpired,
    InvalidToken,
    RefreshReused,
    StepUpRequired,
    EnrollmentRequired,
    Forbidden,
    OriginNotAllowed,
    NotFound,
    MethodNotAllowed,
    AlreadyExists,
    RequiredByTeam,
    LastAdmin,
    TwoFactorOff,
    SmsUnavailable,
    LinkExpired,
    EnrollmentExpired,
    BodyTooLarge,
    UnsupportedMediaType,
    ValidationFailed,
    RateLimited,
    SmsNotSent,
    Overloaded,
    Unavailable,
    Internal,
}

impl ErrorCode {
    /// Every code, in the order of the table.
    pub const ALL: [Self; 27] = [
        Self::MalformedRequest,
        Self::InvalidCredentials,
        Self::InvalidCode,
        Self::ChallengeExpired,
        Self::InvalidToken,
        Self::RefreshReused,
        Self::StepUpRequired,
        Self::EnrollmentRequired,
        Self::Forbidden,
        Self::OriginNotAllowed,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::AlreadyExists,
        Self::RequiredByTeam,
        Self::LastAdmin,
        Self::TwoFactorOff,
        Self::SmsUnavailable,
        Self::LinkExpired,
        Self::EnrollmentExpired,
        Self::BodyTooLarge,
        Self::UnsupportedMediaType,
        Self::ValidationFailed,
        Self::RateLimited,
        Self::SmsNotSent,
        Self::Overloaded,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The word on the wire, the status, what happened, and what to do next.
    #[rustfmt::skip]
    const fn meaning(self) -> (&'static str, StatusCode, &'static str, &'static str) {
        match self {
            Self::MalformedRequest     => ("malformed_request",      StatusCode::BAD_REQUEST,            "The request could not be read.",               "Send a well-formed request; the body is JSON in UTF-8."),
            Self::InvalidCredentials   => ("invalid_credentials",    StatusCode::UNAUTHORIZED,           "The user name or password is wrong.",          "Check both and try again, or ask for a new password."),
            Self::InvalidCode          => ("invalid_code",           StatusCode::UNAUTHORIZED,           "That code is not right.",                      "Enter the code that the authenticator app shows now, or use another way."),
            Self::ChallengeExpired     => ("challenge_expired",      StatusCode::UNAUTHORIZED,           "This sign-in is over.",                        "Please sign in again."),
            Self::InvalidToken         => ("invalid_token",          StatusCode::UNAUTHORIZED,           "The token is missing or no longer good.",      "Refresh the session, or sign in again."),
            Self::RefreshReused        => ("refresh_reused",         StatusCode::UNAUTHORIZED,           "This refresh token was replaced before.",      "The session was ended for safety. Please sign in again."),
            Self::StepUpRequired       => ("step_up_required",       StatusCode::FORBIDDEN,              "This needs a fresh proof that it is you.",     "Prove it at /auth/step-up, then repeat the call."),
            Self::EnrollmentRequired   => ("enrollment_required",    StatusCode::FORBIDDEN,              "The team requires two-factor authentication.", "Set up an authenticator app first."),
            Self::Forbidden            => ("forbidden",              StatusCode::FORBIDDEN,              "You may not do this.",                         "Ask an admin of your team."),
            Self::OriginNotAllowed     => ("origin_not_allowed",     StatusCode::FORBIDDEN,              "Calls from this origin are not allowed.",      "Send an Origin that is the service's own or one of allowed_origins, or use the bearer transport."),
            Self::NotFound             => ("not_found",              StatusCode::NOT_FOUND,              "There is nothing here.",                       "Check the path and the id."),
            Self::MethodNotAllowed     => ("method_not_allowed",     StatusCode::METHOD_NOT_ALLOWED,     "This method is not allowed here.",             "Use one of the methods in the Allow header."),
            Self::AlreadyExists        => ("already_exists",         StatusCode::CONFLICT,               "That exists already.",                         "Choose another one."),
            Self::RequiredByTeam       => ("required_by_team",       StatusCode::CONFLICT,               "The team requires two-factor authentication.", "It can't be switched off; replace the authenticator instead."),
            Self::LastAdmin            => ("last_admin",             StatusCode::CONFLICT,               "This is the team's last active admin.",        "Make somebody else an admin first."),
            Self::TwoFactorOff         => ("two_factor_off",         StatusCode::CONFLICT,               "Two-factor authentication is off.",            "Switch it on first."),
            Self::SmsUnavailable       => ("sms_unavailable",        StatusCode::CONFLICT,               "No text message can be sent.",                 "See reason; use the authenticator app or a backup code."),
            Self::LinkExpired          => ("link_expired",           StatusCode::GONE,                   "This link is no longer good.",                 "Ask for a new one."),
            Self::EnrollmentExpired    => ("enrollment_expired",     StatusCode::GONE,                   "This set-up is over.",                         "Begin the set-up again."),
            Self::BodyTooLarge         => ("body_too_large",         StatusCode::PAYLOAD_TOO_LARGE,      "The body is too large.",                       "Send 64 KiB at most."),
            Self::UnsupportedMediaType => ("unsupported_media_type", StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body is not JSON.",                        "Send Content-Type: application/json."),
            Self::ValidationFailed     => ("validation_failed",      StatusCode::UNPROCESSABLE_ENTITY,   "Some values can't be taken.",                  "Correct the fields that errors points to."),
            Self::RateLimited          => ("rate_limited",           StatusCode::TOO_MANY_REQUESTS,      "Too many attempts.",                           "Wait as long as Retry-After says, then try again."),
            Self::SmsNotSent           => ("sms_not_sent",           StatusCode::BAD_GATEWAY,            "The text message could not be sent.",          "See reason; try again, or use another way."),
            Self::Overloaded           => ("overloaded",             StatusCode::SERVICE_UNAVAILABLE,    "The service is busy.",                         "Try again in a moment."),
            Self::Unavailable          => ("unavailable",            StatusCode::SERVICE_UNAVAILABLE,    "The service is not available right now.",      "Try again in a moment."),
            Self::Internal             => ("internal_error",         StatusCode::INTERNAL_SERVER_ERROR,  "Something went wrong on our side.",            "Try again; if it stays, tell support the request_id."),
        }
    }

    /// The word that programs read.
    pub const fn as_str(self) -> &'static str {
        self.meaning().0
    }

    /// The status it answers with.
    pub const fn status(self) -> StatusCode {
        self.meaning().1
    }

    /// What happened, for people.
    pub const fn title(self) -> &'static str {
        self.meaning().2
    }

    /// What to do next, for people.
    pub const fn advice(self) -> &'static str {
        self.meaning().3
    }

    /// Whether the same call may succeed later without a change.
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::RateLimited | Self::Overloaded | Self::Unavailable)
    }

    /// The members that this problem adds to those of RFC 9457.
    pub const fn added_members(self) -> &'static [&'static str] {
        match self {
            Self::InvalidCode => &["attempts_remaining", "reason", "retry_after"],
            Self::InvalidToken | Self::SmsUnavailable | Self::SmsNotSent => &["reason"],
            Self::StepUpRequired => &["methods", "max_age"],
            Self::ValidationFailed => &["errors"],
            Self::RateLimited | Self::Overloaded | Self::Unavailable => &["retry_after"],
            _ => &[],
        }
    }
}
