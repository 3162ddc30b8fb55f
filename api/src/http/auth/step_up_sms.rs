//! A code by text for a fresh proof.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::sms_code::TextPurpose;

use crate::{
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Problem},
        extract::ClientAddress,
        json::Body,
        methods,
        signed_in::SignedIn,
        texting::{Errand, SentText, must_have_budget, send_code, unavailable},
    },
    store::sms_code::Subject,
};

/// Nothing: the session says it all.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendStepUpSms {}

/// Sends a code by text that is good for a step-up in this session.
///
/// It is bound to this session and this purpose, and good for 5 minutes. The waits and limits are those of
/// `/auth/sms`, and texts of either kind count together.
#[utoipa::path(tag = "sign-in", request_body = SendStepUpSms, responses(
    (status = 202, description = "Sent", body = SentText),
    (status = "4XX", description = "`invalid_token`, `sms_unavailable`, `two_factor_off`, `rate_limited`", body = Problem),
    (status = "5XX", description = "`sms_not_sent`, `unavailable`", body = Problem),
))]
#[post("/auth/step-up/sms")]
pub async fn step_up_sms(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    body: Body<SendStepUpSms>,
) -> ApiResult<HttpResponse> {
    must_have_budget(&app, &address.prefix).await?;
    body.read()?;
    if owner.account.two_factor_since.is_none() {
        return Err(ErrorCode::TwoFactorOff.into());
    }
    let number = methods::sms(&app, &owner.account).map_err(unavailable)?;

    let errand = Errand {
        account: &owner.account,
        number,
        subject: Subject {
            user: owner.account.user.id,
            purpose: TextPurpose::StepUp,
            id: owner.session.id.as_uuid(),
        },
        prefix: &address.prefix,
        ends_at: owner.session.absolute_expires_at,
    };
    Ok(HttpResponse::Accepted().json(send_code(&app, &errand).await?))
}
