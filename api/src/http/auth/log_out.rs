//! The end of a session.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{id::SessionId, session::SessionEnd};

use crate::{
    app::App,
    http::{
        cookie::{Cookies, Origin, SetCookies},
        error::{ApiResult, ErrorCode, Problem},
        extract::BearerToken,
        json::Body,
    },
    keys,
    store::{self, Transaction},
    tokens::TokenError,
    vault::TokenKind,
};

/// The refresh token, where neither an access token nor a cookie says which session to end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogOut {
    /// From log-in or the last refresh.
    refresh_token: Option<String>,
}

/// Ends this session at once, for its access tokens too. Remembered devices stay.
#[utoipa::path(tag = "sign-in", security((), ("bearer" = [])), request_body = LogOut, responses(
    (status = 204, description = "Ended, also where it was before"),
    (status = "4XX", description = "`invalid_token`, `origin_not_allowed`, …", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/auth/logout")]
pub async fn log_out(
    app: Data<App>,
    bearer: BearerToken,
    origin: Origin,
    cookies: ApiResult<Cookies>,
    body: Body<LogOut>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let cookies = cookies?;
    let tx = app.begin().await?;
    let ended = match (bearer.0, body.refresh_token) {
        (Some(token), _) if end_by_bearer(&app, &tx, &token).await? => true,
        (_, Some(token)) => end_by_refresh_token(&app, &tx, &token).await?,
        (_, None) => match &cookies.refresh {
            Some(token) => {
                origin.must_be_ours(&app)?;
                end_by_refresh_token(&app, &tx, token).await?
            }
            None => false,
        },
    };
    if !ended {
        return Err(ErrorCode::InvalidToken.into());
    }
    tx.commit().await?;

    let mut answer = HttpResponse::NoContent();
    if cookies.refresh.is_some() {
        let mut cleared = SetCookies::default();
        cleared.clear_refresh();
        cleared.write(&app, &mut answer);
    }
    Ok(answer.finish())
}

/// Ends what an access token, live or run out, or an enrollment token stands for.
async fn end_by_bearer(app: &App, tx: &Transaction, token: &str) -> ApiResult<bool> {
    let now = app.now();
    let session = match keys::read_token(app, token).await {
        Ok(claims) => Some(claims.sid),
        Err(TokenError::Expired(claims)) => Some(claims.sid),
        Err(TokenError::Invalid | TokenError::UnknownKey) => None,
    };
    if let Some(session) = session {
        store::session::end(&**tx, session.into(), SessionEnd::Ended, now).await?;
        return Ok(true);
    }
    let hash = app.vault.token_hash(TokenKind::Enrollment, token);
    let Some(grant) = store::enrollment_grant::of_token(&**tx, hash).await? else { return Ok(false) };
    store::enrollment_grant::end(&**tx, grant.id, now).await?;
    Ok(true)
}

async fn end_by_refresh_token(app: &App, tx: &Transaction, token: &str) -> ApiResult<bool> {
    let hash = app.vault.token_hash(TokenKind::Refresh, token);
    let present = store::session::of_refresh_token(&**tx, hash).await?;
    let spent = store::refresh_token::find_spent(&**tx, hash).await?.map(|(session, _)| session);
    let session: Option<SessionId> = present.or(spent);
    let Some(session) = session else { return Ok(false) };
    store::session::end(&**tx, session, SessionEnd::Ended, app.now()).await?;
    Ok(true)
}
