//! The list of users.

use actix_web::{
    HttpResponse, get,
    web::{Data, Query},
};
use serde::Deserialize;
use utoipa::IntoParams;
use vestibule_domain::policy::Role;

use super::TeamUser;
use crate::{
    app::App,
    http::{
        error::{ApiResult, Fault, Problem},
        extract::{OwnTeam, Reader},
        paging::{Page, Paging},
    },
    store::{self, user_search::Searcher},
};

/// The longest text that is looked for.
const LONGEST_QUERY: usize = 200;

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// Part of a name or user name; of an address or number where the caller may see it. 200 characters at most.
    #[param(max_length = 200)]
    query: Option<String>,
}

/// Lists the users of the caller's team.
///
/// For every member, and for an API token with `team:read`. Who may not edit a row sees address and number masked in
/// it, and finds nobody by them; `can` says what the caller may do.
#[utoipa::path(tag = "team", params(Search, Paging), responses(
    (status = 200, description = "The users in the order they came", body = Page<TeamUser>),
    (status = "4XX", description = "`invalid_token`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/team/users")]
pub async fn list_users(
    app: Data<App>,
    viewer: Reader<OwnTeam>,
    search: ApiResult<Query<Search>>,
    paging: ApiResult<Paging>,
) -> ApiResult<HttpResponse> {
    let (query, paging) = (search?.into_inner().query, paging?);
    let query = query.filter(|query| !query.trim().is_empty());
    if query.as_ref().is_some_and(|query| query.chars().count() > LONGEST_QUERY) {
        return Err(Fault::at("/query", "too_long", "A query has 200 characters at most.").into());
    }
    let own = &viewer.account.user;
    let searcher = if own.role == Role::Admin { Searcher::Admin } else { Searcher::Member(own.id) };

    let users = store::user_search::of_team(
        app.db.read(),
        viewer.account.team.id,
        query.as_deref().map(|query| (query, searcher)),
        paging.cursor.map(Into::into),
        paging.fetched(),
    )
    .await?;

    let page = paging.page(users, |(user, _)| user.id.as_uuid());
    Ok(HttpResponse::Ok().json(page.map(|(user, two_factor)| TeamUser::seen_by(own, user, two_factor))))
}
