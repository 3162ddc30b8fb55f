//! Switching off.

use actix_web::{HttpResponse, delete, web::Data};
use vestibule_domain::{activity::Happening, session::VERY_FRESH};

use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Problem},
        extract::ClientAddress,
        signed_in::SignedIn,
    },
    store, two_factor,
};

/// Switches two-factor off: the app, the codes, the remembered devices, API tokens and every other session go.
///
/// Asks for a proof of the last 2 minutes. Open links and challenges are void, too. Where the team demands two-factor
/// and the days of grace are over it is 409. Repeated it is 204 and changes nothing. Written down as
/// `two_factor_disabled`, and mailed.
#[utoipa::path(operation_id = "switch_off_two_factor", tag = "two-factor", responses(
    (status = 204, description = "Off, also where it was before"),
    (status = "4XX", description = "`invalid_token`, `step_up_required`, `required_by_team`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[delete("/me/two-factor")]
pub async fn switch_off(app: Data<App>, owner: SignedIn, address: ClientAddress) -> ApiResult<HttpResponse> {
    let owner = owner.freshly_proven(&app, VERY_FRESH).await?;
    // While days of grace are left nobody is locked out by it, and they don't start anew.
    if owner.account.must_have_second_factor(app.now()) {
        return Err(ErrorCode::RequiredByTeam.into());
    }

    let user = owner.account.user.id;
    let tx = owner.begin(&app).await?;
    let account = store::account::of_user(&*tx, user).await?;
    if let Some(account) = account.filter(|account| account.two_factor_since.is_some()) {
        two_factor::remove(&app, &tx, user, Some(owner.session.id)).await?;
        let place = owner.session.place.seen_at(&address.ip);
        activity::record(&app, &tx, &account, By::Owner, &place, Happening::TwoFactorDisabled).await?;
        tx.commit().await?;
    }

    Ok(HttpResponse::NoContent().finish())
}
