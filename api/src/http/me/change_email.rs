//! Asking for another mail address of one's own.

use actix_web::{HttpResponse, put, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{activity::Happening, link::LinkPurpose, session::FRESH};

use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::ClientAddress,
        fields,
        json::Body,
        mail_budget::{must_not_wait, queued},
        signed_in::SignedIn,
    },
    links,
    mail::letter::{Circumstance, Content},
    post::{self, LinkAsked, LinkMail},
};

/// The address that is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeEmail {
    /// Where mail is to go.
    #[schema(format = "idn-email", max_length = 254, example = "alice@example.org")]
    email: String,
}

/// Mails a link to the new address, which takes effect once that is confirmed. The present one is told.
///
/// Asks for a proof of the last 10 minutes. The link is good for 24 hours. 3 an hour for an account, 30 for an
/// address; past that it is 429, and nothing is mailed. Written down as `email_change_requested`.
#[utoipa::path(tag = "account", request_body = ChangeEmail, responses(
    (status = 202, description = "The link is on its way"),
    (status = "4XX", description = "`invalid_token`, `step_up_required`, `rate_limited`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[put("/me/email")]
pub async fn change_email(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    body: Body<ChangeEmail>,
) -> ApiResult<HttpResponse> {
    let email = fields::email(&body.read()?.email)?;
    let asked = LinkAsked::new(LinkPurpose::Email, email.as_str(), &address.prefix);
    must_not_wait(&app, asked.of(owner.account.user.id)).await?;
    let owner = owner.freshly_proven(&app, FRESH).await?;
    let (account, place) = (&owner.account, owner.session.place.seen_at(&address.ip));

    let tx = owner.begin(&app).await?;
    let confirmed = Some(email.as_str().to_owned());
    let token = links::make(&app, &tx, account.user.id, LinkPurpose::Email, confirmed).await?;
    let content = Content::ConfirmEmail {
        token: token.into_string(),
        hours: app.config.links.email.num_hours(),
        asked: Circumstance::of(&place, app.now()),
    };
    let mail = LinkMail { account, to: email.as_str(), client: Some(&address.prefix), content };
    queued(&app, post::link(&app, &tx, mail).await?)?;
    activity::record(&app, &tx, account, By::Owner, &place, Happening::EmailChangeRequested).await?;
    tx.commit().await?;

    Ok(HttpResponse::Accepted().finish())
}
