//! Sessions of one's own.

use actix_web::{
    HttpResponse, delete, get,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vestibule_domain::{activity::Happening, id::SessionId, session::SessionEnd};

use super::{
    error::{ApiResult, ErrorCode, Problem},
    extract::{ClientAddress, OwnAccount, Reader},
    paging::{Page, Paging},
    signed_in::SignedIn,
};
use crate::{
    activity::{self, By},
    app::App,
    sessions::open_ones,
    store,
};

/// A place where one is logged in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionView {
    /// The session's id, `sid` in its access tokens.
    id: Uuid,
    /// What logged in, in words.
    #[schema(example = "Firefox on Linux")]
    device_name: String,
    /// The address that it logged in from.
    #[schema(example = "192.0.2.7")]
    ip: String,
    /// When it began.
    created_at: DateTime<Utc>,
    /// When it was last refreshed.
    last_seen_at: DateTime<Utc>,
    /// What it was proven by, as in its access tokens.
    #[schema(example = json!(["pwd", "mfa", "otp"]))]
    amr: &'static [&'static str],
    /// Whether this call is made in it.
    current: bool,
}

/// Lists the sessions that are open.
///
/// A user has 50 at most; the oldest ends. Read with an API token of `account:read` none of them is the current one.
#[utoipa::path(operation_id = "list_sessions", tag = "account", params(Paging), responses(
    (status = 200, description = "The sessions, newest first", body = Page<SessionView>),
    (status = "4XX", description = "`invalid_token`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/me/sessions")]
pub async fn list(
    app: Data<App>,
    owner: Reader<OwnAccount>,
    paging: ApiResult<Paging>,
) -> ApiResult<HttpResponse> {
    let paging = paging?;
    let sessions = open_ones(&app, app.db.read(), owner.account.user.id).await?;
    let views = sessions.into_iter().map(|session| SessionView {
        id: session.id.as_uuid(),
        current: Some(session.id) == owner.session,
        device_name: session.place.device_name,
        ip: session.place.ip,
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
        amr: session.amr.as_claims(),
    });
    Ok(HttpResponse::Ok().json(paging.page_of(views.collect(), |session| session.id)?))
}

/// Ends one session at once, for its access tokens too. Remembered devices stay.
///
/// The own one, too. Repeated it is 204 and changes nothing; a session of somebody else is 404. Written down as
/// `session_ended`, the own one's end as `logged_out`; nobody is mailed.
#[utoipa::path(operation_id = "end_session", tag = "account", params(("id" = Uuid, Path, description = "The session's id")), responses(
    (status = 204, description = "Ended, also where it was before"),
    (status = "4XX", description = "`invalid_token`, `not_found`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[delete("/me/sessions/{id}")]
pub async fn end_one(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    id: ApiResult<Path<SessionId>>,
) -> ApiResult<HttpResponse> {
    let (id, user, now) = (id?.into_inner(), owner.account.user.id, app.now());
    let tx = owner.begin(&app).await?;
    let found = store::session::lock(&*tx, id).await?.filter(|session| session.user == user);
    if found.ok_or(ErrorCode::NotFound)?.is_open(now) {
        store::session::end(&*tx, id, SessionEnd::Ended, now).await?;
        let what = if id == owner.session.id { Happening::LoggedOut } else { Happening::SessionEnded };
        let place = owner.session.place.seen_at(&address.ip);
        activity::note(&app, &tx, &owner.account, By::Owner, &place, &what).await?;
        tx.commit().await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

/// Ends all sessions but this one at once, for their access tokens too. Remembered devices stay.
///
/// API tokens go on, too. Written down as `sessions_ended` where there was another one; nobody is mailed.
#[utoipa::path(operation_id = "end_other_sessions", tag = "account", responses(
    (status = 204, description = "Ended, also where there is no other one"),
    (status = "4XX", description = "`invalid_token`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[delete("/me/sessions")]
pub async fn end_others(app: Data<App>, owner: SignedIn, address: ClientAddress) -> ApiResult<HttpResponse> {
    let (own, user) = (owner.session.id, owner.account.user.id);
    let tx = owner.begin(&app).await?;
    if open_ones(&app, &*tx, user).await?.iter().any(|session| session.id != own) {
        store::session::end_others(&*tx, user, Some(own), SessionEnd::Ended, app.now()).await?;
        let place = owner.session.place.seen_at(&address.ip);
        activity::note(&app, &tx, &owner.account, By::Owner, &place, &Happening::SessionsEnded).await?;
        tx.commit().await?;
    }
    Ok(HttpResponse::NoContent().finish())
}
