//! How it stands.

use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use vestibule_domain::{phone::PhoneNumber, policy::SmsUnavailable};

use crate::{
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::{OwnStanding, Reader},
        methods,
    },
    store,
};

/// How it stands with the second factor.
#[derive(Debug, Serialize, ToSchema)]
pub struct TwoFactorStatus {
    /// Whether it is on.
    enabled: bool,
    /// The authenticator app; absent while two-factor is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    totp: Option<TotpStatus>,
    /// Codes by text.
    sms: SmsStatus,
    /// The printed codes; absent where none were handed out.
    #[serde(skip_serializing_if = "Option::is_none")]
    backup_codes: Option<BackupCodesStatus>,
    /// Whether the team demands a second factor of this user.
    required_by_team: bool,
    /// From when on.
    #[serde(skip_serializing_if = "Option::is_none")]
    required_from: Option<DateTime<Utc>>,
    /// How many devices skip the second factor.
    #[schema(example = 1)]
    remembered_devices: usize,
}

/// The authenticator app.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpStatus {
    /// Since when it is in force.
    confirmed_at: DateTime<Utc>,
}

/// Codes by text.
#[derive(Debug, Serialize, ToSchema)]
pub struct SmsStatus {
    /// Whether a code can be sent.
    available: bool,
    /// The number on file, masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "+1 •••-•••-••42")]
    phone_hint: Option<String>,
    /// Why not: `no_number`, `unverified`, `team_forbids`, `no_gateway` or `country_not_allowed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// The printed codes.
#[derive(Debug, Serialize, ToSchema)]
pub struct BackupCodesStatus {
    /// Codes that were never used.
    #[schema(example = 9)]
    remaining: usize,
    /// Codes that were handed out.
    #[schema(example = 10)]
    total: usize,
    /// When.
    generated_at: DateTime<Utc>,
}

/// Tells how it stands with the caller's second factor.
///
/// Open to every session, to an enrollment token, and to an API token with `account:read`. It also says what the team
/// demands of the caller, and why no text can go where none can.
#[utoipa::path(operation_id = "show_two_factor", tag = "two-factor", responses(
    (status = 200, description = "As it stands", body = TwoFactorStatus),
    (status = "4XX", description = "`invalid_token`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/me/two-factor")]
pub async fn status(app: Data<App>, owner: Reader<OwnStanding>) -> ApiResult<HttpResponse> {
    let (account, now) = (&owner.account, app.now());
    let codes = store::backup_code::remaining(app.db.read(), account.user.id).await?;
    let devices = store::remembered_device::of_user(app.db.read(), account.user.id).await?;
    let sms = methods::sms(&app, account);

    Ok(HttpResponse::Ok().json(TwoFactorStatus {
        enabled: account.two_factor_since.is_some(),
        totp: account.two_factor_since.map(|confirmed_at| TotpStatus { confirmed_at }),
        sms: SmsStatus {
            available: sms.is_ok(),
            phone_hint: account.user.cell_phone.as_ref().map(PhoneNumber::hint),
            reason: sms.err().map(SmsUnavailable::as_str),
        },
        backup_codes: codes.map(|codes| BackupCodesStatus {
            remaining: codes.remaining,
            total: codes.total,
            generated_at: codes.generated_at,
        }),
        required_by_team: account.required_from().is_some(),
        required_from: account.required_from(),
        remembered_devices: devices.iter().filter(|device| device.excuses(account.user.id, now)).count(),
    }))
}
