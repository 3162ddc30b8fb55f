//! One user.

use actix_web::{
    HttpResponse, get,
    web::{Data, Path},
};
use vestibule_domain::id::UserId;

use super::{TeamUser, member};
use crate::{
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::{OwnTeam, Reader},
    },
};

/// Shows a user of the caller's team.
///
/// For every member, and for an API token with `team:read`; who may not edit the user sees address and number masked.
/// A user of another team is 404.
#[utoipa::path(tag = "team", params(("id" = Uuid, Path, description = "The user's id")), responses(
    (status = 200, description = "The user", body = TeamUser),
    (status = "4XX", description = "`invalid_token`, `not_found`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/team/users/{id}")]
pub async fn show_user(
    app: Data<App>,
    viewer: Reader<OwnTeam>,
    id: ApiResult<Path<UserId>>,
) -> ApiResult<HttpResponse> {
    let found = member(&app, &viewer, id?.into_inner()).await?;
    let two_factor = found.two_factor_since.is_some();
    Ok(HttpResponse::Ok().json(TeamUser::seen_by(&viewer.account.user, found.user, two_factor)))
}
