//! Choosing a new password by a mailed link.

use actix_web::{HttpResponse, post, web::Data};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{activity::Happening, link::LinkPurpose, session::Place};

use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::{ClientAddress, UserAgent},
        json::Body,
        mailed_link::MailedLink,
    },
};

/// A link's token and the password chosen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// From the link's fragment.
    token: String,
    /// 12 to 256 characters; no common one, no name.
    #[schema(value_type = String, format = Password, min_length = 12, max_length = 256, example = "seven small boats at noon")]
    new_password: SecretString,
}

/// Chooses a new password. Signs nobody in, ends every session and forgets every device; the second factor stays.
///
/// The link is spent, and every other open link and challenge of the user is void; API tokens end. A password that is
/// refused spends nothing. Written down as `password_reset`, and mailed.
#[utoipa::path(tag = "sign-in", security(()), request_body = ResetPassword, responses(
    (status = 204, description = "Chosen"),
    (status = "4XX", description = "`link_expired`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`overloaded`, `unavailable`", body = Problem),
))]
#[post("/auth/password/reset")]
pub async fn reset_password(
    app: Data<App>,
    address: ClientAddress,
    agent: UserAgent,
    body: Body<ResetPassword>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let (purpose, password) = (LinkPurpose::Reset, body.new_password.expose_secret());
    let (tx, owner) =
        MailedLink::choose_password(&app, purpose, &body.token, "/new_password", password).await?;
    let place = Place { device_name: agent.0, ip: address.ip };
    activity::record(&app, &tx, &owner, By::Owner, &place, Happening::PasswordReset).await?;
    tx.commit().await?;

    Ok(HttpResponse::NoContent().finish())
}
