//! A refusal or a failure, and how it is said (RFC 9457).

use std::{borrow::Cow, error::Error, fmt};

use actix_web::{
    HttpResponse, HttpResponseBuilder, ResponseError,
    error::QueryPayloadError,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use chrono::TimeDelta;
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use vestibule_domain::{retry_after_seconds, session::SessionEnd};

use super::methods::OfferedMethod;
pub use super::{
    error_code::ErrorCode,
    fault::{Fault, Faults},
};
use crate::{hasher::HashError, store::StoreError};

/// What a handler answers.
pub type ApiResult<T> = Result<T, ApiError>;

/// A refusal or a failure (RFC 9457), as every answer of 400 and above is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A page about it.
    #[serde(rename = "type")]
    #[schema(format = "uri", example = "https://portal.example.com/problems/invalid_code")]
    kind: String,
    /// What happened, in English.
    #[schema(example = "That code is not right.")]
    title: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599, example = 401)]
    status: u16,
    /// What to do next, in English.
    #[schema(example = "Enter the code that the authenticator app shows now, or use another way.")]
    detail: String,
    /// What programs read. Treat one that you don't know by its status.
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
    #[schema(minimum = 1, example = 30)]
    retry_after: Option<i64>,
    /// What a fresh proof can be made of.
    methods: Option<Vec<OfferedMethod>>,
    /// How many seconds old the proof may be.
    #[schema(example = 600)]
    max_age: Option<i64>,
    /// What is wrong with the body.
    errors: Option<Vec<Fault>>,
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
        Self { cause: Some(cause.into()), ..ErrorCode::Unavailable.into() }
    }

    /// A code of the app was right a few minutes ago: its owner can mend that.
    pub fn clock_behind() -> Self {
        let error = ErrorCode::InvalidCode.with("reason", "clock_behind");
        error.saying("That code was right a few minutes ago: set the phone's clock to automatic time.")
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

impl ErrorCode {
    /// An error of this code with one added member.
    pub fn with(self, member: &'static str, value: impl Into<Value>) -> ApiError {
        ApiError::from(self).with(member, value)
    }

    /// An error of this code for as long as a wait runs.
    pub fn after(self, wait: TimeDelta) -> ApiError {
        self.with("retry_after", retry_after_seconds(wait))
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        let error = Self { code, detail: None, members: Map::new(), allow: None, cause: None };
        if code.is_retryable() { error.with("retry_after", 1) } else { error }
    }
}

impl From<Faults> for ApiError {
    fn from(faults: Faults) -> Self {
        ErrorCode::ValidationFailed.with("errors", json!(faults.0))
    }
}

impl From<Fault> for ApiError {
    fn from(fault: Fault) -> Self {
        Faults::from(fault).into()
    }
}

/// What a once good token is told. A reused refresh token ended the session: that is all its access token says.
impl From<SessionEnd> for ApiError {
    fn from(end: SessionEnd) -> Self {
        let reason = match end {
            SessionEnd::RefreshReused => SessionEnd::Ended,
            other => other,
        };
        ErrorCode::InvalidToken.with("reason", reason.as_str())
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) | StoreError::Busy | StoreError::ReadOnly => Self::unavailable(error),
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
