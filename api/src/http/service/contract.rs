//! The contract and the keys.

use actix_web::{HttpResponse, get, web::Data};

use super::{
    KEPT,
    shapes::{Contract, KeySet},
};
use crate::{app::App, http::openapi, keys};

/// Shows the keys that access tokens are signed with (RFC 7517).
///
/// For services that rely on them: `EdDSA` alone, told by `kid`. May be kept for 5 minutes; a new key is shown an
/// hour before it signs, and an old one until its last token has run out.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "A JWK set", body = KeySet)))]
#[get("/.well-known/jwks.json")]
pub async fn jwks(app: Data<App>) -> HttpResponse {
    keys::look(&app).await;
    HttpResponse::Ok().insert_header(KEPT).json(app.tokens.jwks(app.now()))
}

/// The contract, for people.
///
/// The same as at `openapi.json`. May be kept for 5 minutes.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "OpenAPI 3.1", body = Contract, content_type = "application/yaml")))]
#[get("/openapi.yaml")]
pub async fn openapi_yaml() -> HttpResponse {
    HttpResponse::Ok().insert_header(KEPT).content_type("application/yaml").body(openapi::yaml())
}

/// The contract, for programs.
///
/// What this very version of the service does. May be kept for 5 minutes.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "OpenAPI 3.1", body = Contract)))]
#[get("/openapi.json")]
pub async fn openapi_json() -> HttpResponse {
    HttpResponse::Ok().insert_header(KEPT).content_type("application/json").body(openapi::json())
}
