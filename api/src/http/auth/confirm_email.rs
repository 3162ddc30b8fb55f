//! Confirming a new mail address by a mailed link.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{activity::Happening, email::EmailAddress, link::LinkPurpose, session::Place};

use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Problem},
        extract::{ClientAddress, UserAgent},
        json::Body,
        mailed_link::MailedLink,
    },
    store,
};

/// A link's token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEmail {
    /// From the link's fragment.
    token: String,
}

/// Puts the new mail address in force; every other link and challenge of the user ends.
///
/// The link is good once, for 24 hours. Sessions go on. Written down as `email_changed`, and the former address is
/// told.
#[utoipa::path(tag = "sign-in", security(()), request_body = ConfirmEmail, responses(
    (status = 204, description = "In force"),
    (status = "4XX", description = "`link_expired`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/auth/email/confirm")]
pub async fn confirm_email(
    app: Data<App>,
    address: ClientAddress,
    agent: UserAgent,
    body: Body<ConfirmEmail>,
) -> ApiResult<HttpResponse> {
    let token = body.read()?.token;
    let user = MailedLink::of_token(&app, app.db.read(), &token).await?.account.user.id;

    let tx = app.begin().await?;
    store::user::lock(&*tx, user).await?;
    let found = MailedLink::hold(&app, &tx, &token).await?.good_for(LinkPurpose::Email)?;
    let email = found.link.email.as_deref().and_then(|email| EmailAddress::parse(email).ok());
    store::user::set_email(&*tx, user, &email.ok_or(ErrorCode::LinkExpired)?).await?;
    store::end_what_is_open(&tx, user, app.now()).await?;
    let place = Place { device_name: agent.0, ip: address.ip };
    activity::record(&app, &tx, &found.account, By::Owner, &place, Happening::EmailChanged).await?;
    tx.commit().await?;

    Ok(HttpResponse::NoContent().finish())
}
