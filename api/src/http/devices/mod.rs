//! Remembered devices.

use actix_web::{
    HttpResponse, delete, get,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vestibule_domain::{activity::Happening, id::DeviceId};

use super::{
    cookie::Cookies,
    error::{ApiResult, ErrorCode, Problem},
    extract::{ClientAddress, OwnAccount, Reader},
    paging::{Page, Paging},
    signed_in::SignedIn,
};
use crate::{
    activity::{self, By},
    app::App,
    store,
    vault::TokenKind,
};

/// A browser or app that skips the second factor.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RememberedDevice)]
pub struct DeviceView {
    /// The device's id.
    id: Uuid,
    /// What it is, in words.
    #[schema(example = "Firefox on Linux")]
    name: String,
    /// When it was remembered.
    created_at: DateTime<Utc>,
    /// When it last logged in.
    last_used_at: DateTime<Utc>,
    /// Until when it is remembered.
    expires_at: DateTime<Utc>,
    /// Whether this call comes from it, as its cookie says.
    current: bool,
}

/// Lists the devices that skip the second factor.
///
/// Those whose 30 days aren't over; a user has 20 at most, the oldest goes. `current` is told by the cookie, so no
/// device is the current one for apps and scripts. Open to an API token with `account:read`.
#[utoipa::path(operation_id = "list_devices", tag = "devices", params(Paging), responses(
    (status = 200, description = "The devices, newest first", body = Page<DeviceView>),
    (status = "4XX", description = "`invalid_token`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/me/devices")]
pub async fn list(
    app: Data<App>,
    owner: Reader<OwnAccount>,
    cookies: ApiResult<Cookies>,
    paging: ApiResult<Paging>,
) -> ApiResult<HttpResponse> {
    let (paging, cookies, user) = (paging?, cookies?, owner.account.user.id);
    let hashes = app.vault.token_hashes(TokenKind::Device, &cookies.devices);
    let current = store::remembered_device::find_presented(app.db.read(), user, &hashes).await?;
    let devices = store::remembered_device::of_user(app.db.read(), user).await?;
    let devices = devices.into_iter().filter(|device| device.excuses(user, app.now()));
    let views = devices.map(|device| DeviceView {
        id: device.id.as_uuid(),
        current: current == Some(device.id),
        name: device.name,
        created_at: device.created_at,
        last_used_at: device.last_used_at,
        expires_at: device.expires_at,
    });
    Ok(HttpResponse::Ok().json(paging.page_of(views.collect(), |device| device.id)?))
}

/// Forgets one device.
///
/// Its next log-in asks for a code. Repeated it is 404, as for a device of somebody else. Written down as
/// `device_forgotten`; nobody is mailed.
#[utoipa::path(operation_id = "forget_device", tag = "devices", params(("id" = Uuid, Path, description = "The device's id")), responses(
    (status = 204, description = "Forgotten"),
    (status = "4XX", description = "`invalid_token`, `not_found`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[delete("/me/devices/{id}")]
pub async fn forget(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    id: ApiResult<Path<DeviceId>>,
) -> ApiResult<HttpResponse> {
    let id = id?.into_inner();
    let tx = owner.begin(&app).await?;
    if !store::remembered_device::forget(&*tx, owner.account.user.id, id).await? {
        return Err(ErrorCode::NotFound.into());
    }
    let place = owner.session.place.seen_at(&address.ip);
    activity::note(&app, &tx, &owner.account, By::Owner, &place, &Happening::DeviceForgotten).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Forgets all devices.
///
/// Each one's next log-in asks for a code; sessions go on. Written down as `devices_forgotten` where there was one;
/// nobody is mailed.
#[utoipa::path(operation_id = "forget_all_devices", tag = "devices", responses(
    (status = 204, description = "Forgotten, also where there was none"),
    (status = "4XX", description = "`invalid_token`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[delete("/me/devices")]
pub async fn forget_all(app: Data<App>, owner: SignedIn, address: ClientAddress) -> ApiResult<HttpResponse> {
    let user = owner.account.user.id;
    let tx = owner.begin(&app).await?;
    if !store::remembered_device::of_user(&*tx, user).await?.is_empty() {
        store::remembered_device::forget_all(&*tx, user).await?;
        let place = owner.session.place.seen_at(&address.ip);
        activity::note(&app, &tx, &owner.account, By::Owner, &place, &Happening::DevicesForgotten).await?;
        tx.commit().await?;
    }
    Ok(HttpResponse::NoContent().finish())
}
