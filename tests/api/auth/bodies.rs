//! What a log-in's body may be: the rules are those of every call.

use crate::support::{Call, PASSWORD, TestApp, json};

fn log_in() -> Call {
    Call::post("/auth/login")
}

#[actix_web::test]
async fn what_is_not_json_is_malformed() {
    let app = TestApp::start().await;
    let bodies = ["{", "nonsense", r#"{"username":"alice","password":}"#, "{} {}", r#"{"username":'a'}"#];
    for body in bodies {
        let answer = app.script().send(log_in().body("application/json", body)).await;
        answer.refused(400, "malformed_request");
    }
    let not_text = log_in().body("application/json", vec![b'"', 0xff, 0xfe, b'"']);
    app.script().send(not_text).await.refused(400, "malformed_request");
}

#[actix_web::test]
async fn json_of_the_wrong_shape_is_told_where() {
    let app = TestApp::start().await;
    let right = json!({ "username": "alice", "password": PASSWORD });
    let with = |member: &str, value: crate::support::Value| {
        let mut body = right.clone();
        body[member] = value;
        body
    };
    let wrong = [
        (json!({ "username": "alice" }), "/password"),
        (json!({ "password": PASSWORD }), "/username"),
        (json!({}), "/username"),
        (with("username", json!(5)), "/username"),
        (with("password", json!(null)), "/password"),
        (with("code", json!(123_456)), "/code"),
        (with("remember_device", json!("yes")), "/remember_device"),
        (with("transport", json!("pigeon")), "/transport"),
        (with("extra", json!(1)), "/extra"),
        (with("device_token", json!(["a"])), "/device_token"),
    ];
    for (body, pointer) in wrong {
        app.script().post("/auth/login", body).await.faulty_at(pointer);
    }
}

#[actix_web::test]
async fn an_array_or_a_bare_value_is_no_body() {
    let app = TestApp::start().await;
    for body in [json!(["alice", PASSWORD]), json!("alice"), json!(5), json!(null)] {
        app.script().post("/auth/login", body).await.refused(422, "validation_failed");
    }
}

#[actix_web::test]
async fn no_body_counts_as_an_empty_object() {
    let app = TestApp::start().await;
    app.script().send(log_in()).await.faulty_at("/username");
}

#[actix_web::test]
async fn more_than_64_kib_are_too_large_and_64_kib_are_not() {
    let app = TestApp::start().await;
    let body = |size: usize| {
        let frame = json!({ "username": "", "password": PASSWORD }).to_string().len();
        json!({ "username": "a".repeat(size - frame), "password": PASSWORD })
    };
    app.script().post("/auth/login", body(64 * 1024)).await.refused(401, "invalid_credentials");
    app.script().post("/auth/login", body(64 * 1024 + 1)).await.refused(413, "body_too_large");
}

#[actix_web::test]
async fn another_content_type_is_not_supported() {
    let app = TestApp::start().await;
    let body = json!({ "username": "alice", "password": PASSWORD }).to_string();
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
        let answer = app.script().send(log_in().body(content_type, body.clone())).await;
        answer.refused(415, "unsupported_media_type");
    }
    app.user("alice").create().await;
    let with_charset = log_in().body("Application/JSON; charset=utf-8", body);
    app.script().send(with_charset).await.authenticated();
}

#[actix_web::test]
async fn a_device_name_has_64_characters_at_most() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let named = |name: String| json!({ "device_name": name });

    app.script().log_in_with(&alice, named("ü".repeat(64))).await.authenticated();
    app.script().log_in_with(&alice, named("a".repeat(65))).await.faulty_at("/device_name");
}

#[actix_web::test]
async fn all_faults_of_values_are_told_at_once() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let wrong = json!({ "device_name": "a".repeat(65), "code": "12" });

    let answer = app.script().log_in_with(&alice, wrong).await;

    answer.faulty_at("/device_name").faulty_at("/code");
}

#[actix_web::test]
async fn opaque_tokens_of_any_form_are_ignored_where_they_are_optional() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    for token in ["", "ü", "a.b.c", &"x".repeat(4096), "'; DROP TABLE users; --", "\u{0}"] {
        let tokens = json!({ "device_token": token, "known_token": token });
        app.script().log_in_with(&alice, tokens).await.challenged();
    }
}

#[actix_web::test]
async fn another_method_is_told_which_ones_there_are() {
    let app = TestApp::start().await;
    let answer = app.script().get("/auth/login").await;
    answer.refused(405, "method_not_allowed");
    assert!(answer.header("allow").contains("POST"), "{:?}", answer.headers);
}
