//! What an operator watches for in the log: one event each, with a name that stays (S30).
//!
//! They are told apart where every answer passes, by the call and by what it was answered; the handlers only say
//! whom it [`concerns`], since a refusal doesn't. `docs/events.md` lists them. Fields hold ids, an address,
//! the route and a code of ours, and nothing that somebody typed.

use std::cell::Cell;

use actix_web::http::StatusCode;
use uuid::Uuid;
use vestibule_domain::id::UserId;

use super::error::ErrorCode;
use crate::telemetry::SECURITY;

/// An event by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecurityEvent {
    /// A log-in opened a session.
    LoginSucceeded,
    /// A right password, and a second factor or its set-up is still owed.
    LoginChallenged,
    /// A wrong password, or a wrong code in a log-in of one call.
    LoginFailed,
    /// A right code completed a log-in.
    VerifySucceeded,
    /// A wrong code, or one for a log-in that is over.
    VerifyFailed,
    /// A fresh proof.
    StepUpSucceeded,
    /// A wrong code or password in its place.
    StepUpFailed,
    /// A link to reset a password was asked for.
    PasswordForgotten,
    /// A new password was chosen by such a link.
    PasswordResetSucceeded,
    /// A link that is not good was tried.
    PasswordResetFailed,
    /// A replaced refresh token came back, and its session was ended.
    RefreshReused,
    /// An access token was given for an API token.
    ApiTokenUsed,
    /// An API token that is not good was tried.
    ApiTokenRefused,
    /// Somebody has to wait, by any of the budgets and tallies.
    Throttled,
    /// A page of another origin called.
    OriginRefused,
    /// Somebody tried what they have no right to.
    Forbidden,
    /// Somebody named an object that isn't there, or isn't theirs.
    ObjectNotFound,
    /// Something failed on our side.
    ServerError,
}

/// How much an event weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Expected,
    Suspicious,
    Failure,
}

impl SecurityEvent {
    /// Every event.
    pub const ALL: [Self; 18] = [
        Self::LoginSucceeded,
        Self::LoginChallenged,
        Self::LoginFailed,
        Self::VerifySucceeded,
        Self::VerifyFailed,
        Self::StepUpSucceeded,
        Self::StepUpFailed,
        Self::PasswordForgotten,
        Self::PasswordResetSucceeded,
        Self::PasswordResetFailed,
        Self::RefreshReused,
        Self::ApiTokenUsed,
        Self::ApiTokenRefused,
        Self::Throttled,
        Self::OriginRefused,
        Self::Forbidden,
        Self::ObjectNotFound,
        Self::ServerError,
    ];

    const fn meaning(self) -> (&'static str, Weight) {
        match self {
            Self::LoginSucceeded => ("login_succeeded", Weight::Expected),
            Self::LoginChallenged => ("login_challenged", Weight::Expected),
            Self::LoginFailed => ("login_failed", Weight::Suspicious),
            Self::VerifySucceeded => ("verify_succeeded", Weight::Expected),
            Self::VerifyFailed => ("verify_failed", Weight::Suspicious),
            Self::StepUpSucceeded => ("step_up_succeeded", Weight::Expected),
            Self::StepUpFailed => ("step_up_failed", Weight::Suspicious),
            Self::PasswordForgotten => ("password_forgotten", Weight::Expected),
            Self::PasswordResetSucceeded => ("password_reset_succeeded", Weight::Expected),
            Self::PasswordResetFailed => ("password_reset_failed", Weight::Suspicious),
            Self::RefreshReused => ("refresh_reused", Weight::Suspicious),
            Self::ApiTokenUsed => ("api_token_used", Weight::Expected),
            Self::ApiTokenRefused => ("api_token_refused", Weight::Suspicious),
            Self::Throttled => ("throttled", Weight::Suspicious),
            Self::OriginRefused => ("origin_refused", Weight::Suspicious),
            Self::Forbidden => ("forbidden", Weight::Suspicious),
            Self::ObjectNotFound => ("object_not_found", Weight::Suspicious),
            Self::ServerError => ("server_error", Weight::Failure),
        }
    }

    /// The event's name.
    pub const fn as_str(self) -> &'static str {
        self.meaning().0
    }

    /// What an answer tells of: a refusal by its code, a success by its call.
    fn of(answered: &Answered<'_>, concerned: Concerned) -> Option<Self> {
        match answered.code {
            Some(code) => Self::of_refusal(answered.call, answered.status, code),
            None if answered.status.is_success() => Self::of_success(answered.call, concerned),
            None => None,
        }
    }

    fn of_refusal(call: &str, status: StatusCode, code: ErrorCode) -> Option<Self> {
        match code {
            ErrorCode::RateLimited => Some(Self::Throttled),
            ErrorCode::OriginNotAllowed => Some(Self::OriginRefused),
            ErrorCode::RefreshReused => Some(Self::RefreshReused),
            ErrorCode::Forbidden => Some(Self::Forbidden),
            ErrorCode::NotFound if names_an_object(call) => Some(Self::ObjectNotFound),
            ErrorCode::InvalidCredentials | ErrorCode::InvalidCode | ErrorCode::ChallengeExpired => {
                match call {
                    "POST /api/v1/auth/login" => Some(Self::LoginFailed),
                    "POST /api/v1/auth/verify" => Some(Self::VerifyFailed),
                    "POST /api/v1/auth/step-up" => Some(Self::StepUpFailed),
                    _ => None,
                }
            }
            ErrorCode::LinkExpired if call == "POST /api/v1/auth/password/reset" => {
                Some(Self::PasswordResetFailed)
            }
            ErrorCode::InvalidToken if call == "POST /api/v1/auth/token" => Some(Self::ApiTokenRefused),
            _ => status.is_server_error().then_some(Self::ServerError),
        }
    }

    fn of_success(call: &str, concerned: Concerned) -> Option<Self> {
        match call {
            "POST /api/v1/auth/login" if concerned.session.is_some() => Some(Self::LoginSucceeded),
            "POST /api/v1/auth/login" => Some(Self::LoginChallenged),
            "POST /api/v1/auth/verify" => Some(Self::VerifySucceeded),
            "POST /api/v1/auth/step-up" => Some(Self::StepUpSucceeded),
            "POST /api/v1/auth/password/forgot" => Some(Self::PasswordForgotten),
            "POST /api/v1/auth/password/reset" => Some(Self::PasswordResetSucceeded),
            "POST /api/v1/auth/token" => Some(Self::ApiTokenUsed),
            _ => None,
        }
    }
}

/// Whether the path of a call holds an id of somebody's.
fn names_an_object(call: &str) -> bool {
    call.contains('{') && (call.contains(" /api/v1/me/") || call.contains(" /api/v1/team/"))
}

/// Whom a call concerns, as far as that came out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Concerned {
    user: Option<UserId>,
    session: Option<Uuid>,
}

tokio::task_local! {
    static CONCERNED: Cell<Concerned>;
}

/// Says that the call under way concerns a user, right or wrong.
pub fn concerns(user: UserId) {
    set(Concerned { user: Some(user), session: None });
}

/// The same in a session or by an API token: the `sid` of its access tokens.
pub fn concerns_session(user: UserId, sid: impl Into<Uuid>) {
    set(Concerned { user: Some(user), session: Some(sid.into()) });
}

fn set(concerned: Concerned) {
    // Beside the calls, on the command line say, nobody listens.
    _ = CONCERNED.try_with(|cell| cell.set(concerned));
}

/// Does a call and hears whom it concerns.
pub async fn listen<F: Future>(call: F) -> (F::Output, Concerned) {
    CONCERNED.scope(Cell::default(), async { (call.await, CONCERNED.with(Cell::get)) }).await
}

/// A call and its answer.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// The method and the pattern of the route.
    pub call: &'a str,
    /// The answer's status.
    pub status: StatusCode,
    /// Why it was refused.
    pub code: Option<ErrorCode>,
    /// The request's id.
    pub request_id: Uuid,
}

/// Writes the event that an answer tells of, if it tells of one; `ip` is asked for only then.
pub fn emit(answered: &Answered<'_>, concerned: Concerned, ip: impl FnOnce() -> Option<String>) {
    let Some(event) = SecurityEvent::of(answered, concerned) else { return };
    let (event, weight) = event.meaning();
    let Answered { call, request_id, .. } = answered;
    let reason = answered.code.map(ErrorCode::as_str);
    let (user_id, session_id) =
        (concerned.user.map(tracing::field::display), concerned.session.map(tracing::field::display));
    let ip = ip();
    match weight {
        Weight::Expected => {
            tracing::info!(target: SECURITY, event, call, reason, user_id, session_id, ip, %request_id);
        }
        Weight::Suspicious => {
            tracing::warn!(target: SECURITY, event, call, reason, user_id, session_id, ip, %request_id);
        }
        Weight::Failure => {
            tracing::error!(target: SECURITY, event, call, reason, user_id, session_id, ip, %request_id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(call: &str, status: u16, code: Option<ErrorCode>) -> Option<SecurityEvent> {
        let status = StatusCode::from_u16(status).expect("a status");
        let answered = Answered { call, status, code, request_id: Uuid::nil() };
        SecurityEvent::of(&answered, Concerned::default())
    }

    #[test]
    fn s30_a_refusal_is_told_by_its_code_and_what_is_everyday_is_not() {
        let me = "GET /api/v1/me";
        assert_eq!(told(me, 429, Some(ErrorCode::RateLimited)), Some(SecurityEvent::Throttled));
        assert_eq!(told(me, 503, Some(ErrorCode::Unavailable)), Some(SecurityEvent::ServerError));
        assert_eq!(told(me, 500, Some(ErrorCode::Internal)), Some(SecurityEvent::ServerError));
        for (code, status) in [
            (ErrorCode::InvalidToken, 401),
            (ErrorCode::StepUpRequired, 403),
            (ErrorCode::ValidationFailed, 422),
            (ErrorCode::NotFound, 404),
        ] {
            assert_eq!(told(me, status, Some(code)), None, "{code:?}");
        }
        assert_eq!(told(me, 200, None), None);
        assert_eq!(told("GET /problems/{code}", 404, Some(ErrorCode::NotFound)), None);
    }
}
