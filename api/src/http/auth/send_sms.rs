//! A code by text for a log-in.

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
        pending_login::PendingLogin,
        texting::{Errand, SentText, must_have_budget, send_code, unavailable},
    },
    store::sms_code::Subject,
};

/// Which challenge the code is for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendSms {
    /// From `second_factor_required`.
    challenge_token: String,
}

/// Sends a code by text to the number on file.
///
/// It is good for this challenge alone, for 5 minutes at most. Asked for again it is the same code, unless less than
/// a minute of it is left.
///
/// Another text goes after 30, then 60, then 120 seconds; 5 an hour and 10 a day for an account and for a number, 30
/// an hour for an address. Past that it is 429, and nothing is sent; a text that the gateway refuses counts for
/// nothing.
#[utoipa::path(tag = "sign-in", security(()), request_body = SendSms, responses(
    (status = 202, description = "Sent", body = SentText),
    (status = "4XX", description = "`challenge_expired`, `sms_unavailable`, `rate_limited`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`sms_not_sent`, `unavailable`", body = Problem),
))]
#[post("/auth/sms")]
pub async fn send_sms(
    app: Data<App>,
    address: ClientAddress,
    body: Body<SendSms>,
) -> ApiResult<HttpResponse> {
    must_have_budget(&app, &address.prefix).await?;
    let pending = PendingLogin::of_token(&app, &body.read()?.challenge_token).await?;
    let number = methods::sms(&app, &pending.account).map_err(unavailable)?;

    let user = pending.account.user.id;
    let errand = Errand {
        account: &pending.account,
        number,
        subject: Subject { user, purpose: TextPurpose::LogIn, id: pending.challenge.id.as_uuid() },
        prefix: &address.prefix,
        ends_at: pending.challenge.expires_at,
    };
    Ok(HttpResponse::Accepted().json(send_code(&app, &errand).await?))
}
