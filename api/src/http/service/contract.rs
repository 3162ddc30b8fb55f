//! The contract and the keys.

use actix_web::{
    HttpResponse, get,
    http::header,
    web::{Data, Path},
};
use std::sync::Arc;
use utoipa_swagger_ui::Config;

use super::shapes::{Contract, KeySet};
use crate::{
    app::App,
    http::{
        error::{ApiError, ApiResult, ErrorCode, Problem},
        openapi,
    },
    keys,
};

/// How long relying services may keep the keys (api.md, Service).
const KEYS_KEPT: &str = "public, max-age=300";

/// Shows the keys that access tokens are signed with (RFC 7517).
///
/// For services that rely on them: `EdDSA` alone, told by `kid`. May be kept for 5 minutes; a new key is shown an
/// hour before it signs, and an old one until its last token has run out.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "A JWK set", body = KeySet)))]
#[get("/.well-known/jwks.json")]
pub async fn jwks(app: Data<App>) -> HttpResponse {
    keys::look(&app).await;
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, KEYS_KEPT)).json(app.tokens.jwks(app.now()))
}

/// The contract, for people.
///
/// The same as at `openapi.json`. May be kept for 5 minutes.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "OpenAPI 3.1", body = Contract, content_type = "application/yaml")))]
#[get("/openapi.yaml")]
pub async fn openapi_yaml() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, KEYS_KEPT))
        .content_type("application/yaml")
        .body(openapi::yaml())
}

/// The contract, for programs.
///
/// What this very version of the service does. May be kept for 5 minutes.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "OpenAPI 3.1", body = Contract)))]
#[get("/openapi.json")]
pub async fn openapi_json() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, KEYS_KEPT))
        .content_type("application/json")
        .body(openapi::json())
}

/// Leads to the API reference.
///
/// The slash at the end matters: the page's own files stand below it.
#[utoipa::path(tag = "service", security(()), responses((status = 308, description = "To `/docs/`")))]
#[get("/docs")]
pub async fn docs() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()
}

/// The API reference, from the binary.
///
/// Nothing of it is brought from elsewhere, so it opens without the internet.
#[utoipa::path(tag = "service", security(()), params(("file" = String, Path, description = "A file of the reference; empty for its page")), responses(
    (status = 200, description = "A file", body = String, content_type = "text/html"),
    (status = 404, description = "`not_found`", body = Problem),
))]
#[get("/docs/{file:.*}")]
pub async fn docs_file(file: Path<String>) -> ApiResult<HttpResponse> {
    // The base layout has no bar on top: its logo brings a style of its own, which the page may not run (S22).
    let config = Arc::new(Config::from("/api/v1/openapi.json").use_base_layout());
    let found =
        utoipa_swagger_ui::serve(&file, config).map_err(|error| ApiError::internal(error.to_string()))?;
    let found = found.ok_or(ErrorCode::NotFound)?;
    Ok(HttpResponse::Ok().content_type(found.content_type).body(found.bytes.into_owned()))
}
