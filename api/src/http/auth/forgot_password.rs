//! Asking for a link to choose a new password.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::username::fold;

use crate::{
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::{ClientAddress, UserAgent},
        json::Body,
    },
    mail::letter::Circumstance,
    post::reset_request,
};

/// Who forgot their password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgotPassword {
    /// The user name or the e-mail address.
    #[schema(example = "alice")]
    username: String,
}

/// Mails a link to choose a new password. Answers alike for known and unknown names.
///
/// The link is good once, for 30 minutes; those from before stay good. Where several users have the address, one mail
/// lists them. 3 mails an hour go to a user, and an address may ask for 30; past that it is 202 all the same, and
/// nothing is mailed. Written down as `password_reset_requested`.
#[utoipa::path(tag = "sign-in", security(()), request_body = ForgotPassword, responses(
    (status = 202, description = "Whoever has this name or address gets a mail"),
    (status = "4XX", description = "`validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/auth/password/forgot")]
pub async fn forgot_password(
    app: Data<App>,
    address: ClientAddress,
    agent: UserAgent,
    body: Body<ForgotPassword>,
) -> ApiResult<HttpResponse> {
    let folded = fold(&body.read()?.username);
    let asked = Circumstance { at: app.now(), address: address.ip, device: agent.0, admin: None };

    // Who that is, is found out when the mail is written: known and unknown names cost the same (S10).
    let tx = app.begin().await?;
    reset_request(&app, &tx, folded, &address.prefix, asked).await?;
    tx.commit().await?;

    Ok(HttpResponse::Accepted().finish())
}
