//! Switching off.

use actix_web::{HttpResponse, delete, web::Data};
use vestibule_domain::session::VERY_FRESH;

use super::remove;
use crate::{
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Problem},
        extract::SignedIn,
    },
};

/// Switches two-factor off: the app, the codes, the remembered devices and every other session go.
#[utoipa::path(operation_id = "switch_off_two_factor", tag = "two-factor", responses(
    (status = 204, description = "Off, also where it was before"),
    (status = "4XX", description = "`invalid_token`, `step_up_required`, `required_by_team`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[delete("/me/two-factor")]
pub async fn switch_off(app: Data<App>, owner: SignedIn) -> ApiResult<HttpResponse> {
    let owner = owner.freshly_proven(&app, VERY_FRESH).await?;
    // While days of grace are left nobody is locked out by it, and they don't start anew.
    if owner.account.must_have_second_factor(app.now()) {
        return Err(ErrorCode::RequiredByTeam.into());
    }

    if owner.account.two_factor_since.is_some() {
        let tx = app.begin().await?;
        remove(&app, &tx, owner.account.user.id, Some(owner.session.id)).await?;
        tx.commit().await?;
    }

    Ok(HttpResponse::NoContent().finish())
}
