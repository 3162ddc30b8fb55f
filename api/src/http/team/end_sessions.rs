//! Ending a member's sessions.

use actix_web::{
    HttpResponse, delete,
    web::{Data, Path},
};
use vestibule_domain::{id::UserId, rights::Right};

use super::admin::TeamAdmin;
use crate::{
    activity::By,
    app::App,
    http::{
        error::{ApiResult, Problem},
        extract::ClientAddress,
    },
    sessions,
};

/// Ends all sessions of a user at once, for their access tokens too; one's own with this one. Remembered devices
/// stay.
///
/// For admins, with a proof of the last 10 minutes by the second factor of whoever has one. Log-ins and set-ups under
/// way end, too; API tokens go on. Repeated it is 204. Written down as `sessions_ended` where there was one; nobody
/// is mailed.
#[utoipa::path(operation_id = "end_sessions_of_user", tag = "team", params(("id" = Uuid, Path, description = "The user's id")), responses(
    (status = 204, description = "Ended, also where there were none"),
    (status = "4XX", description = "`invalid_token`, `forbidden`, `not_found`, `step_up_required`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[delete("/team/users/{id}/sessions")]
pub async fn end_sessions(
    app: Data<App>,
    admin: TeamAdmin,
    address: ClientAddress,
    id: ApiResult<Path<UserId>>,
) -> ApiResult<HttpResponse> {
    let user = admin.member(&app, id, Right::EndSessions).await?.user.id;
    let admin = admin.freshly_proven(&app).await?;

    let tx = admin.begin_on(&app, user).await?;
    let member = admin.held(&tx, user, Right::EndSessions).await?;
    let (by, place) = (By::Admin(admin.account()), admin.place(&address));
    sessions::end_all(&app, &tx, &member, by, &place).await?;
    tx.commit().await?;

    Ok(HttpResponse::NoContent().finish())
}
