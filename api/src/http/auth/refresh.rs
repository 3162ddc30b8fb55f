//! Going on with a session.

use actix_web::{HttpResponse, post, web::Data};
use chrono::TimeDelta;
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    activity::Happening,
    session::{REFRESH_GRACE, Session, SessionEnd, Transport},
};

use crate::{
    activity::{self, By},
    app::App,
    entropy::Token,
    http::{
        access_token,
        cookie::{Cookies, Origin, SetCookies},
        error::{ApiResult, ErrorCode, Problem},
        extract::ClientAddress,
        json::Body,
        oneself::Me,
        outcome::{Authenticated, LoginOutcome},
        security_event::concerns_session,
        session_start::lifetimes,
        words::TransportWord,
    },
    store::{self, Transaction, account::Account},
    vault::TokenKind,
};

/// The refresh token, where no cookie holds it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// From log-in or the last refresh.
    refresh_token: Option<String>,
    /// A session keeps its kind; `cookie` asks for the origin rule.
    #[serde(default)]
    #[schema(value_type = TransportWord)]
    transport: Transport,
}

/// Goes on with a session: new tokens for a refresh token.
///
/// The refresh token is replaced. For 10 seconds the old one brings the very same successor, so a lost answer and two
/// tabs do no harm; later, or once the successor was used, it ends the session: `refresh_reused`, written down under
/// that name.
///
/// A session ends after an hour without a refresh and after 24 hours in any case, unless configured otherwise. A
/// refresh makes no proof fresh. The body counts where a cookie is there, too; one that relies on the cookie needs an
/// allowed `Origin`.
#[utoipa::path(tag = "sign-in", security(()), request_body = Refresh, responses(
    (status = 200, description = "Goes on", body = LoginOutcome),
    (status = "4XX", description = "`invalid_token`, `refresh_reused`, `origin_not_allowed`, `enrollment_required`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/auth/refresh")]
pub async fn refresh(
    app: Data<App>,
    address: ClientAddress,
    origin: Origin,
    cookies: ApiResult<Cookies>,
    body: Body<Refresh>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let relies_on_cookie = body.refresh_token.is_none();
    let cookies = if relies_on_cookie { cookies? } else { Cookies::default() };
    let token = body.refresh_token.or(cookies.refresh).ok_or(ErrorCode::InvalidToken)?;
    if relies_on_cookie || body.transport == Transport::Cookie {
        origin.must_be_ours(&app)?;
    }

    let tx = app.begin().await?;
    let (session, successor) = match redeem(&app, &tx, &token).await? {
        Redeemed::Successor(session, successor) => (session, successor),
        Redeemed::Reused(session) => {
            end_copied(&app, &tx, &session, &address.ip).await?;
            tx.commit().await?;
            return Err(ErrorCode::RefreshReused.into());
        }
        Redeemed::Over(end) => return Err(end.into()),
        Redeemed::Unknown => return Err(ErrorCode::InvalidToken.into()),
    };
    let account = store::account::of_user(&*tx, session.user).await?;
    let account = account.filter(|account| account.user.active);
    let account = account.ok_or(SessionEnd::Ended)?;
    if account.owes_second_factor(app.now()) {
        return Err(ErrorCode::EnrollmentRequired.into());
    }
    tx.commit().await?;
    reply(&app, &account, &session, successor)
}

enum Redeemed {
    Successor(Box<Session>, Token),
    Reused(Box<Session>),
    Over(SessionEnd),
    Unknown,
}

/// Replaces a refresh token, or says again what replaced it, or finds that it was copied (S15).
async fn redeem(app: &App, tx: &Transaction, token: &str) -> ApiResult<Redeemed> {
    let now = app.now();
    let hash = app.vault.token_hash(TokenKind::Refresh, token);
    let present = store::session::of_refresh_token(&**tx, hash).await?;
    let spent = store::refresh_token::find_spent(&**tx, hash).await?;
    let Some(id) = present.or(spent.map(|(id, _)| id)) else { return Ok(Redeemed::Unknown) };
    let Some(mut session) = store::session::lock(&**tx, id).await? else { return Ok(Redeemed::Unknown) };
    concerns_session(session.user, id);
    if let Some(end) = session.end(now) {
        return Ok(Redeemed::Over(end));
    }

    let successor = app.vault.successor(TokenKind::Refresh, token, id.as_uuid());
    let successor_hash = app.vault.token_hash(TokenKind::Refresh, successor.as_str());
    let lifetimes = lifetimes(app, session.transport);
    if store::session::holds_refresh_token(&**tx, id, hash).await? {
        session.refresh(&lifetimes, now);
        store::session::replace_refresh_token(&**tx, &session, hash, successor_hash).await?;
        store::refresh_token::spend(&**tx, hash, id, now).await?;
        return Ok(Redeemed::Successor(Box::new(session), successor));
    }
    // Replaced meanwhile: read again, since the lock may have been waited for.
    let spent_at = store::refresh_token::find_spent(&**tx, hash).await?.map(|(_, at)| at);
    let in_grace = spent_at.is_some_and(|at| now < at + REFRESH_GRACE);
    let successor_is_unused = store::session::holds_refresh_token(&**tx, id, successor_hash).await?;
    if in_grace && successor_is_unused {
        return Ok(Redeemed::Successor(Box::new(session), successor));
    }
    Ok(Redeemed::Reused(Box::new(session)))
}

/// Ends a session whose refresh token was copied, and writes it down: who came back with it isn't known.
async fn end_copied(app: &App, tx: &Transaction, session: &Session, ip: &str) -> ApiResult<()> {
    store::session::end(&**tx, session.id, SessionEnd::RefreshReused, app.now()).await?;
    if let Some(account) = store::account::of_user(&**tx, session.user).await? {
        let place = session.place.seen_at(ip);
        activity::note(app, tx, &account, By::Stranger, &place, &Happening::RefreshReused).await?;
    }
    Ok(())
}

fn reply(app: &App, account: &Account, session: &Session, successor: Token) -> ApiResult<HttpResponse> {
    let (access_token, expires_in) = access_token::of_session(app, account, session)?;
    let lasts_for = session.refresh_expires_in(app.now());
    let mut outcome = Authenticated::new(access_token, expires_in, lasts_for, Me::of(account));
    let (mut answer, mut cookies) = (HttpResponse::Ok(), SetCookies::default());
    outcome.refresh_token = cookies.refresh(session.transport, successor, TimeDelta::seconds(lasts_for));
    cookies.write(app, &mut answer);
    Ok(answer.json(LoginOutcome::Authenticated(Box::new(outcome))))
}
