//! A code by text to the number on file.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::sms_code::TextPurpose;

use crate::{
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::ClientAddress,
        json::Body,
        methods,
        signed_in::SignedIn,
        texting::{Errand, SentText, must_have_budget, send_code, unavailable},
    },
    store::sms_code::Subject,
};

/// Nothing: the number on file is meant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendPhoneCode {}

/// Sends a code to the number on file, to prove that it is the caller's.
///
/// For a number that doesn't get codes yet since an admin or a session without a second factor saved it. Whoever has
/// a second factor needs a session proven by it. The code is good in this session alone, for 5 minutes; the waits and
/// limits are those of `/auth/sms`.
#[utoipa::path(tag = "account", request_body = SendPhoneCode, responses(
    (status = 202, description = "Sent", body = SentText),
    (status = "4XX", description = "`invalid_token`, `step_up_required`, `sms_unavailable`, `rate_limited`", body = Problem),
    (status = "5XX", description = "`sms_not_sent`, `unavailable`", body = Problem),
))]
#[post("/me/phone/code")]
pub async fn send_phone_code(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    body: Body<SendPhoneCode>,
) -> ApiResult<HttpResponse> {
    must_have_budget(&app, &address.prefix).await?;
    body.read()?;
    let owner = owner.proven_by_second_factor(&app).await?;
    let number = methods::number_for(&app, &owner.account, TextPurpose::Phone).map_err(unavailable)?;

    let errand = Errand {
        account: &owner.account,
        number,
        subject: Subject {
            user: owner.account.user.id,
            purpose: TextPurpose::Phone,
            id: owner.session.id.as_uuid(),
        },
        prefix: &address.prefix,
        ends_at: owner.session.absolute_expires_at,
    };
    Ok(HttpResponse::Accepted().json(send_code(&app, &errand).await?))
}
