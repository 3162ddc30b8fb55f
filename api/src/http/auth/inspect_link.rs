//! Looking at a mailed link.

use actix_web::{HttpResponse, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vestibule_domain::retry_after_seconds;

use crate::{
    app::App,
    http::{
        error::{ApiResult, Problem},
        json::Body,
        mailed_link::MailedLink,
    },
};

/// A link's token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectLink {
    /// From the link's fragment.
    token: String,
}

/// What a link is good for, and for whom.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectedLink {
    /// `reset`, `invitation` or `email`.
    #[schema(example = "invitation")]
    purpose: &'static str,
    /// The user's name.
    #[schema(example = "alice")]
    username: String,
    /// The user's team.
    #[schema(example = "Example Ltd")]
    team_name: String,
    /// Seconds until it lapses.
    #[schema(minimum = 0, example = 604_800)]
    expires_in: i64,
}

/// Tells what a mailed link is good for, without using it.
///
/// For the page that a link opens: show whom it is for, and use it when the person says so. Nothing changes and
/// nothing is written down. A link that is unknown, lapsed or used is 410, alike.
#[utoipa::path(tag = "sign-in", security(()), request_body = InspectLink, responses(
    (status = 200, description = "Good", body = InspectedLink),
    (status = "4XX", description = "`link_expired`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/auth/links/inspect")]
pub async fn inspect_link(app: Data<App>, body: Body<InspectLink>) -> ApiResult<HttpResponse> {
    let token = body.read()?.token;
    let found = MailedLink::of_token(&app, app.db.read(), &token).await?;
    Ok(HttpResponse::Ok().json(InspectedLink {
        purpose: found.link.purpose.as_str(),
        username: found.account.user.username,
        team_name: found.account.team.name,
        expires_in: retry_after_seconds(found.link.expires_at - app.now()),
    }))
}
