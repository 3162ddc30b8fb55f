//! The end of a session.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{activity::Happening, id::SessionId, session::SessionEnd};

use crate::{
    activity::{self, By},
    app::App,
    http::{
        caller::{authenticate, forbidden_to_api_token, is_of_api_token},
        cookie::{Cookies, Origin, SetCookies},
        error::{ApiResult, ErrorCode, Problem},
        extract::{BearerToken, ClientAddress},
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
///
/// Which one is told by the access token, live or run out, else by `refresh_token`, else by the cookie, which is
/// cleared. An enrollment token is ended likewise. Repeated it is 204 again. Written down as `logged_out`; nobody is
/// mailed.
#[utoipa::path(tag = "sign-in", security((), ("bearer" = [])), request_body = LogOut, responses(
    (status = 204, description = "Ended, also where it was before"),
    (status = "4XX", description = "`invalid_token`, `forbidden` (to an API token), `origin_not_allowed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/auth/logout")]
pub async fn log_out(
    app: Data<App>,
    bearer: BearerToken,
    address: ClientAddress,
    origin: Origin,
    cookies: ApiResult<Cookies>,
    body: Body<LogOut>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let (cookies, ip) = (cookies?, address.ip.as_str());
    let holder = match &bearer.0 {
        Some(token) => holder(&app, token).await?,
        None => Holder::Nobody,
    };

    let tx = app.begin().await?;
    match (holder, body.refresh_token, &cookies.refresh) {
        (Holder::Session(session), _, _) => end(&app, &tx, session, ip).await?,
        (Holder::Enrollment(hash), _, _) if end_by_enrollment_token(&app, &tx, hash).await? => (),
        (_, Some(token), _) => end_by_refresh_token(&app, &tx, &token, ip).await?,
        (_, None, Some(token)) => {
            origin.must_be_ours(&app)?;
            end_by_refresh_token(&app, &tx, token, ip).await?;
        }
        (_, None, None) => return Err(ErrorCode::InvalidToken.into()),
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

/// What a bearer token may stand for.
enum Holder {
    Nobody,
    Session(SessionId),
    Enrollment([u8; 32]),
}

/// What an access token, live or run out, or an enrollment token stands for. Found out before the transaction, which
/// has a connection of its own.
async fn holder(app: &App, token: &str) -> ApiResult<Holder> {
    let claims = match keys::read_token(app, token).await {
        Ok(claims) | Err(TokenError::Expired(claims)) => Some(claims),
        Err(TokenError::Invalid | TokenError::UnknownKey) => None,
    };
    match claims {
        Some(claims) if is_of_api_token(&claims) => match authenticate(app, Some(token.to_owned())).await {
            Ok(_) => Err(forbidden_to_api_token()),
            Err(error) if error.code() == ErrorCode::InvalidToken => Ok(Holder::Nobody),
            Err(error) => Err(error),
        },
        Some(claims) => Ok(Holder::Session(claims.sid.into())),
        None => Ok(Holder::Enrollment(app.vault.token_hash(TokenKind::Enrollment, token))),
    }
}

async fn end_by_enrollment_token(app: &App, tx: &Transaction, hash: [u8; 32]) -> ApiResult<bool> {
    let Some(grant) = store::enrollment_grant::of_token(&**tx, hash).await? else { return Ok(false) };
    store::enrollment_grant::end(&**tx, grant.id, app.now()).await?;
    Ok(true)
}

async fn end_by_refresh_token(app: &App, tx: &Transaction, token: &str, ip: &str) -> ApiResult<()> {
    let hash = app.vault.token_hash(TokenKind::Refresh, token);
    let present = store::session::of_refresh_token(&**tx, hash).await?;
    let spent = store::refresh_token::find_spent(&**tx, hash).await?.map(|(session, _)| session);
    end(app, tx, present.or(spent).ok_or(ErrorCode::InvalidToken)?, ip).await
}

/// Ends a session and writes it down, unless it is over already.
async fn end(app: &App, tx: &Transaction, id: SessionId, ip: &str) -> ApiResult<()> {
    let now = app.now();
    let open = store::session::lock(&**tx, id).await?.filter(|session| session.is_open(now));
    let Some(session) = open else { return Ok(()) };
    store::session::end(&**tx, id, SessionEnd::Ended, now).await?;
    if let Some(account) = store::account::of_user(&**tx, session.user).await? {
        let place = session.place.seen_at(ip);
        activity::note(app, tx, &account, By::Owner, &place, &Happening::LoggedOut).await?;
    }
    Ok(())
}
