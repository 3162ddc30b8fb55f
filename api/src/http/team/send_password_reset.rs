//! Mailing a member a link to choose a new password.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use vestibule_domain::{activity::Happening, id::UserId, link::LinkPurpose, rights::Right};

use super::admin::TeamAdmin;
use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::ClientAddress,
        mail_budget::{must_not_wait, queued},
    },
    links,
    mail::letter::{Circumstance, Content, ResetLink},
    post::{self, LinkAsked, LinkMail},
};

/// Mails an active user a link to choose a new password. Until they do, nothing changes for them.
///
/// For admins, with a proof of the last 10 minutes by the second factor of whoever has one. The link is good once,
/// for 30 minutes. 3 an hour for a user, 30 for a client; past that it is 429, and nothing is mailed. Written down as
/// `password_reset_requested`.
#[utoipa::path(tag = "team", params(("id" = Uuid, Path, description = "The user's id")), responses(
    (status = 202, description = "The link is on its way"),
    (status = "4XX", description = "`invalid_token`, `forbidden` (also where the user isn't active), `not_found`, `rate_limited`, `step_up_required`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/team/users/{id}/password-reset")]
pub async fn send_password_reset(
    app: Data<App>,
    admin: TeamAdmin,
    address: ClientAddress,
    id: ApiResult<Path<UserId>>,
) -> ApiResult<HttpResponse> {
    let member = admin.member(&app, id, Right::ResetPassword).await?.user;
    let asked = LinkAsked::new(LinkPurpose::Reset, &member.email, &address.prefix).of(member.id);
    must_not_wait(&app, asked).await?;
    let admin = admin.freshly_proven(&app).await?;
    let place = admin.place(&address);

    let tx = admin.begin_on(&app, member.id).await?;
    let member = admin.held(&tx, member.id, Right::ResetPassword).await?;
    let token = links::make(&app, &tx, member.user.id, LinkPurpose::Reset, None).await?.into_string();
    let content = Content::Reset {
        links: vec![ResetLink { username: member.user.username.clone(), token }],
        minutes: app.config.links.reset.num_minutes(),
        asked: Circumstance {
            admin: Some(admin.account().user.name.clone()),
            ..Circumstance::of(&place, app.now())
        },
    };
    let mail = LinkMail { account: &member, to: &member.user.email, client: Some(&address.prefix), content };
    queued(&app, post::link(&app, &tx, mail).await?)?;
    let (by, what) = (By::Admin(admin.account()), Happening::PasswordResetRequested);
    activity::record(&app, &tx, &member, by, &place, what).await?;
    tx.commit().await?;

    Ok(HttpResponse::Accepted().finish())
}
