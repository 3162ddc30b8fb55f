//! What a team demands and allows.

use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;
use vestibule_domain::policy::TeamPolicy;

use crate::http::{
    error::{ApiResult, Problem},
    extract::{OwnTeamAsAdmin, Reader},
};

/// A team's rules for the second factor.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TeamPolicy)]
#[expect(clippy::struct_excessive_bools, reason = "four switches that an admin sets one by one")]
pub struct TeamPolicyView {
    /// Whether every user needs a second factor.
    require_two_factor: bool,
    /// Whether admins need one.
    #[schema(example = true)]
    require_two_factor_for_admins: bool,
    /// How many days a user may go without one, from the later of the policy's and the user's beginning.
    #[schema(example = 14, maximum = 365)]
    grace_days: u16,
    /// Whether texts may serve as one.
    #[schema(example = true)]
    allow_sms: bool,
    /// Whether devices may be remembered.
    #[schema(example = true)]
    allow_remember_device: bool,
}

impl TeamPolicyView {
    /// A policy as admins see it.
    pub(super) const fn of(policy: &TeamPolicy) -> Self {
        Self {
            require_two_factor: policy.require_two_factor,
            require_two_factor_for_admins: policy.require_two_factor_for_admins,
            grace_days: policy.grace_days,
            allow_sms: policy.allow_sms,
            allow_remember_device: policy.allow_remember_device,
        }
    }
}

/// Shows the team's policy; for admins. What of it concerns a member is told at `/me/two-factor`.
///
/// Open to an admin's API token with `team:read`, too. A new team demands a second factor of its admins alone, gives
/// 14 days of grace, and allows texts and remembered devices.
#[utoipa::path(tag = "team", responses(
    (status = 200, description = "The policy", body = TeamPolicyView),
    (status = "4XX", description = "`invalid_token`, `forbidden`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/team/policy")]
pub async fn show_policy(admin: Reader<OwnTeamAsAdmin>) -> ApiResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(TeamPolicyView::of(&admin.account.team.policy)))
}
