//! The team's security log.

use actix_web::{
    HttpResponse, get,
    web::{Data, Query},
};
use chrono::DateTime;
use serde::Deserialize;
use utoipa::IntoParams;
use vestibule_domain::id::{ActivityId, UserId};

use super::{ActivityView, page};
use crate::{
    app::App,
    http::{
        error::{ApiResult, Fault, Faults, Problem},
        extract::{OwnTeamAsAdmin, Reader},
        paging::{Page, Paging},
        words::OrderWord,
    },
    store::{
        self,
        activity::{Order, Stretch},
    },
};

/// Which part of the log, and which way.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Only what concerns this user or was done by them; one who was removed, too.
    #[param(format = Uuid)]
    user: Option<String>,
    /// `desc`, newest first, or `asc`.
    #[param(inline, value_type = Option<OrderWord>, default = "desc")]
    order: Option<String>,
    /// Only what came later than this: an entry's id, or a time (RFC 3339).
    #[param(example = "2027-01-15T08:00:00Z")]
    after: Option<String>,
}

/// Lists what happened in the team. For polling: `order=asc`, and `after` the last entry that you have.
///
/// For admins, and for an admin's API token with `team:read`. Entries are added, never changed, and kept for 400 days
/// unless configured otherwise; those of a user who was removed stay under the id alone.
#[utoipa::path(tag = "team", params(Asked, Paging), responses(
    (status = 200, description = "The entries in the order asked for", body = Page<ActivityView>),
    (status = "4XX", description = "`invalid_token`, `forbidden`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/team/activity")]
pub async fn team_activity(
    app: Data<App>,
    admin: Reader<OwnTeamAsAdmin>,
    asked: ApiResult<Query<Asked>>,
    paging: ApiResult<Paging>,
) -> ApiResult<HttpResponse> {
    let (asked, paging) = (asked?.into_inner(), paging?);
    let (user, stretch) = asked.read(&paging)?;

    let (db, team) = (app.db.read(), admin.account.team.id);
    let entries = match user {
        Some(user) => store::activity::of_user(db, team, user, &stretch).await?,
        None => store::activity::of_team(db, team, &stretch).await?,
    };
    Ok(HttpResponse::Ok().json(page(&app, &paging, entries).await?))
}

impl Asked {
    fn read(&self, paging: &Paging) -> ApiResult<(Option<UserId>, Stretch)> {
        let mut faults = Faults::default();
        let user = faults.keep(self.user.as_deref().map(user).transpose());
        let order = faults.keep(self.order.as_deref().map(order).transpose());
        let after = faults.keep(self.after.as_deref().map(after).transpose());
        faults.none()?;
        let stretch = Stretch {
            order: order.flatten().unwrap_or_default(),
            after: after.flatten(),
            cursor: paging.cursor.map(Into::into),
            limit: paging.fetched(),
        };
        Ok((user.flatten(), stretch))
    }
}

fn user(text: &str) -> Result<UserId, Fault> {
    text.parse().map_err(|_| Fault::at("/user", "invalid", "A user is told by their id."))
}

fn order(text: &str) -> Result<Order, Fault> {
    match text {
        "asc" => Ok(Order::Ascending),
        "desc" => Ok(Order::Descending),
        _ => Err(Fault::at("/order", "invalid", "The orders are asc and desc.")),
    }
}

fn after(text: &str) -> Result<ActivityId, Fault> {
    let id = text.parse().ok();
    let instant = || DateTime::parse_from_rfc3339(text).ok();
    id.or_else(|| instant().map(|instant| ActivityId::last_of(instant.to_utc()))).ok_or_else(|| {
        let help = "Give an entry's id or a time of RFC 3339, its + written as %2B.";
        Fault::at("/after", "invalid", help)
    })
}
