//! What can go wrong, in one table, and how it is said (RFC 9457).

use std::{borrow::Cow, error::Error, fmt};

use actix_web::{
    HttpResponse, HttpResponseBuilder, ResponseError,
    error::QueryPayloadError,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{hasher::HashError, store::StoreError};

/// What a handler answers.
pub type ApiResult<T> = Result<T, ApiError>;

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
            Self::MalformedRequest     => ("malformed_request",      StatusCode::BAD_REQUEST, "The request could not be read.",                   "Send a well-formed request; the body is JSON in UTF-8."),
            Self::InvalidCredentials   => ("invalid_credentials",    StatusCode::UNAUTHORIZED, "The user name or password is wrong.",              "Check both and try again, or ask for a new password."),
            Self::InvalidCode          => ("invalid_code",           StatusCode::UNAUTHORIZED, "That code is not right.",                          "Enter the code that the authenticator app shows now, or use another way."),
            Self::ChallengeExpired     => ("challenge_expired",      StatusCode::UNAUTHORIZED, "This sign-in is over.",                            "Please sign in again."),
            Self::InvalidToken         => ("invalid_token",          StatusCode::UNAUTHORIZED, "The token is missing or no longer good.",          "Refresh the session, or sign in again."),
            Self::RefreshReused        => ("refresh_reused",         StatusCode::UNAUTHORIZED, "This refresh token was replaced before.",          "The session was ended for safety. Please sign in again."),
            Self::StepUpRequired       => ("step_up_required",       StatusCode::FORBIDDEN, "This needs a fresh proof that it is you.",         "Prove it at /auth/step-up, then repeat the call."),
            Self::EnrollmentRequired   => ("enrollment_required",    StatusCode::FORBIDDEN, "The team requires two-factor authentication.",     "Set up an authenticator app first."),
            Self::Forbidden            => ("forbidden",              StatusCode::FORBIDDEN, "You may not do this.",                             "Ask an admin of your team."),
            Self::OriginNotAllowed     => ("origin_not_allowed",     StatusCode::FORBIDDEN, "Calls from this origin are not allowed.",          "Send an Origin that is the service's own or one of allowed_origins, or use the bearer transport."),
            Self::NotFound             => ("not_found",              StatusCode::NOT_FOUND, "There is nothing here.",                           "Check the path and the id."),
            Self::MethodNotAllowed     => ("method_not_allowed",     StatusCode::METHOD_NOT_ALLOWED, "This method is not allowed here.",                 "Use one of the methods in the Allow header."),
            Self::AlreadyExists        => ("already_exists",         StatusCode::CONFLICT, "That exists already.",                             "Choose another one."),
            Self::RequiredByTeam       => ("required_by_team",       StatusCode::CONFLICT, "The team requires two-factor authentication.",     "It can't be switched off; replace the authenticator instead."),
            Self::LastAdmin            => ("last_admin",             StatusCode::CONFLICT, "This is the team's last active admin.",            "Make somebody else an admin first."),
            Self::TwoFactorOff         => ("two_factor_off",         StatusCode::CONFLICT, "Two-factor authentication is off.",                "Switch it on first."),
            Self::SmsUnavailable       => ("sms_unavailable",        StatusCode::CONFLICT, "No text message can be sent.",                     "See reason; use the authenticator app or a backup code."),
            Self::LinkExpired          => ("link_expired",           StatusCode::GONE, "This link is no longer good.",                     "Ask for a new one."),
            Self::EnrollmentExpired    => ("enrollment_expired",     StatusCode::GONE, "This set-up is over.",                             "Begin the set-up again."),
            Self::BodyTooLarge         => ("body_too_large",         StatusCode::PAYLOAD_TOO_LARGE, "The body is too large.",                           "Send 64 KiB at most."),
            Self::UnsupportedMediaType => ("unsupported_media_type", StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body is not JSON.",                            "Send Content-Type: application/json."),
            Self::ValidationFailed     => ("validation_failed",      StatusCode::UNPROCESSABLE_ENTITY, "Some values can't be taken.",                      "Correct the fields that errors points to."),
            Self::RateLimited          => ("rate_limited",           StatusCode::TOO_MANY_REQUESTS, "Too many attempts.",                               "Wait as long as Retry-After says, then try again."),
            Self::SmsNotSent           => ("sms_not_sent",           StatusCode::BAD_GATEWAY, "The text message could not be sent.",              "See reason; try again, or use another way."),
            Self::Overloaded           => ("overloaded",             StatusCode::SERVICE_UNAVAILABLE, "The service is busy.",                             "Try again in a moment."),
            Self::Unavailable          => ("unavailable",            StatusCode::SERVICE_UNAVAILABLE, "The service is not available right now.",          "Try again in a moment."),
            Self::Internal             => ("internal_error",         StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side.",                "Try again; if it stays, tell support the request_id."),
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

    /// Whether the same call may succeed later without a change (api.md, Errors).
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

    /// An error of this code with one added member.
    pub fn with(self, member: &'static str, value: impl Into<Value>) -> ApiError {
        ApiError::from(self).with(member, value)
    }

    /// An error of this code that waits.
    pub fn after(self, seconds: i64) -> ApiError {
        self.with("retry_after", seconds.max(1))
    }
}

/// One thing that is wrong with a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901).
    #[schema(example = "/cell_phone")]
    pub pointer: String,
    /// What, for programs.
    #[schema(example = "not_mobile")]
    pub code: &'static str,
    /// What, for people.
    pub detail: Cow<'static, str>,
}

impl Fault {
    /// A fault of one field.
    pub fn at(pointer: &str, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { pointer: pointer.to_owned(), code, detail: detail.into() }
    }

    /// A field that must be given.
    pub fn required(pointer: &str) -> Self {
        Self::at(pointer, "required", "This field is required.")
    }
}

/// A refusal or a failure (RFC 9457), as every answer of 400 and above is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A page about it.
    #[serde(rename = "type")]
    #[schema(example = "http://localhost:8080/problems/invalid_code")]
    kind: String,
    /// What happened, in English.
    #[schema(example = "That code is not right.")]
    title: String,
    /// The status of the answer.
    #[schema(example = 401)]
    status: u16,
    /// What to do next, in English.
    detail: String,
    /// What programs read.
    #[schema(example = "invalid_code")]
    code: String,
    /// Equals the answer's `X-Request-Id`.
    request_id: Uuid,
    /// Why, for programs, where a code has several reasons.
    #[schema(example = "already_used")]
    reason: Option<String>,
    /// Wrong codes that the challenge or the set-up still bears.
    #[schema(example = 4)]
    attempts_remaining: Option<u32>,
    /// Seconds until a try can succeed.
    #[schema(example = 30)]
    retry_after: Option<i64>,
    /// What a fresh proof can be made of.
    methods: Option<Vec<super::methods::OfferedMethod>>,
    /// How many seconds old the proof may be.
    #[schema(example = 600)]
    max_age: Option<i64>,
    /// What is wrong with the body.
    errors: Option<Vec<Fault>>,
}

/// Collects all faults of a body, so that they are told at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Keeps the value, or notes why there is none.
    pub fn keep<T>(&mut self, parsed: Result<T, Fault>) -> Option<T> {
        parsed.map_err(|fault| self.add(fault)).ok()
    }

    /// Goes on only where no fault was noted.
    pub fn none(self) -> ApiResult<()> {
        if self.0.is_empty() { Ok(()) } else { Err(self.into()) }
    }
}

impl From<Faults> for ApiError {
    fn from(faults: Faults) -> Self {
        ErrorCode::ValidationFailed.with("errors", json!(faults.0))
    }
}

impl From<Fault> for ApiError {
    fn from(fault: Fault) -> Self {
        Faults(vec![fault]).into()
    }
}

/// A refusal or a failure, ready to be said.
#[derive(Debug)]
pub struct ApiError {
    code: ErrorCode,
    detail: Option<Cow<'static, str>>,
    members: Map<String, Value>,
    allow: Option<String>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl ApiError {
    /// Adds a member to the problem.
    #[must_use]
    pub fn with(mut self, member: &'static str, value: impl Into<Value>) -> Self {
        debug_assert!(self.code.added_members().contains(&member), "{member} is not of {:?}", self.code);
        self.members.insert(member.to_owned(), value.into());
        self
    }

    /// Says more than the table's advice.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Names the methods that are allowed (405).
    #[must_use]
    pub fn allowing(mut self, methods: String) -> Self {
        self.allow = Some(methods);
        self
    }

    /// A failure on our side; its cause goes to the log, never to the client.
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { cause: Some(cause.into()), ..ErrorCode::Internal.into() }
    }

    /// The service can't answer now; the cause goes to the log.
    pub fn unavailable(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { cause: Some(cause.into()), ..ErrorCode::Unavailable.after(1) }
    }

    /// The same refusal again; the cause is told as text.
    #[must_use]
    pub fn share(&self) -> Self {
        Self {
            code: self.code,
            detail: self.detail.clone(),
            members: self.members.clone(),
            allow: self.allow.clone(),
            cause: self.cause().map(Into::into),
        }
    }

    /// The problem that stands for a status which something else than a handler answered.
    pub fn of_status(status: StatusCode, cause: String) -> Self {
        let code = match status.as_u16() {
            401 => ErrorCode::InvalidToken,
            403 => ErrorCode::Forbidden,
            404 => ErrorCode::NotFound,
            405 => ErrorCode::MethodNotAllowed,
            413 => ErrorCode::BodyTooLarge,
            415 => ErrorCode::UnsupportedMediaType,
            422 => ErrorCode::ValidationFailed,
            400..500 => ErrorCode::MalformedRequest,
            503 => ErrorCode::Unavailable,
            _ => ErrorCode::Internal,
        };
        Self { cause: (!cause.is_empty()).then(|| cause.into()), ..code.into() }
    }

    /// What it is.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// The cause with all that lies behind it, for the log.
    pub fn cause(&self) -> Option<String> {
        let mut chain = Vec::new();
        let mut cause: Option<&(dyn Error + 'static)> = self.cause.as_deref().map(|cause| cause as _);
        while let Some(error) = cause {
            chain.push(error.to_string());
            cause = error.source();
        }
        (!chain.is_empty()).then(|| chain.join(": "))
    }

    /// The answer in full: `type` is absolute, `request_id` that of the answer's header.
    pub fn render(&self, public_url: &str, request_id: Uuid) -> HttpResponse {
        let mut problem = json!({
            "type": format!("{public_url}/problems/{}", self.code.as_str()),
            "title": self.code.title(),
            "status": self.code.status().as_u16(),
            "detail": self.detail.as_deref().unwrap_or(self.code.advice()),
            "code": self.code.as_str(),
            "request_id": request_id,
        });
        if let Value::Object(members) = &mut problem {
            members.extend(self.members.clone());
        }
        let mut answer = HttpResponse::build(self.code.status());
        self.add_headers(&mut answer);
        answer.content_type("application/problem+json").body(problem.to_string())
    }

    fn add_headers(&self, answer: &mut HttpResponseBuilder) {
        if matches!(self.code.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
            && let Some(seconds) = self.members.get("retry_after").and_then(Value::as_i64)
        {
            answer.insert_header((header::RETRY_AFTER, seconds));
        }
        if self.code.status() == StatusCode::UNAUTHORIZED {
            let challenge = match self.code {
                ErrorCode::InvalidToken => r#"Bearer error="invalid_token""#,
                _ => "Bearer",
            };
            answer.insert_header((header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge)));
        }
        if let Some(methods) = &self.allow {
            answer.insert_header((header::ALLOW, methods.as_str()));
        }
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        let error = Self { code, detail: None, members: Map::new(), allow: None, cause: None };
        if code.is_retryable() { error.with("retry_after", 1) } else { error }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) | StoreError::Busy => Self::unavailable(error),
            StoreError::Taken(_) => Self { cause: Some(error.into()), ..ErrorCode::AlreadyExists.into() },
            other => Self::internal(other),
        }
    }
}

impl From<HashError> for ApiError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Overloaded => ErrorCode::Overloaded.into(),
            HashError::Broken => Self::internal(error),
        }
    }
}

/// What actix finds wrong with a path or a query.
impl From<actix_web::Error> for ApiError {
    fn from(error: actix_web::Error) -> Self {
        Self::of_status(error.as_response_error().status_code(), error.to_string())
    }
}

impl From<QueryPayloadError> for ApiError {
    fn from(error: QueryPayloadError) -> Self {
        Self::of_status(StatusCode::BAD_REQUEST, error.to_string())
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())
    }
}

impl Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    /// Only its status: the outermost middleware says the rest, which needs the request's id.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.code.status())
    }
}
