//! The catalogue of problems.

use actix_web::{HttpResponse, get, web::Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::KEPT;
use crate::http::error::{ApiResult, ErrorCode, Problem};

/// A problem that the API answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownProblem {
    /// What programs read.
    #[schema(example = "rate_limited")]
    code: &'static str,
    /// The status it comes with.
    #[schema(example = 429)]
    status: u16,
    /// What happened.
    title: &'static str,
    /// Whether the same call may succeed later.
    retryable: bool,
    /// Members beside those of RFC 9457.
    added_fields: &'static [&'static str],
}

/// Every problem.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownProblems {
    /// The problems.
    items: Vec<KnownProblem>,
    /// Always null: these are all.
    #[schema(required = true)]
    next_cursor: Option<String>,
}

/// Lists every problem that the API answers.
///
/// For programs; `/problems/{code}` says the same to people. More are added within version 1. May be kept for 5
/// minutes.
#[utoipa::path(operation_id = "list_problems", tag = "service", security(()), responses((status = 200, description = "All", body = KnownProblems)))]
#[get("/problems")]
pub async fn list() -> HttpResponse {
    let items = ErrorCode::ALL
        .iter()
        .map(|code| KnownProblem {
            code: code.as_str(),
            status: code.status().as_u16(),
            title: code.title(),
            retryable: code.is_retryable(),
            added_fields: code.added_members(),
        })
        .collect();
    let all = KnownProblems { items, next_cursor: None };
    HttpResponse::Ok().insert_header(KEPT).json(all)
}

/// Explains a problem to people.
///
/// The `type` of every problem leads here: what happened, what to do next, and whether the same call may succeed
/// later.
#[utoipa::path(operation_id = "show_problem", tag = "service", security(()), params(("code" = String, Path, description = "The problem's code")), responses(
    (status = 200, description = "A page", body = String, content_type = "text/html"),
    (status = 404, description = "`not_found`", body = Problem),
))]
#[get("/problems/{code}")]
pub async fn page(code: Path<String>) -> ApiResult<HttpResponse> {
    let code = ErrorCode::ALL.into_iter().find(|known| known.as_str() == *code).ok_or(ErrorCode::NotFound)?;
    Ok(HttpResponse::Ok().insert_header(KEPT).content_type("text/html; charset=utf-8").body(write(code)))
}

/// Nothing of the request stands in this page: every word is from the table of errors.
fn write(code: ErrorCode) -> String {
    let status = code.status();
    let again = if code.is_retryable() {
        "The same call may succeed later: wait as many seconds as <code>Retry-After</code> says, and repeat it."
    } else if status.is_server_error() {
        "The same call may succeed later: look first whether it has happened, then repeat it."
    } else {
        "Repeated as it is, the same call is refused again unless something has changed."
    };
    let added =
        code.added_members().iter().map(|member| format!("<code>{member}</code>")).collect::<Vec<_>>();
    let added = match &added[..] {
        [] => String::new(),
        some => format!("<h2>What it adds to the problem</h2><p>{}</p>", some.join(", ")),
    };
    format!(
        "<!doctype html>\n\
         <html lang=\"en\">\n\
         <head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title} ({code})</title><link rel=\"icon\" type=\"image/svg+xml\" href=\"/docs/portal.svg\">\
         <link rel=\"stylesheet\" href=\"/docs/portal.css\"></head>\n\
         <body>\n\
         <header class=\"bar\"><a class=\"brand\" href=\"/docs/\">\
         <img src=\"/docs/portal.svg\" alt=\"\" width=\"32\" height=\"32\"><span>API reference</span></a>\
         <nav aria-label=\"Problems\"><a href=\"/api/v1/problems\">All problems</a></nav></header>\n\
         <main class=\"problem\"><p class=\"status\"><code>{code}</code>, status {status}</p><h1>{title}</h1>\
         <h2>What to do next</h2><p>{advice}</p><h2>Trying again</h2><p>{again}</p>{added}</main>\n\
         </body>\n</html>\n",
        code = code.as_str(),
        title = code.title(),
        advice = code.advice(),
    )
}
