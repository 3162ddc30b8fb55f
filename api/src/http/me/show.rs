//! The own account.

use actix_web::{HttpResponse, get};

use crate::http::{
    error::{ApiResult, Problem},
    extract::{OwnStanding, Reader},
    oneself::Me,
};

/// Shows the caller's own account.
///
/// Open to every session, to an enrollment token, and to an API token with `account:read`. Nothing changes.
#[utoipa::path(operation_id = "show_me", tag = "account", responses(
    (status = 200, description = "The account", body = Me),
    (status = "4XX", description = "`invalid_token`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/me")]
pub async fn show(owner: Reader<OwnStanding>) -> ApiResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(Me::of(&owner.account)))
}
