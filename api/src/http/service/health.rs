//! Life and readiness.

use actix_web::{HttpResponse, get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    http::error::{ApiError, ApiResult, Problem},
    store::StoreError,
};

/// All is well.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

const OK: Health = Health { status: "ok" };

/// Tells that the process lives.
///
/// It asks nothing of the database: for whoever restarts the service when it hangs.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "It lives", body = Health)))]
#[get("/health/live")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(OK)
}

/// Tells whether calls can be served: the database answers and takes writes, and its schema is current.
///
/// For load balancers: send calls elsewhere while it is 503.
#[utoipa::path(tag = "service", security(()), responses(
    (status = 200, description = "Ready", body = Health),
    (status = 503, description = "`unavailable`", body = Problem),
))]
#[get("/health/ready")]
pub async fn ready(app: Data<App>) -> ApiResult<HttpResponse> {
    app.db.ping().await.map_err(ApiError::unavailable)?;
    let pending = app.db.pending_migrations().await.map_err(ApiError::unavailable)?;
    if pending > 0 {
        return Err(ApiError::unavailable(StoreError::Unreadable("a schema that isn't current")));
    }
    Ok(HttpResponse::Ok().json(OK))
}
