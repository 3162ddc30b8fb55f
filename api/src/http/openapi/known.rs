//! Words that a field may say, taken from the lists that the code itself goes by.
//!
//! In bodies they are closed. In answers others are added within version 1, so a client may not be compiled to
//! refuse them: there they stand in `x-extensible-enum`.

use serde_json::Value;
use utoipa::openapi::{
    Object, OpenApi as Document, RefOr, Schema, extensions::Extensions, schema::ArrayItems,
};
use vestibule_domain::{
    activity::Happening,
    link::LinkPurpose,
    locale::Locale,
    policy::{Role, SmsUnavailable},
    rights::Right,
    session::{Amr, SessionEnd},
    user::UserState,
};

use crate::{http::error::ErrorCode, store::activity::told_apart};

/// What an extensible list of words is called, as at Zalando, where generators know it from.
const EXTENSIBLE: &str = "x-extensible-enum";

type Words = fn() -> Vec<Value>;

/// The fields of answers, by schema.
const OPEN: [(&str, &str, Words); 13] = [
    ("Problem", "code", codes),
    ("Problem", "reason", reasons),
    ("KnownProblem", "code", codes),
    ("Activity", "action", actions),
    ("Me", "role", roles),
    ("Me", "locale", locales),
    ("TeamUser", "role", roles),
    ("TeamUser", "state", states),
    ("TeamUser", "can", rights),
    ("InspectedLink", "purpose", purposes),
    ("SmsStatus", "reason", why_no_text),
    ("Session", "amr", proofs),
    ("OutboxMessage", "channel", channels),
];

/// The fields of bodies, by schema.
const CLOSED: [(&str, &str, Words); 2] = [("EditTeamUser", "role", roles), ("EditMe", "locale", locales)];

/// Says which words are known.
pub(super) fn tell(document: &mut Document) {
    for (schema, field, words) in OPEN {
        let field = field_of(document, schema, field);
        field.extensions = Some(Extensions::from_iter([(EXTENSIBLE, Value::from(words()))]));
    }
    for (schema, field, words) in CLOSED {
        field_of(document, schema, field).enum_values = Some(words());
    }
}

/// A field, or where that is a list what it is a list of.
fn field_of<'a>(document: &'a mut Document, schema: &str, field: &str) -> &'a mut Object {
    let schemas = &mut document.components.as_mut().expect("components").schemas;
    let property = match schemas.get_mut(schema) {
        Some(RefOr::T(Schema::Object(object))) => object.properties.get_mut(field),
        _ => None,
    };
    match property {
        Some(RefOr::T(Schema::Object(property))) => property,
        Some(RefOr::T(Schema::Array(array))) => match &mut array.items {
            ArrayItems::RefOrSchema(item) => match &mut **item {
                RefOr::T(Schema::Object(item)) => item,
                _ => panic!("{schema}.{field} is no list of words"),
            },
            ArrayItems::False => panic!("{schema}.{field} is no list"),
        },
        _ => panic!("{schema} has no field {field} of words"),
    }
}

fn words<'a>(all: impl IntoIterator<Item = &'a str>) -> Vec<Value> {
    all.into_iter().map(Value::from).collect()
}

fn codes() -> Vec<Value> {
    words(ErrorCode::ALL.map(ErrorCode::as_str))
}

fn reasons() -> Vec<Value> {
    let of_codes = ["already_used", "clock_behind"];
    let of_tokens =
        [SessionEnd::Expired, SessionEnd::Ended, SessionEnd::PasswordChanged].map(SessionEnd::as_str);
    let of_sent = ["number_invalid", "not_mobile", "region_blocked", "opted_out", "gateway_down"];
    let mut all = words(of_codes.into_iter().chain(of_tokens).chain(["superseded"]));
    all.extend(why_no_text());
    all.extend(words(of_sent));
    all
}

fn why_no_text() -> Vec<Value> {
    use SmsUnavailable::{CountryNotAllowed, NoGateway, NoNumber, TeamForbids, Unverified};
    words([NoNumber, Unverified, TeamForbids, NoGateway, CountryNotAllowed].map(SmsUnavailable::as_str))
}

fn actions() -> Vec<Value> {
    Happening::one_of_each().iter().map(|what| told_apart(what).0.into()).collect()
}

fn roles() -> Vec<Value> {
    words([Role::Admin, Role::Member].map(Role::as_str))
}

fn locales() -> Vec<Value> {
    words(Locale::ALL.map(Locale::as_str))
}

fn states() -> Vec<Value> {
    words([UserState::Invited, UserState::Active, UserState::Disabled].map(UserState::as_str))
}

fn rights() -> Vec<Value> {
    words(Right::ALL.map(Right::as_str))
}

fn purposes() -> Vec<Value> {
    words(LinkPurpose::ALL.map(LinkPurpose::as_str))
}

fn proofs() -> Vec<Value> {
    let mut all: Vec<_> = Amr::ALL.iter().flat_map(|amr| amr.as_claims()).copied().collect();
    all.sort_unstable();
    all.dedup();
    words(all)
}

fn channels() -> Vec<Value> {
    words(["sms", "mail"])
}
