//! New backup codes.

use actix_web::{HttpResponse, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vestibule_domain::{activity::Happening, session::VERY_FRESH};

use super::{WARNING, fresh_codes};
use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Problem},
        extract::ClientAddress,
        json::Body,
        signed_in::SignedIn,
    },
    store,
};

/// Nothing: the session says it all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegenerateBackupCodes {}

/// A fresh set of codes.
#[derive(Serialize, ToSchema)]
pub struct FreshBackupCodes {
    /// Ten codes, shown only now.
    #[schema(min_items = 10, max_items = 10)]
    backup_codes: Vec<String>,
    /// What goes with the codes.
    warning: &'static str,
}

/// Makes new backup codes; the old ones stop working.
///
/// Asks for a proof of the last 2 minutes. The codes are shown in this answer alone; each call makes ten others.
/// Written down as `backup_codes_created`, and mailed.
#[utoipa::path(operation_id = "renew_backup_codes", tag = "two-factor", request_body = RegenerateBackupCodes, responses(
    (status = 200, description = "Made", body = FreshBackupCodes),
    (status = "4XX", description = "`invalid_token`, `step_up_required`, `two_factor_off`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/me/two-factor/backup-codes")]
pub async fn backup_codes(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    body: Body<RegenerateBackupCodes>,
) -> ApiResult<HttpResponse> {
    body.read()?;
    let owner = owner.freshly_proven(&app, VERY_FRESH).await?;

    let tx = owner.begin(&app).await?;
    let account = store::account::of_user(&*tx, owner.account.user.id).await?;
    let account = account.filter(|account| account.two_factor_since.is_some());
    let account = account.ok_or(ErrorCode::TwoFactorOff)?;
    let backup_codes = fresh_codes(&app, &tx, owner.account.user.id).await?;
    let place = owner.session.place.seen_at(&address.ip);
    activity::record(&app, &tx, &account, By::Owner, &place, Happening::BackupCodesCreated).await?;
    tx.commit().await?;

    Ok(HttpResponse::Ok().json(FreshBackupCodes { backup_codes, warning: WARNING }))
}
