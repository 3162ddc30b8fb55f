use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock, Mutex},
};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Map, Value, json};
use vestibule::http::openapi;

use super::Answer;

/// The contract as the service has it.
pub static CONTRACT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(openapi::json()).expect("the contract is JSON"));

/// Its schemas, closed: an answer has no member that isn't told of.
static SCHEMAS: LazyLock<Value> = LazyLock::new(|| {
    let mut components = CONTRACT["components"].clone();
    let mut parts = BTreeSet::new();
    collect_parts(&components, &mut parts);
    let schemas = components["schemas"].as_object_mut().expect("schemas");
    for (name, schema) in schemas {
        close(schema, parts.contains(name));
    }
    components
});

static VALIDATORS: LazyLock<Mutex<BTreeMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// One operation of the contract.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// In capitals, as it is sent.
    pub method: &'static str,
    pub path: &'static str,
    pub told: &'static Value,
}

impl Operation {
    /// Whether it says that anybody may call it.
    pub fn is_public(&self) -> bool {
        let security = self.told.get("security").unwrap_or(&CONTRACT["security"]);
        security.as_array().expect("security").iter().any(|way| way == &json!({}))
    }

    /// What it says of a status.
    pub fn response(&self, status: u16) -> Option<&'static Value> {
        self.told["responses"].get(status.to_string())
    }

    /// Whether it says that it answers this problem.
    pub fn tells_of(&self, status: u16, code: &str) -> bool {
        let problem = self.response(status).map(|response| &response["content"]["application/problem+json"]);
        problem.is_some_and(|problem| problem["examples"].get(code).is_some())
    }

    /// Its path, with an id that nothing has.
    pub fn some_path(&self) -> String {
        let parts = self.path.split('/').map(|part| match part {
            part if part.starts_with('{') => "01890000-0000-7000-8000-000000000000",
            part => part,
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Every operation of the contract.
pub fn operations() -> impl Iterator<Item = Operation> {
    const METHODS: [(&str, &str); 5] =
        [("get", "GET"), ("post", "POST"), ("put", "PUT"), ("patch", "PATCH"), ("delete", "DELETE")];
    CONTRACT["paths"].as_object().expect("paths").iter().flat_map(|(path, item)| {
        METHODS
            .into_iter()
            .filter_map(move |(key, method)| item.get(key).map(|told| Operation { method, path, told }))
    })
}

/// An answer has to be one of those that the contract tells of (C127). Unknown paths and wrong methods
/// are nobody's operation.
#[track_caller]
pub fn check(method: &Method, path: &str, answer: &Answer) {
    let path = path.split('?').next().unwrap_or_default();
    let method = if method == Method::HEAD { &Method::GET } else { method };
    let found = operations().find(|told| told.method == method.as_str() && is_of(told.path, path));
    let Some(operation) = found else { return };
    let response = operation.response(answer.status);
    if answer.status >= 400 {
        let code = answer["code"].as_str().unwrap_or("none");
        assert!(operation.tells_of(answer.status, code), "{operation} tells nothing of {answer}");
    }
    let response = response.unwrap_or_else(|| panic!("{operation} tells nothing of {answer}"));
    check_headers(operation, response, answer);
    let Some(content) = response.get("content") else {
        assert!(answer.body.is_empty(), "{operation} tells of no body: {answer}");
        return;
    };
    if answer.json().is_null() || !answer.header("content-type").contains("json") {
        return;
    }
    let schema =
        content.as_object().and_then(|content| content.values().next()).map(|media| &media["schema"]);
    let key = format!("{operation} {}", answer.status);
    let validator = validator(key, schema.expect("a schema"));
    let faults: Vec<_> = validator
        .iter_errors(answer.json())
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{operation} answers against its schema: {faults:#?}\n{answer}");
}

/// What comes with some answers alone: where it comes, the contract tells of it.
const TOLD_WHERE_THEY_COME: [&str; 4] = ["set-cookie", "location", "retry-after", "www-authenticate"];

/// Each header that the contract promises is there, and none of those that say what to do next is kept from it.
#[track_caller]
fn check_headers(operation: Operation, response: &Value, answer: &Answer) {
    let told = response["headers"].as_object().expect("headers");
    for (name, header) in told {
        let header = header["$ref"].as_str().and_then(|to| CONTRACT.pointer(to.trim_start_matches('#')));
        let header = header.unwrap_or_else(|| panic!("{operation}: {name} is told nowhere"));
        let is_there = answer.headers.contains_key(name);
        assert!(is_there || header.get("required").is_none(), "{operation} answers without {name}: {answer}");
    }
    for name in TOLD_WHERE_THEY_COME {
        let is_told = told.keys().any(|told| told.eq_ignore_ascii_case(name));
        assert!(
            is_told || !answer.headers.contains_key(name),
            "{operation} tells nothing of {name}: {answer}"
        );
    }
}

fn validator(key: String, schema: &Value) -> Arc<Validator> {
    let mut validators = VALIDATORS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let made = validators.entry(key).or_insert_with(|| {
        let mut schema = schema.clone();
        close(&mut schema, false);
        schema["components"] = SCHEMAS.clone();
        let validator = jsonschema::options().should_validate_formats(true).build(&schema);
        Arc::new(validator.expect("a sound schema"))
    });
    Arc::clone(made)
}

fn is_of(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    let (template, path): (Vec<_>, Vec<_>) = (template.collect(), path.collect());
    let part_fits =
        |(told, given): (&&str, &&str)| told == given || told.starts_with('{') && !given.is_empty();
    template.len() == path.len() && template.iter().zip(&path).all(part_fits)
}

/// The names of schemas that others are put together of: those stay open.
fn collect_parts(value: &Value, parts: &mut BTreeSet<String>) {
    if let Some(all) = value.get("allOf").and_then(Value::as_array) {
        let names = all.iter().filter_map(|part| part["$ref"].as_str()?.rsplit('/').next());
        parts.extend(names.map(str::to_owned));
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| collect_parts(member, parts)),
        Value::Array(items) => items.iter().for_each(|item| collect_parts(item, parts)),
        _ => {}
    }
}

/// Closes the objects in a schema.
fn close(schema: &mut Value, is_part: bool) {
    let Value::Object(members) = schema else { return };
    if members.contains_key("allOf") {
        members.insert("unevaluatedProperties".to_owned(), false.into());
        let parts = members.get_mut("allOf").and_then(Value::as_array_mut).expect("parts");
        for part in parts {
            close(part, true);
        }
    } else if members.contains_key("properties") && !is_part {
        members.entry("additionalProperties").or_insert(false.into());
    }
    close_within(members);
}

fn close_within(members: &mut Map<String, Value>) {
    if let Some(properties) = members.get_mut("properties").and_then(Value::as_object_mut) {
        properties.values_mut().for_each(|property| close(property, false));
    }
    if let Some(items) = members.get_mut("items") {
        close(items, false);
    }
    for ways in ["oneOf", "anyOf"] {
        let ways = members.get_mut(ways).and_then(Value::as_array_mut);
        ways.into_iter().flatten().for_each(|way| close(way, false));
    }
}
