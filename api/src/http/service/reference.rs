//! The API reference: Swagger UI from the binary, in a page of our own.

use std::sync::Arc;

use actix_web::{
    HttpResponse, get,
    http::header::{self, ContentEncoding},
    web::Path,
};
use utoipa_swagger_ui::Config;

use crate::http::error::{ApiError, ApiResult, ErrorCode, Problem};

/// The files of the page that are ours. Swagger UI's own page runs what the CSP refuses (S22).
const OURS: [(&str, &str, &str); 4] = [
    ("index.html", "text/html; charset=utf-8", include_str!("reference/index.html")),
    ("portal.css", "text/css; charset=utf-8", include_str!("reference/portal.css")),
    ("portal.js", "text/javascript; charset=utf-8", include_str!("reference/portal.js")),
    ("portal.svg", "image/svg+xml", include_str!("../../../../frontend/public/favicon.svg")),
];

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
    let name = if file.is_empty() { "index.html" } else { file.as_str() };
    let ours = OURS.into_iter().find(|(ours, ..)| *ours == name);
    let Some((_, content_type, text)) = ours else { return of_swagger_ui(name) };
    Ok(HttpResponse::Ok().content_type(content_type).body(text))
}

/// A file of Swagger UI. No token stays in the browser when the page is left, and nobody else is asked to judge the
/// contract.
///
/// The binary holds its files in gzip alone, which every browser reads.
fn of_swagger_ui(name: &str) -> ApiResult<HttpResponse> {
    let config = Config::from("/api/v1/openapi.json")
        .use_base_layout()
        .persist_authorization(false)
        .deep_linking(true)
        .display_request_duration(true)
        .doc_expansion("list")
        .filter(true)
        .show_extensions(true)
        .show_common_extensions(true)
        .default_models_expand_depth(0)
        .validator_url("none");
    let found = utoipa_swagger_ui::serve(name, Arc::new(config));
    let found = found.map_err(|error| ApiError::internal(error.to_string()))?.ok_or(ErrorCode::NotFound)?;
    let mut answer = HttpResponse::Ok();
    if found.gzpipped {
        answer.insert_header(ContentEncoding::Gzip);
    }
    Ok(answer.content_type(found.content_type).body(found.bytes.into_owned()))
}
