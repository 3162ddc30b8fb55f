//! The contract as a whole; that answers match it the tests' client holds at every call.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use reqwest::Method;

use crate::support::{
    Call, TestApp, Value,
    contract::{CONTRACT, operations},
    json,
};

/// Where each operation is tested, below `tests/api`.
const TESTED_IN: [(&str, &str); 63] = [
    ("POST /api/v1/auth/login", "auth/log_in.rs"),
    ("POST /api/v1/auth/verify", "auth/verify.rs"),
    ("POST /api/v1/auth/sms", "auth/sms.rs"),
    ("POST /api/v1/auth/refresh", "auth/refresh.rs"),
    ("POST /api/v1/auth/logout", "auth/log_out.rs"),
    ("POST /api/v1/auth/step-up", "auth/step_up.rs"),
    ("POST /api/v1/auth/step-up/sms", "auth/step_up.rs"),
    ("POST /api/v1/auth/token", "auth/token.rs"),
    ("POST /api/v1/auth/links/inspect", "auth/invitation.rs"),
    ("POST /api/v1/auth/invitation/accept", "auth/invitation.rs"),
    ("POST /api/v1/auth/password/forgot", "auth/forgot_password.rs"),
    ("POST /api/v1/auth/password/reset", "auth/forgot_password.rs"),
    ("POST /api/v1/auth/email/confirm", "me/email.rs"),
    ("GET /api/v1/me", "me/show.rs"),
    ("PUT /api/v1/me/password", "me/password.rs"),
    ("PUT /api/v1/me/email", "me/email.rs"),
    ("PATCH /api/v1/me", "me/edit.rs"),
    ("POST /api/v1/me/phone/code", "me/phone.rs"),
    ("POST /api/v1/me/phone/confirm", "me/phone_confirm.rs"),
    ("GET /api/v1/me/two-factor", "two_factor/status.rs"),
    ("DELETE /api/v1/me/two-factor", "two_factor/switch_off.rs"),
    ("POST /api/v1/me/two-factor/totp", "two_factor/begin.rs"),
    ("POST /api/v1/me/two-factor/totp/confirm", "two_factor/confirm.rs"),
    ("POST /api/v1/me/two-factor/backup-codes", "two_factor/backup_codes.rs"),
    ("GET /api/v1/me/devices", "devices/list.rs"),
    ("DELETE /api/v1/me/devices", "devices/forget.rs"),
    ("DELETE /api/v1/me/devices/{id}", "devices/forget.rs"),
    ("GET /api/v1/me/sessions", "sessions/list.rs"),
    ("DELETE /api/v1/me/sessions", "sessions/end.rs"),
    ("DELETE /api/v1/me/sessions/{id}", "sessions/end.rs"),
    ("GET /api/v1/me/api-tokens", "api_tokens/list.rs"),
    ("POST /api/v1/me/api-tokens", "api_tokens/create.rs"),
    ("DELETE /api/v1/me/api-tokens/{id}", "api_tokens/delete.rs"),
    ("GET /api/v1/me/activity", "activity/own.rs"),
    ("GET /api/v1/team/users", "team/list_users.rs"),
    ("GET /api/v1/team/users/{id}", "team/show_user.rs"),
    ("PATCH /api/v1/team/users/{id}", "team/edit_rights.rs"),
    ("POST /api/v1/team/users", "team/invite.rs"),
    ("POST /api/v1/team/users/{id}/invitation", "team/invite_again.rs"),
    ("DELETE /api/v1/team/users/{id}", "team/remove.rs"),
    ("DELETE /api/v1/team/users/{id}/sessions", "team/end_sessions.rs"),
    ("POST /api/v1/team/users/{id}/password-reset", "team/password_reset.rs"),
    ("POST /api/v1/team/users/{id}/two-factor/reset", "team/reset_two_factor.rs"),
    ("GET /api/v1/team/policy", "team/policy.rs"),
    ("PUT /api/v1/team/policy", "team/policy.rs"),
    ("GET /api/v1/team/activity", "activity/team.rs"),
    ("GET /api/v1/countries", "service/countries.rs"),
    ("GET /api/v1/support", "service/support.rs"),
    ("GET /api/v1/outbox", "service/outbox.rs"),
    ("GET /api/v1/problems", "service/problems.rs"),
    ("GET /problems/{code}", "service/problems.rs"),
    ("GET /api/v1/openapi.yaml", "service/contract.rs"),
    ("GET /api/v1/openapi.json", "service/contract.rs"),
    ("GET /.well-known/jwks.json", "service/jwks.rs"),
    ("GET /.well-known/change-password", "service/well_known.rs"),
    ("GET /.well-known/security.txt", "service/well_known.rs"),
    ("GET /.well-known/apple-app-site-association", "service/well_known.rs"),
    ("GET /.well-known/assetlinks.json", "service/well_known.rs"),
    ("GET /docs", "service/contract.rs"),
    ("GET /docs/", "service/contract.rs"),
    ("GET /docs/{file}", "service/contract.rs"),
    ("GET /health/live", "service/health.rs"),
    ("GET /health/ready", "service/health.rs"),
];

/// What an enrollment token opens.
const OF_ENROLLMENT: [&str; 5] = [
    "GET /api/v1/me",
    "GET /api/v1/me/two-factor",
    "POST /api/v1/me/two-factor/totp",
    "POST /api/v1/me/two-factor/totp/confirm",
    "POST /api/v1/auth/logout",
];

#[test]
fn every_operation_has_its_tests() {
    let table = BTreeMap::from(TESTED_IN);
    for operation in operations() {
        let told = operation.to_string();
        let file = table.get(told.as_str());
        let file = file.unwrap_or_else(|| panic!("{told}: write its tests and add them to the table"));
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("api").join(file);
        assert!(file.exists(), "{told}: there is no {}", file.display());

        // One that no module names is no part of the tests.
        let folder = fs::read_to_string(file.with_file_name("mod.rs")).expect("the folder's module");
        let module = file.file_stem().and_then(|name| name.to_str()).expect("a name");
        let is_named = folder.lines().any(|line| line.ends_with(&format!("mod {module};")));
        assert!(is_named, "{told}: {module} is missing in mod.rs beside {}", file.display());
    }
}

#[actix_web::test]
async fn every_operation_refuses_a_stranger_unless_it_says_that_it_is_public() {
    let app = TestApp::start().await;
    for operation in operations().filter(|operation| !operation.is_public()) {
        let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
        let call = || Call::root(method.clone(), &operation.some_path());
        for call in [
            call(),
            call().body("text/plain", "nonsense"),
            call().header("Authorization", "Bearer x"),
            call().header("Authorization", "Bearer a.b.c"),
            call().header("Authorization", "Basic YWxpY2U6c2V2ZW4="),
            call().header("Cookie", "vestibule_refresh=x; vestibule_device=x"),
        ] {
            let refused = app.script().send(call).await;
            assert_eq!(refused.status, 401, "{operation}: {refused}");
            refused.refused(401, "invalid_token");
        }
    }
}

#[actix_web::test]
async fn what_says_that_it_is_public_asks_for_no_token() {
    let app = TestApp::start().await;
    for operation in operations().filter(|operation| operation.is_public() && operation.method == "GET") {
        let path = operation.some_path().replace("01890000-0000-7000-8000-000000000000", "forbidden");
        let answer = app.script().send(Call::root(Method::GET, &path)).await;
        // A file that isn't there is asked for without a token, too.
        let may_be_missing = path == "/docs/forbidden" || path.starts_with("/.well-known/a");
        assert!(answer.status < 400 || may_be_missing, "{operation}: {answer}");
    }
}

#[actix_web::test]
async fn s11_an_enrollment_token_opens_the_set_up_alone() {
    let app = TestApp::start().await;
    app.team_with("Acme", |policy| {
        policy.require_two_factor = true;
        policy.grace_days = 0;
    })
    .await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    assert_eq!(client.log_in(&alice).await["status"], "enrollment_required");
    for operation in operations().filter(|operation| !operation.is_public()) {
        let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
        let answer = client.clone().send(Call::root(method, &operation.some_path()).json(&json!({}))).await;
        let is_open = OF_ENROLLMENT.contains(&operation.to_string().as_str());
        if is_open {
            assert!(!matches!(answer.status, 401 | 403), "{operation}: {answer}");
        } else {
            assert_eq!(answer.status, 403, "{operation}: {answer}");
            answer.refused(403, "enrollment_required");
        }
    }
}

#[test]
fn operations_have_names_of_their_own_and_say_what_they_do() {
    let mut names = BTreeSet::new();
    for operation in operations() {
        let name = operation.told["operationId"].as_str().unwrap_or_default();
        assert!(!name.is_empty() && names.insert(name), "{operation}: the name {name} is taken");
        for part in ["summary", "description"] {
            let text = operation.told[part].as_str();
            assert!(text.is_some_and(|text| text.ends_with('.')), "{operation} has no {part}");
        }
    }
}

/// That each is one of its schema's, `npm run lint:contract` holds.
#[test]
fn each_body_and_each_good_answer_has_an_example() {
    for operation in operations() {
        let responses = operation.told["responses"].as_object().expect("responses");
        let good = responses.iter().filter(|(status, _)| status.starts_with('2'));
        let answers = good.map(|(_, response)| &response["content"]["application/json"]);
        let body = &operation.told["requestBody"]["content"]["application/json"];
        for media in answers.chain([body]).filter(|media| media.is_object()) {
            let kinds = media["examples"].as_object().map_or(0, serde_json::Map::len);
            assert_ne!(
                media.get("example").is_some(),
                kinds > 0,
                "{operation}: one example, or several kinds"
            );
        }
    }
}

#[test]
fn each_way_that_a_log_in_may_come_out_has_an_example() {
    let told = operations().find(|operation| operation.to_string() == "POST /api/v1/auth/login");
    let told = told.expect("the log-in").response(200).expect("a good answer");
    let examples = told["content"]["application/json"]["examples"].as_object().expect("examples");
    let shown: BTreeSet<_> = examples.values().filter_map(|kind| kind["value"]["status"].as_str()).collect();
    let ways = CONTRACT["components"]["schemas"]["LoginOutcome"]["oneOf"].as_array().expect("ways");
    let ways: BTreeSet<_> =
        ways.iter().filter_map(|way| way["allOf"][1]["properties"]["status"]["enum"][0].as_str()).collect();
    assert_eq!(ways.len(), 3);
    assert_eq!(shown, ways);
}

/// A client that is compiled from the contract goes on where an answer has a word that came later.
#[test]
fn words_that_may_come_later_are_not_closed() {
    for (schema, field) in
        [("Problem", "code"), ("Problem", "reason"), ("Activity", "action"), ("Me", "role")]
    {
        let told = &CONTRACT["components"]["schemas"][schema]["properties"][field];
        assert!(
            told["x-extensible-enum"].as_array().is_some_and(|words| !words.is_empty()),
            "{schema}.{field}"
        );
        assert!(told.get("enum").is_none(), "{schema}.{field}");
    }
}

#[test]
fn every_refusal_is_told_as_a_problem() {
    for operation in operations() {
        let responses = operation.told["responses"].as_object().expect("responses");
        for (status, response) in responses.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
            let content = response["content"].as_object().expect("a body");
            let types: Vec<_> = content.keys().collect();
            assert_eq!(types, ["application/problem+json"], "{operation} {status}");
            let schema = &content["application/problem+json"]["schema"];
            assert_eq!(schema["$ref"], "#/components/schemas/Problem", "{operation} {status}");
        }
    }
}

#[test]
fn bodies_refuse_unknown_fields() {
    for operation in operations() {
        let schema = &operation.told["requestBody"]["content"]["application/json"]["schema"];
        let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) else { continue };
        let schema = &CONTRACT["components"]["schemas"][name];
        assert_eq!(schema["additionalProperties"], Value::Bool(false), "{operation}: {name}");
    }
}

#[test]
fn a_body_of_no_required_fields_may_be_left_out() {
    for operation in operations() {
        let body = &operation.told["requestBody"];
        let schema = &body["content"]["application/json"]["schema"];
        let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) else { continue };
        let is_required = !CONTRACT["components"]["schemas"][name]["required"].is_null();
        assert_eq!(body["required"] == true, is_required, "{operation}: no body counts as {{}}");
    }
}

#[test]
fn paths_stand_below_the_version_or_at_the_root() {
    for operation in operations() {
        let at_the_root = ["/health/", "/.well-known/", "/docs", "/problems/"];
        let stands_well = operation.path.starts_with("/api/v1/")
            || at_the_root.iter().any(|root| operation.path.starts_with(root));
        assert!(stands_well, "{operation}");
    }
    assert!(CONTRACT["components"]["securitySchemes"]["bearer"].is_object());
}
