//! Taking a member's second factor away.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    id::UserId,
    reason::{Reason, ReasonFault},
    rights::Right,
};

use super::admin::TeamAdmin;
use crate::{
    activity::By,
    app::App,
    http::{
        error::{ApiResult, Fault, Problem},
        extract::ClientAddress,
        json::Body,
    },
    two_factor,
};

/// Why it is taken away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetTwoFactor {
    /// For the activity log: one line of 200 characters at most.
    #[serde(default)]
    #[schema(example = "Lost the phone, asked in person", max_length = 200)]
    reason: Option<String>,
}

/// Switches two-factor off for a member who lost everything.
///
/// For admins, with a proof of the last 10 minutes by the second factor of whoever has one; not for oneself. The app,
/// the codes, all sessions, remembered devices, API tokens and open links go. Where the team demands two-factor the
/// member sets it up at the next log-in. Written down as `two_factor_reset` with the reason, and the member is
/// mailed.
#[utoipa::path(operation_id = "reset_two_factor_of_user", tag = "team", params(("id" = Uuid, Path, description = "The user's id")), request_body = ResetTwoFactor, responses(
    (status = 204, description = "Off, also where it was before"),
    (status = "4XX", description = "`invalid_token`, `forbidden` (also for oneself), `not_found`, `validation_failed`, `step_up_required`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/team/users/{id}/two-factor/reset")]
pub async fn reset_two_factor(
    app: Data<App>,
    admin: TeamAdmin,
    address: ClientAddress,
    id: ApiResult<Path<UserId>>,
    body: Body<ResetTwoFactor>,
) -> ApiResult<HttpResponse> {
    let user = admin.member(&app, id, Right::Reset).await?.user.id;
    let reason = body.read()?.reason.map_or(Ok(None), |reason| Reason::parse(&reason).map_err(fault))?;
    let admin = admin.freshly_proven(&app).await?;

    let tx = admin.begin_on(&app, user).await?;
    let member = admin.held(&tx, user, Right::Reset).await?;
    two_factor::reset(&app, &tx, &member, By::Admin(admin.account()), &admin.place(&address), reason).await?;
    tx.commit().await?;

    Ok(HttpResponse::NoContent().finish())
}

fn fault(fault: ReasonFault) -> Fault {
    let code = match fault {
        ReasonFault::TooLong => "too_long",
        ReasonFault::Control => "invalid",
    };
    Fault::at("/reason", code, format!("{fault}."))
}
