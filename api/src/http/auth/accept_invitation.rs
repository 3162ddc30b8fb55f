//! Accepting an invitation.

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

/// An invitation's token and the password chosen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    /// From the link's fragment.
    token: String,
    /// 12 to 256 characters; no common one, no name.
    #[schema(value_type = String, format = Password, min_length = 12, max_length = 256, example = "correct horse battery staple")]
    password: SecretString,
}

/// Accepts an invitation by choosing a password. Signs nobody in.
///
/// The link is good once, for 7 days, unless another one was sent since. A password that is refused spends nothing.
/// Written down as `invitation_accepted`; nobody is mailed.
#[utoipa::path(tag = "sign-in", security(()), request_body = AcceptInvitation, responses(
    (status = 204, description = "Chosen"),
    (status = "4XX", description = "`link_expired`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`overloaded`, `unavailable`", body = Problem),
))]
#[post("/auth/invitation/accept")]
pub async fn accept_invitation(
    app: Data<App>,
    address: ClientAddress,
    agent: UserAgent,
    body: Body<AcceptInvitation>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let (purpose, password) = (LinkPurpose::Invitation, body.password.expose_secret());
    let (tx, invited) =
        MailedLink::choose_password(&app, purpose, &body.token, "/password", password).await?;
    let place = Place { device_name: agent.0, ip: address.ip };
    activity::note(&app, &tx, &invited, By::Owner, &place, &Happening::InvitationAccepted).await?;
    tx.commit().await?;

    Ok(HttpResponse::NoContent().finish())
}
