//! The headers of answers: each is told once, and named wherever it comes.

use serde_json::{Value, json};
use utoipa::openapi::{
    Header, HeaderBuilder, Object, OpenApi as Document, Ref, RefOr, extensions::Extensions, schema::Type,
};

use super::operations_of;

/// The answers that hand out cookies, or take one back.
const SET_COOKIES: [(&str, &str); 4] =
    [("log_in", "200"), ("verify", "200"), ("refresh", "200"), ("confirm_enrollment", "200")];

/// The one that takes the refresh token back.
const CLEARS_A_COOKIE: (&str, &str) = ("log_out", "204");

/// Says of every answer which headers it has.
pub(super) fn tell(document: &mut Document) {
    let components = document.components.get_or_insert_with(Default::default);
    components.headers.extend(all().map(|(name, header)| (name.to_owned(), RefOr::T(header))));
    for operation in operations_of(document) {
        let id = operation.operation_id.clone().unwrap_or_default();
        for (status, response) in &mut operation.responses.responses {
            let RefOr::T(response) = response else { continue };
            for name in of_answer(&id, status) {
                let header = RefOr::Ref(Ref::new(format!("#/components/headers/{name}")));
                response.headers.insert(name.to_owned(), header);
            }
        }
    }
}

fn of_answer(operation: &str, status: &str) -> Vec<&'static str> {
    let mut names = vec!["X-Request-Id"];
    match status {
        "401" => names.push("WWW-Authenticate"),
        "429" | "503" => names.push("Retry-After"),
        _ if status.starts_with(['4', '5']) => {}
        _ => names.extend(["Cache-Control", "Date"]),
    }
    if status.starts_with('3') {
        names.push("Location");
    }
    if SET_COOKIES.contains(&(operation, status)) || CLEARS_A_COOKIE == (operation, status) {
        names.push("Set-Cookie");
    }
    names
}

fn all() -> impl Iterator<Item = (&'static str, Header)> {
    let text = || Object::with_type(Type::String);
    let seconds = || {
        let mut seconds = Object::with_type(Type::Integer);
        seconds.minimum = Some(1.into());
        seconds
    };
    [
        (
            "X-Request-Id",
            always(
                text(),
                "Made anew for each call; `request_id` of a problem.",
                json!("019adf12-7c04-7b1e-8a55-6d0f2b9c4e31"),
            ),
        ),
        (
            "Date",
            always(
                text(),
                "The service's time: compute codes from it.",
                json!("Mon, 02 Nov 2026 09:14:03 GMT"),
            ),
        ),
        (
            "Cache-Control",
            always(
                text(),
                "How long the answer may be kept; `no-store` for whatever isn't public.",
                json!("no-store"),
            ),
        ),
        (
            "WWW-Authenticate",
            always(
                text(),
                "`Bearer`, with `error=\"invalid_token\"` where a refresh may help.",
                json!("Bearer error=\"invalid_token\""),
            ),
        ),
        (
            "Retry-After",
            always(seconds(), "Seconds until a try can succeed; `retry_after` of the problem.", json!(30)),
        ),
        ("Location", always(text(), "Where to go.", json!("/docs/"))),
        (
            "Set-Cookie",
            sometimes(
                text(),
                "In cookie sessions alone, a header a cookie: `vestibule_refresh`, `vestibule_device` and \
                 `vestibule_known`, their names beginning with `__Host-` over HTTPS.",
                json!(
                    "__Host-vestibule_refresh=q7Rk…; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=3600"
                ),
            ),
        ),
    ]
    .into_iter()
}

fn sometimes(schema: Object, description: &str, example: Value) -> Header {
    HeaderBuilder::new().schema(Some(schema)).description(Some(description)).example(Some(example)).build()
}

/// A header has no `required` of its own in utoipa; what extends it is written as it stands.
fn always(schema: Object, description: &str, example: Value) -> Header {
    let required = Extensions::from_iter([("required", Value::Bool(true))]);
    let mut header = sometimes(schema, description, example);
    header.extensions = Some(required);
    header
}
