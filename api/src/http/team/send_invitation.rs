//! Sending an invitation anew.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{activity::Happening, id::UserId, link::LinkPurpose, rights::Right};

use super::admin::TeamAdmin;
use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Problem},
        extract::ClientAddress,
        fields,
        json::Body,
        mail_budget::{must_not_wait, queued},
        patch::Patch,
    },
    invitations,
    post::LinkAsked,
    store,
};

/// Where the invitation is to go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendInvitation {
    /// The corrected address; it becomes the user's. Left out, the invitation goes to the one on file.
    #[serde(default)]
    #[schema(value_type = Option<String>, nullable = false, format = "idn-email", max_length = 254, example = "alice@example.com")]
    email: Patch<String>,
}

/// Mails a user of state `invited` another link to choose a password; the former ones are void.
///
/// For admins, with a proof of the last 10 minutes by the second factor of whoever has one. 3 an hour for a user, 5 a
/// day to an address, 30 an hour for a client; past that it is 429, and nothing changes. Written down as
/// `invitation_sent`, a corrected address as `email_changed`.
#[utoipa::path(tag = "team", params(("id" = Uuid, Path, description = "The user's id")), request_body = SendInvitation, responses(
    (status = 202, description = "The link is on its way"),
    (status = "4XX", description = "`invalid_token`, `forbidden` (also where the user has chosen a password or is disabled), `not_found`, `validation_failed`, `rate_limited`, `step_up_required`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/team/users/{id}/invitation")]
pub async fn send_invitation(
    app: Data<App>,
    admin: TeamAdmin,
    address: ClientAddress,
    id: ApiResult<Path<UserId>>,
    body: Body<SendInvitation>,
) -> ApiResult<HttpResponse> {
    let member = admin.member(&app, id, Right::Invite).await?;
    let email = body.read()?.email.required("/email", |email| fields::email(&email))?;
    let (user, to) =
        (member.user.id, email.as_ref().map_or(member.user.email.as_str(), |email| email.as_str()));
    must_not_wait(&app, LinkAsked::new(LinkPurpose::Invitation, to, &address.prefix).of(user)).await?;
    let admin = admin.freshly_proven(&app).await?;
    let (by, place) = (By::Admin(admin.account()), admin.place(&address));

    let tx = admin.begin_on(&app, user).await?;
    let mut invited = admin.held(&tx, user, Right::Invite).await?;
    if let Some(email) = email.filter(|email| email.as_str() != invited.user.email) {
        store::user::set_email(&*tx, user, &email).await?;
        // Told to nobody: whoever reads mail at a mistaken address isn't the user.
        activity::note(&app, &tx, &invited, by, &place, &Happening::EmailChanged).await?;
        invited = store::account::of_user(&*tx, user).await?.ok_or(ErrorCode::NotFound)?;
    }
    queued(&app, invitations::mail(&app, &tx, &invited, admin.account(), &address.prefix).await?)?;
    activity::record(&app, &tx, &invited, by, &place, Happening::InvitationSent).await?;
    tx.commit().await?;

    Ok(HttpResponse::Accepted().finish())
}
