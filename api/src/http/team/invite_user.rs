//! Inviting a user.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    activity::Happening,
    id::{TeamId, UserId},
    link::LinkPurpose,
};

use super::{TeamUser, admin::TeamAdmin};
use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiError, ApiResult, ErrorCode, Faults, Problem},
        extract::ClientAddress,
        fields,
        json::Body,
        mail_budget::{must_not_wait, queued},
        patch::Patch,
    },
    invitations,
    post::LinkAsked,
    store::{self, StoreError, user::NewUser},
};

/// Who is to be of the team.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteUser {
    /// What they will log in with: 3 to 64 characters, no `@`, no blank.
    #[schema(min_length = 3, max_length = 64, pattern = r"^\s*[^@\s]+\s*$", example = "alice")]
    username: String,
    /// What they are called.
    #[schema(min_length = 1, max_length = 100, example = "Alice Adams")]
    name: String,
    /// Where the invitation goes.
    #[schema(format = "idn-email", max_length = 254, example = "alice@example.com")]
    email: String,
    /// `admin` or `member`.
    #[schema(pattern = "^(admin|member)$", example = "member")]
    role: String,
    /// The language of their mail and texts: `en` or `de`. English where it isn't told.
    #[serde(default)]
    #[schema(value_type = Option<String>, nullable = false, pattern = "^(en|de)$", example = "en")]
    locale: Patch<String>,
}

/// Adds a user to the caller's team and mails them a link to choose a password.
///
/// For admins, with a proof of the last 10 minutes by the second factor of whoever has one. The link is good for 7
/// days. 5 invitations a day go to an address, and 30 links an hour are mailed for one client; past that it is 429,
/// and nobody is added. Written down as `user_invited`.
#[utoipa::path(tag = "team", request_body = InviteUser, responses(
    (status = 201, description = "The user, in state `invited`", body = TeamUser),
    (status = "4XX", description = "`invalid_token`, `forbidden`, `validation_failed`, `rate_limited`, `step_up_required`, `already_exists`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/team/users")]
pub async fn invite_user(
    app: Data<App>,
    admin: TeamAdmin,
    address: ClientAddress,
    body: Body<InviteUser>,
) -> ApiResult<HttpResponse> {
    let new = body.read()?.parse(&app, admin.account().team.id)?;
    must_not_wait(&app, LinkAsked::new(LinkPurpose::Invitation, new.email.as_str(), &address.prefix)).await?;
    let admin = admin.freshly_proven(&app).await?;

    let tx = admin.begin(&app).await?;
    store::user::insert(&*tx, &new, app.now()).await.map_err(|error| match error {
        StoreError::Taken(_) => {
            ApiError::from(ErrorCode::AlreadyExists).saying("This user name is taken: choose another one.")
        }
        other => other.into(),
    })?;
    let invited = store::account::of_user(&*tx, new.id).await?.ok_or(ErrorCode::NotFound)?;
    queued(&app, invitations::mail(&app, &tx, &invited, admin.account(), &address.prefix).await?)?;
    let (by, what) = (By::Admin(admin.account()), Happening::UserInvited { role: new.role });
    activity::record(&app, &tx, &invited, by, &admin.place(&address), what).await?;
    tx.commit().await?;

    Ok(HttpResponse::Created().json(TeamUser::seen_by(&admin.account().user, invited.user, false)))
}

impl InviteUser {
    fn parse(self, app: &App, team: TeamId) -> ApiResult<NewUser> {
        let mut faults = Faults::default();
        let username = faults.keep(fields::username(&self.username));
        let name = faults.keep(fields::person_name(Patch::Value(self.name))).flatten();
        let email = faults.keep(fields::email(&self.email));
        let role = faults.keep(fields::role(&self.role));
        let locale = faults.keep(fields::locale(self.locale));
        match (username, name, email, role, locale) {
            (Some(username), Some(name), Some(email), Some(role), Some(locale)) => {
                let (id, locale) = (UserId::new(app.now(), &mut app.rng()), locale.unwrap_or_default());
                Ok(NewUser { id, team, username, name, email, role, locale })
            }
            _ => Err(faults.into()),
        }
    }
}
