//! What each operation refuses, told by the codes that its description names: a response a status, an
//! example a code, all of it from the one table of errors.
//!
//! A handler writes ``(status = "4XX", description = "`forbidden` (also for oneself), `not_found`", …)``.
//! What every call may answer is added here: a body that can't be read, and a service that fails.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::openapi::{
    ContentBuilder, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder,
    example::{Example, ExampleBuilder},
    path::{Operation, Parameter, ParameterIn},
};

use super::operations_of;
use crate::http::error::ErrorCode;

/// What a response says in place of a status.
const CLASSES: [&str; 2] = ["4XX", "5XX"];

/// What an operation with a body may answer, whatever it is about.
const OF_A_BODY: [ErrorCode; 4] = [
    ErrorCode::MalformedRequest,
    ErrorCode::BodyTooLarge,
    ErrorCode::UnsupportedMediaType,
    ErrorCode::ValidationFailed,
];

/// What an operation that isn't public may answer, beside `invalid_token`, which each names.
const OF_A_CALLER: [(ErrorCode, &str); 2] = [
    (ErrorCode::Forbidden, " (to an API token that it isn't open to)"),
    (ErrorCode::EnrollmentRequired, " (where the team's second factor is owed)"),
];

/// What is open to whoever owes the team's second factor.
const OPEN_WHILE_OWED: [&str; 5] =
    ["show_me", "show_two_factor", "begin_enrollment", "confirm_enrollment", "log_out"];

/// A code that an operation answers, and when, where its own sentence doesn't say.
struct Told {
    code: ErrorCode,
    note: String,
}

/// Says of every operation which problems it answers.
pub(super) fn tell(document: &mut Document) {
    let mut examples = BTreeMap::new();
    for operation in operations_of(document) {
        let mut by_status = BTreeMap::<u16, Vec<Told>>::new();
        for told in told_by(operation) {
            by_status.entry(told.code.status().as_u16()).or_default().push(told);
        }
        operation.responses.responses.retain(|status, _| !is_refusal(status));
        for (status, told) in by_status {
            operation.responses.responses.insert(status.to_string(), RefOr::T(refusal(&told)));
            examples.extend(told.iter().map(|told| (told.code.as_str().to_owned(), shown(told.code))));
        }
    }
    document.components.get_or_insert_with(Default::default).examples.extend(examples);
}

fn shown(code: ErrorCode) -> RefOr<Example> {
    RefOr::T(ExampleBuilder::new().summary(code.title()).value(Some(example(code))).build())
}

fn is_refusal(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

/// The codes that an operation names, and those that need no naming.
fn told_by(operation: &Operation) -> Vec<Told> {
    let refusals = operation.responses.responses.iter().filter(|(status, _)| is_refusal(status));
    let mut told: Vec<Told> = refusals
        .filter_map(|(_, response)| match response {
            RefOr::T(response) => Some(read(&response.description)),
            RefOr::Ref(_) => None,
        })
        .flatten()
        .collect();
    if operation.responses.responses.keys().any(|status| CLASSES.contains(&status.as_str())) {
        told.extend(unsaid(operation));
    }
    told.sort_by_key(|told| ErrorCode::ALL.iter().position(|code| *code == told.code));
    told.dedup_by_key(|told| told.code);
    told
}

/// What an operation of the API answers without naming it.
fn unsaid(operation: &Operation) -> Vec<Told> {
    let plain = |code| Told { code, note: String::new() };
    let mut unsaid = vec![plain(ErrorCode::Internal)];
    if operation.request_body.is_some() {
        unsaid.extend(OF_A_BODY.map(plain));
    }
    if operation.parameters.iter().flatten().any(is_of_query) {
        unsaid.push(plain(ErrorCode::MalformedRequest));
    }
    // Public ones say so; the others leave it to the document.
    if operation.security.is_none() {
        let owes = |code| code != ErrorCode::EnrollmentRequired || !is_open_while_owed(operation);
        let of_a_caller = OF_A_CALLER.into_iter().filter(|(code, _)| owes(*code));
        unsaid.extend(of_a_caller.map(|(code, note)| Told { code, note: note.to_owned() }));
    }
    unsaid
}

fn is_of_query(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query)
}

fn is_open_while_owed(operation: &Operation) -> bool {
    operation.operation_id.as_deref().is_some_and(|id| OPEN_WHILE_OWED.contains(&id))
}

/// Reads ``"`forbidden` (also for oneself), `not_found`"``.
fn read(description: &str) -> impl Iterator<Item = Told> + '_ {
    description.split(", ").map(|part| {
        let (name, note) = part.trim_start_matches('`').split_once('`').unwrap_or((part, ""));
        let code = ErrorCode::ALL.into_iter().find(|code| code.as_str() == name);
        let code = code.unwrap_or_else(|| panic!("{name} is no code of the table"));
        Told { code, note: note.to_owned() }
    })
}

fn refusal(told: &[Told]) -> Response {
    let lines: Vec<_> = told
        .iter()
        .map(|Told { code, note }| format!("- `{}`{note}: {}", code.as_str(), code.title()))
        .collect();
    let examples = told.iter().map(|Told { code, .. }| {
        let name = code.as_str();
        (name, RefOr::<Example>::Ref(Ref::new(format!("#/components/examples/{name}"))))
    });
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(examples)
        .build();
    ResponseBuilder::new().description(lines.join("\n")).content("application/problem+json", content).build()
}

/// A problem as it is answered.
fn example(code: ErrorCode) -> Value {
    let mut problem = json!({
        "type": format!("https://portal.example.com/problems/{}", code.as_str()),
        "title": code.title(),
        "status": code.status().as_u16(),
        "detail": code.advice(),
        "code": code.as_str(),
        "request_id": "01890a5d-ac96-774b-bcce-b302099a8057",
    });
    for member in code.added_members() {
        if let Some(value) = sample(code, member) {
            problem[member] = value;
        }
    }
    problem
}

/// What a member may say; a reason where the code always has one.
fn sample(code: ErrorCode, member: &str) -> Option<Value> {
    match (code, member) {
        (ErrorCode::SmsUnavailable, "reason") => Some(json!("unverified")),
        (ErrorCode::SmsNotSent, "reason") => Some(json!("gateway_down")),
        (ErrorCode::InvalidToken, "reason") => Some(json!("expired")),
        (ErrorCode::InvalidCode, "attempts_remaining") => Some(json!(4)),
        (ErrorCode::RateLimited, "retry_after") => Some(json!(30)),
        (ErrorCode::Overloaded | ErrorCode::Unavailable, "retry_after") => Some(json!(1)),
        (ErrorCode::StepUpRequired, "methods") => Some(json!([{ "type": "totp" }])),
        (ErrorCode::StepUpRequired, "max_age") => Some(json!(600)),
        (ErrorCode::ValidationFailed, "errors") => Some(
            json!([{ "pointer": "/code", "code": "malformed", "detail": "A code is six digits, or a backup code of ten characters." }]),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(description: &str) -> Vec<(&'static str, String)> {
        read(description).map(|told| (told.code.as_str(), told.note)).collect()
    }

    #[test]
    fn codes_are_read_with_what_is_said_of_them() {
        let expected = [("forbidden", " (also for oneself)".to_owned()), ("not_found", String::new())];
        assert_eq!(names("`forbidden` (also for oneself), `not_found`"), expected);
    }

    #[test]
    #[should_panic(expected = "no_such is no code of the table")]
    fn a_code_that_is_none_is_a_fault() {
        names("`no_such`");
    }
}
