//! Changing what a team demands and allows.

use actix_web::{HttpResponse, put, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    activity::Happening,
    id::TeamId,
    policy::{PolicyChange, TeamPolicy},
};

use super::{admin::TeamAdmin, show_policy::TeamPolicyView};
use crate::{
    activity,
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Fault, Faults, Problem},
        extract::ClientAddress,
        json::Body,
        patch::Patch,
    },
    store::{self, StoreResult, Transaction},
};

/// What the team is to demand and allow; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePolicy {
    /// Whether every user needs a second factor. A demand that comes back soon after it was dropped goes on as if it
    /// had stayed; the days of grace don't start anew.
    #[serde(default)]
    #[schema(value_type = Option<bool>, nullable = false, example = true)]
    require_two_factor: Patch<bool>,
    /// Whether admins need one.
    #[serde(default)]
    #[schema(value_type = Option<bool>, nullable = false, example = true)]
    require_two_factor_for_admins: Patch<bool>,
    /// How many days a user may go without one: 0 to 365. After them nothing but the set-up is open to them.
    #[serde(default)]
    #[schema(value_type = Option<u16>, nullable = false, maximum = 365, example = 14)]
    grace_days: Patch<i64>,
    /// Whether texts may serve as one. Forbidding them holds at once, for those on their way, too.
    #[serde(default)]
    #[schema(value_type = Option<bool>, nullable = false, example = true)]
    allow_sms: Patch<bool>,
    /// Whether devices may be remembered. Forbidding it forgets every device of the team at once.
    #[serde(default)]
    #[schema(value_type = Option<bool>, nullable = false, example = true)]
    allow_remember_device: Patch<bool>,
}

/// Changes the team's policy.
///
/// For admins, with a proof of the last 10 minutes by the second factor of whoever has one. What is left out stays,
/// and the same again changes nothing. Sessions without a second factor that is demanded answer `enrollment_required`
/// once the days of grace are over. Written down as `policy_changed`; nobody is mailed.
#[utoipa::path(tag = "team", request_body = ChangePolicy, responses(
    (status = 200, description = "The policy after the change", body = TeamPolicyView),
    (status = "4XX", description = "`invalid_token`, `forbidden`, `validation_failed`, `step_up_required`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[put("/team/policy")]
pub async fn change_policy(
    app: Data<App>,
    admin: TeamAdmin,
    address: ClientAddress,
    body: Body<ChangePolicy>,
) -> ApiResult<HttpResponse> {
    let change = body.read()?.parse()?;
    let admin = admin.freshly_proven(&app).await?;

    let tx = admin.begin(&app).await?;
    let team = store::team::lock(&*tx, admin.account().team.id).await?.ok_or(ErrorCode::NotFound)?;
    let policy = team.policy.changed(&change, app.now());
    if policy != team.policy {
        store::team::set_policy(&*tx, team.id, &policy).await?;
        end_what_it_forbids(&tx, team.id, &policy).await?;
        let what = told(&policy);
        activity::record_of_team(&app, &tx, admin.account(), &admin.place(&address), what).await?;
        tx.commit().await?;
    }

    Ok(HttpResponse::Ok().json(TeamPolicyView::of(&policy)))
}

/// What the team forbids is gone, also where it is allowed again later (S13).
async fn end_what_it_forbids(tx: &Transaction, team: TeamId, policy: &TeamPolicy) -> StoreResult<()> {
    if !policy.allow_remember_device {
        store::remembered_device::forget_all_of_team(&**tx, team).await?;
    }
    if !policy.allow_sms {
        store::sms_code::remove_all_of_team(&**tx, team).await?;
    }
    Ok(())
}

const fn told(policy: &TeamPolicy) -> Happening {
    Happening::PolicyChanged {
        require_two_factor: policy.require_two_factor,
        require_two_factor_for_admins: policy.require_two_factor_for_admins,
        grace_days: policy.grace_days,
        allow_sms: policy.allow_sms,
        allow_remember_device: policy.allow_remember_device,
    }
}

impl ChangePolicy {
    fn parse(self) -> ApiResult<PolicyChange> {
        let mut faults = Faults::default();
        let mut switch =
            |pointer: &str, given: Patch<bool>| faults.keep(given.required(pointer, Ok)).flatten();
        let mut change = PolicyChange {
            require_two_factor: switch("/require_two_factor", self.require_two_factor),
            require_two_factor_for_admins: switch(
                "/require_two_factor_for_admins",
                self.require_two_factor_for_admins,
            ),
            grace_days: None,
            allow_sms: switch("/allow_sms", self.allow_sms),
            allow_remember_device: switch("/allow_remember_device", self.allow_remember_device),
        };
        change.grace_days = faults.keep(self.grace_days.required("/grace_days", grace_days)).flatten();
        faults.none()?;
        Ok(change)
    }
}

fn grace_days(days: i64) -> Result<u16, Fault> {
    let days = u16::try_from(days).ok().filter(|days| *days <= TeamPolicy::MAX_GRACE_DAYS);
    days.ok_or_else(|| Fault::at("/grace_days", "out_of_range", "The days of grace are 0 to 365."))
}
