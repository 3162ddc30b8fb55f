//! Removing a user.

use actix_web::{
    HttpResponse, delete,
    web::{Data, Path},
};
use vestibule_domain::{activity::Happening, id::UserId, rights::Right};

use super::admin::TeamAdmin;
use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::ClientAddress,
    },
    store,
};

/// Removes a user with all that is theirs, at once; what is written down of them stays under their id alone.
///
/// For admins, with a proof of the last 10 minutes by the second factor of whoever has one. An admin may remove
/// themself while the team has another one. Repeated it is 404, for then there is no such user. Written down as
/// `user_deleted`; nobody is mailed.
#[utoipa::path(tag = "team", params(("id" = Uuid, Path, description = "The user's id")), responses(
    (status = 204, description = "Removed"),
    (status = "4XX", description = "`invalid_token`, `forbidden`, `not_found`, `step_up_required`, `last_admin`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[delete("/team/users/{id}")]
pub async fn remove_user(
    app: Data<App>,
    admin: TeamAdmin,
    address: ClientAddress,
    id: ApiResult<Path<UserId>>,
) -> ApiResult<HttpResponse> {
    let user = admin.member(&app, id, Right::Remove).await?.user.id;
    let admin = admin.freshly_proven(&app).await?;

    let tx = admin.begin_removal(&app, user).await?;
    let removed = admin.held(&tx, user, Right::Remove).await?;
    let (by, place) = (By::Admin(admin.account()), admin.place(&address));
    activity::record(&app, &tx, &removed, by, &place, Happening::UserDeleted).await?;
    store::user::remove(&*tx, user).await?;
    tx.commit().await?;

    Ok(HttpResponse::NoContent().finish())
}
