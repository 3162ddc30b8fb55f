//! An example of each body and of each answer: one story, of Alice at Example Ltd.
//!
//! Put together of what the fields of the schemas say, and of [`story`] where they say nothing. Where a call has
//! several kinds of body or answer, [`kinds`] has one of each.

mod kinds;
mod story;

use serde_json::{Map, Value};
use utoipa::openapi::{
    Content, OpenApi as Document, RefOr,
    example::{Example, ExampleBuilder},
};

use super::operations_of;

/// The one type of bodies and of good answers that has examples.
const JSON: &str = "application/json";

/// An example with a name.
struct Kind {
    name: &'static str,
    summary: &'static str,
    value: Value,
}

/// Gives each body and each good answer its examples.
pub(super) fn tell(document: &mut Document) {
    let told = serde_json::to_value(&*document).expect("the contract can be written as JSON");
    let composer = Composer { schemas: &told["components"]["schemas"] };
    for operation in operations_of(document) {
        let id = operation.operation_id.clone().unwrap_or_default();
        if let Some(RefOr::T(body)) = &mut operation.request_body {
            for content in body.content.values_mut() {
                composer.exemplify(content, &kinds::of_body(&composer, &id));
            }
        }
        for (status, response) in &mut operation.responses.responses {
            let RefOr::T(response) = response else { continue };
            if let (true, Some(content)) = (status.starts_with('2'), response.content.get_mut(JSON)) {
                composer.exemplify(content, &kinds::of_answer(&composer, &id));
            }
        }
    }
}

/// Puts examples together.
struct Composer<'a> {
    schemas: &'a Value,
}

impl Composer<'_> {
    fn exemplify(&self, content: &mut RefOr<Content>, kinds: &[Kind]) {
        let RefOr::T(content) = content else { return };
        if kinds.is_empty() {
            let schema = serde_json::to_value(&content.schema).expect("a schema can be written as JSON");
            content.example = Some(self.of_schema(&schema, "answer"));
        }
        for Kind { name, summary, value } in kinds {
            let example: Example = ExampleBuilder::new().summary(*summary).value(Some(value.clone())).build();
            content.examples.insert((*name).to_owned(), RefOr::T(example));
        }
    }

    /// The example of a schema by its name.
    fn of(&self, name: &str) -> Value {
        self.of_schema(&self.schemas[name], name)
    }

    /// The example of a schema; `at` says where it stands, as in `Me.team`.
    fn of_schema(&self, schema: &Value, at: &str) -> Value {
        if let Some(example) = schema.get("example").cloned().or_else(|| story::at(at)) {
            return example;
        }
        if let Some(name) = schema["$ref"].as_str().and_then(|to| to.rsplit('/').next()) {
            return self.of(name);
        }
        if let Some(first) = schema["enum"].get(0).or_else(|| schema.get("default")) {
            return first.clone();
        }
        if let Some(first) = schema["oneOf"].get(0) {
            return self.of_schema(first, at);
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let parts = parts.iter().filter_map(|part| match self.of_schema(part, at) {
                Value::Object(members) => Some(members),
                _ => None,
            });
            return Value::Object(parts.flatten().collect());
        }
        match schema["type"].as_str() {
            Some("object") => Value::Object(self.members(schema, at)),
            Some("array") => Value::Array(vec![self.of_schema(&schema["items"], at)]),
            _ => panic!("{at} has no example: give the field one, or the story"),
        }
    }

    fn members(&self, schema: &Value, at: &str) -> Map<String, Value> {
        let properties = schema["properties"].as_object().into_iter().flatten();
        properties.map(|(name, told)| (name.clone(), self.of_schema(told, &format!("{at}.{name}")))).collect()
    }
}
