//! The contract as the code has it: `openapi.yaml` is printed from here, never written by hand.

mod examples;
mod headers;
mod known;
mod problems;

use std::{collections::HashSet, sync::LazyLock};

use actix_web::App as ActixApp;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Content, OpenApi as Document, Ref, RefOr, Required, Schema,
        path::{Operation, PathItem},
        schema::ArrayItems,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};
use utoipa_actix_web::{AppExt, scope};

use super::{API, api, beside_api};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Vestibule",
        description = "Two-factor sign-in of a client portal.\n\nEvery answer of 400 and above is a problem (RFC 9457). \
                       Within v1 there are only additions: skip fields, and values of `status`, `type`, `code` and \
                       `action`, that you don't know.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "The service itself")),
    security(("bearer" = [])),
    tags(
        (name = "sign-in", description = "Signing in, staying in, and proving it anew"),
        (name = "account", description = "The caller's own account"),
        (name = "two-factor", description = "Setting up, replacing and switching off the second factor"),
        (name = "devices", description = "Devices that skip the second factor"),
        (name = "team", description = "The team"),
        (name = "service", description = "The service itself"),
    ),
    modifiers(&Bearer),
)]
struct Base;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let mut http = Http::new(HttpAuthScheme::Bearer);
        http.bearer_format = Some("JWT".to_owned());
        http.description =
            Some("An access token; for the set-up of two-factor also an enrollment token. That of an API token opens \
                  reads alone, as its scopes say.".to_owned());
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("bearer", SecurityScheme::Http(http));
    }
}

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let app = ActixApp::new().into_utoipa_app().openapi(Base::openapi());
    let (_, mut document) = app.service(api(scope(API))).configure(|at| _ = beside_api(at)).split_for_parts();
    problems::tell(&mut document);
    headers::tell(&mut document);
    known::tell(&mut document);
    say_which_bodies_may_be_left_out(&mut document);
    name_what_pages_hold(&mut document);
    examples::tell(&mut document);
    document
});

/// Every operation, to be told more of.
fn operations_of(document: &mut Document) -> impl Iterator<Item = &mut Operation> {
    document.paths.paths.values_mut().flat_map(|item| {
        [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete]
            .into_iter()
            .flatten()
    })
}

/// No body counts as `{}`, so one without required fields may be left out.
fn say_which_bodies_may_be_left_out(document: &mut Document) {
    let asks_for_nothing: HashSet<String> = document
        .components
        .iter()
        .flat_map(|components| &components.schemas)
        .filter(
            |(_, schema)| matches!(schema, RefOr::T(Schema::Object(object)) if object.required.is_empty()),
        )
        .map(|(name, _)| format!("#/components/schemas/{name}"))
        .collect();
    for operation in operations_of(document) {
        let Some(RefOr::T(body)) = &mut operation.request_body else { continue };
        let may_be_left_out = body.content.values().any(|content| {
            matches!(content, RefOr::T(Content { schema: Some(RefOr::Ref(to)), .. })
                if asks_for_nothing.contains(&to.ref_location))
        });
        if may_be_left_out {
            body.required = Some(Required::False);
        }
    }
}

/// A page of a list spells its items out where it is made generic, though they have a name.
fn name_what_pages_hold(document: &mut Document) {
    let schemas = document.components.iter_mut().flat_map(|components| &mut components.schemas);
    for (name, schema) in schemas {
        let (Some(held), RefOr::T(Schema::Object(page))) = (name.strip_prefix("Page_"), schema) else {
            continue;
        };
        if let Some(RefOr::T(Schema::Array(items))) = page.properties.get_mut("items") {
            items.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(held).into()));
        }
    }
}

static YAML: LazyLock<String> =
    LazyLock::new(|| DOCUMENT.to_yaml().expect("the contract can be written as YAML"));

static JSON: LazyLock<String> =
    LazyLock::new(|| DOCUMENT.to_json().expect("the contract can be written as JSON"));

/// The contract as YAML.
pub fn yaml() -> &'static str {
    &YAML
}

/// The contract as JSON.
pub fn json() -> &'static str {
    &JSON
}

/// The methods that a path takes, for `Allow`; `None` where there is no such path.
pub fn methods_of(path: &str) -> Option<String> {
    let item = DOCUMENT.paths.paths.iter().find(|(pattern, _)| matches(pattern, path))?.1;
    let methods: Vec<_> = METHODS.into_iter().filter(|(_, get)| get(item)).map(|(name, _)| name).collect();
    Some(methods.join(", "))
}

type Has = fn(&PathItem) -> bool;

const METHODS: [(&str, Has); 6] = [
    ("GET", |item| item.get.is_some()),
    ("HEAD", |item| item.get.is_some()),
    ("POST", |item| item.post.is_some()),
    ("PUT", |item| item.put.is_some()),
    ("PATCH", |item| item.patch.is_some()),
    ("DELETE", |item| item.delete.is_some()),
];

fn matches(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part == given || (part.starts_with('{') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}
