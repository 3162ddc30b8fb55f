//! Who holds a bearer token, and what an API token doesn't open.
//!
//! A handler says by its extractor who may call it. One that says nothing of API tokens is closed to them: only
//! [`Reader`](super::extract::Reader) lets them in, and it asks for a scope.

use actix_web::{HttpRequest, http::Method};
use chrono::TimeDelta;
use vestibule_domain::{
    api_token::{ApiToken, Scope},
    id::UserId,
    policy::Role,
    session::{Amr, FRESH, SessionEnd, VERY_FRESH},
};

use super::{
    error::{ApiError, ApiResult, ErrorCode},
    security_event::{concerns, concerns_session},
    signed_in::{SignedIn, must_be_current, step_up_by},
};
use crate::{
    app::App,
    keys,
    store::{self, account::Account, enrollment_grant::EnrollmentGrant, standing::Standing},
    tokens::{AccessClaims, TokenError},
    vault::TokenKind,
};

/// The calls that ask for a proof, and how old it may be. An API token proves nothing anew.
const PROVEN: [(&str, TimeDelta); 16] = [
    ("POST /api/v1/me/api-tokens", VERY_FRESH),
    ("PUT /api/v1/me/password", FRESH),
    ("PUT /api/v1/me/email", FRESH),
    ("POST /api/v1/me/phone/code", FRESH),
    ("POST /api/v1/me/phone/confirm", FRESH),
    ("POST /api/v1/me/two-factor/totp", FRESH),
    ("DELETE /api/v1/me/two-factor", VERY_FRESH),
    ("POST /api/v1/me/two-factor/backup-codes", VERY_FRESH),
    ("POST /api/v1/team/users", FRESH),
    ("PATCH /api/v1/team/users/{id}", FRESH),
    ("DELETE /api/v1/team/users/{id}", FRESH),
    ("POST /api/v1/team/users/{id}/invitation", FRESH),
    ("POST /api/v1/team/users/{id}/two-factor/reset", FRESH),
    ("POST /api/v1/team/users/{id}/password-reset", FRESH),
    ("DELETE /api/v1/team/users/{id}/sessions", FRESH),
    ("PUT /api/v1/team/policy", FRESH),
];

/// Someone who holds a token that is in force.
#[derive(Debug)]
pub enum Caller {
    /// An access token of a session.
    SignedIn(SignedIn),
    /// An enrollment token: the team demands a second factor that isn't there yet.
    Enrolling(Account, EnrollmentGrant),
    /// An access token of an API token.
    ApiToken(Account, ApiToken),
}

/// Finds out who holds a token. What the token says of role or team isn't believed: the database knows (S18).
pub async fn authenticate(app: &App, token: Option<String>) -> ApiResult<Caller> {
    let token = token.ok_or(ErrorCode::InvalidToken)?;
    let caller = if token.contains('.') {
        by_access_token(app, &token).await?
    } else {
        by_enrollment_token(app, &token).await?
    };
    match &caller {
        Caller::SignedIn(by) => concerns_session(by.account.user.id, by.session.id),
        Caller::Enrolling(account, _) => concerns(account.user.id),
        Caller::ApiToken(account, token) => concerns_session(account.user.id, token.id),
    }
    Ok(caller)
}

async fn by_access_token(app: &App, token: &str) -> ApiResult<Caller> {
    let claims = keys::read_token(app, token).await.map_err(|error| match error {
        TokenError::Invalid | TokenError::UnknownKey => ApiError::from(ErrorCode::InvalidToken),
        TokenError::Expired(_) => SessionEnd::Expired.into(),
    })?;
    if is_of_api_token(&claims) {
        return by_api_token(app, &claims).await;
    }

    let standing = store::standing::of_session(&app.db, claims.sid.into()).await?;
    let standing = standing.filter(|standing| standing.session.user.as_uuid() == claims.sub);
    let Standing { session, account } = standing.ok_or(SessionEnd::Ended)?;
    must_be_current(app, &session, claims.generation)?;
    if !account.user.active {
        return Err(SessionEnd::Ended.into());
    }
    Ok(Caller::SignedIn(SignedIn { account, session }))
}

/// Whether an access token stands for an API token and not for a session.
pub fn is_of_api_token(claims: &AccessClaims) -> bool {
    claims.amr == Amr::ApiToken.as_claims()
}

/// The API token is looked for at each call, as sessions are: one that was deleted ends at once.
async fn by_api_token(app: &App, claims: &AccessClaims) -> ApiResult<Caller> {
    let token = store::api_token::find(app.db.read(), claims.sid.into()).await?;
    let token = token.filter(|token| token.user.as_uuid() == claims.sub);
    let token = token.ok_or(SessionEnd::Ended)?;
    if !token.is_live(app.now()) {
        return Err(SessionEnd::Expired.into());
    }
    let account = owner_of_api_token(app, token.user).await?;
    let account = account.ok_or(SessionEnd::Ended)?;
    Ok(Caller::ApiToken(account, token))
}

async fn by_enrollment_token(app: &App, token: &str) -> ApiResult<Caller> {
    let now = app.now();
    let hash = app.vault.token_hash(TokenKind::Enrollment, token);
    let grant =
        store::enrollment_grant::of_token(app.db.read(), hash).await?.ok_or(ErrorCode::InvalidToken)?;
    if grant.ended_at.is_some() {
        return Err(SessionEnd::Ended.into());
    }
    if now >= grant.expires_at {
        return Err(SessionEnd::Expired.into());
    }
    let account = store::account::of_user(app.db.read(), grant.user).await?;
    let account = account.filter(|account| account.user.active).ok_or(SessionEnd::Ended)?;
    Ok(Caller::Enrolling(account, grant))
}

/// Whom an API token stands for. It was made by a proof of the second factor, and is nothing without one (S12).
pub async fn owner_of_api_token(app: &App, user: UserId) -> ApiResult<Option<Account>> {
    let account = store::account::of_user(app.db.read(), user).await?;
    Ok(account.filter(|account| account.user.active && account.two_factor_since.is_some()))
}

/// Goes on only where an API token has a scope: 403 `forbidden`.
pub fn must_have_scope(app: &App, token: &ApiToken, scope: Scope) -> ApiResult<()> {
    if token.scopes_of(&app.config.api_tokens.scopes).any(|had| had == scope.as_str()) {
        return Ok(());
    }
    let detail = format!("This API token does not have the scope {}: make one that has it.", scope.as_str());
    Err(ApiError::from(ErrorCode::Forbidden).saying(detail))
}

/// What an API token hears from a call that is closed to it: that a proof is asked for, where one is asked of
/// everybody who may make the call, or that it may not. There is no method by which it could give one.
pub fn refused_to_api_token(req: &HttpRequest, owner: &Account) -> ApiError {
    let pattern = req.match_pattern().unwrap_or_default();
    // Rights come before proofs: but for one's own row, the team is the admins' to change.
    let is_own = || req.match_info().query("id").parse() == Ok(owner.user.id);
    if pattern.starts_with("/api/v1/team/")
        && owner.user.role != Role::Admin
        && !(req.method() == Method::PATCH && is_own())
    {
        return forbidden_to_api_token();
    }
    let call = format!("{} {pattern}", req.method());
    match PROVEN.iter().find(|(proven, _)| *proven == call) {
        Some((_, within)) => step_up_by(&[], *within),
        None => forbidden_to_api_token(),
    }
}

/// An API token reads; for all else there are sessions.
pub fn forbidden_to_api_token() -> ApiError {
    ApiError::from(ErrorCode::Forbidden)
        .saying("An API token reads what its scopes say, and does nothing else: log in for this.")
}
