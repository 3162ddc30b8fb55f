//! What happened to one's own account, and what one did.

use actix_web::{HttpResponse, get, web::Data};

use super::{ActivityView, page};
use crate::{
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::{OwnAccount, Reader},
        paging::{Page, Paging},
    },
    store::{self, activity::Stretch},
};

/// Lists what happened to the caller's account, and what the caller did in the team.
///
/// Kept for 400 days unless configured otherwise. Entries are added, never changed. Open to an API token with
/// `account:read`.
#[utoipa::path(tag = "account", params(Paging), responses(
    (status = 200, description = "The entries, newest first", body = Page<ActivityView>),
    (status = "4XX", description = "`invalid_token`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/me/activity")]
pub async fn own_activity(
    app: Data<App>,
    owner: Reader<OwnAccount>,
    paging: ApiResult<Paging>,
) -> ApiResult<HttpResponse> {
    let (paging, account) = (paging?, &owner.account);
    let stretch =
        Stretch { cursor: paging.cursor.map(Into::into), limit: paging.fetched(), ..Stretch::default() };
    let entries = store::activity::of_user(app.db.read(), account.team.id, account.user.id, &stretch).await?;
    Ok(HttpResponse::Ok().json(page(&app, &paging, entries).await?))
}
