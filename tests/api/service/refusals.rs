//! What is no operation at all: told as a problem too.

use reqwest::Method;

use crate::support::{Call, TestApp, contract, json};

#[actix_web::test]
async fn unknown_paths_are_not_found() {
    let app = TestApp::start().await;
    let mut client = app.script();
    for path in
        ["/", "/api", "/api/v1", "/api/v1/", "/api/v2/me", "/api/v1/me/", "/api/v1//me", "/health", "/.env"]
    {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            client.send(Call::root(method, path)).await.refused(404, "not_found");
        }
    }
}

#[actix_web::test]
async fn wrong_methods_say_which_are_right() {
    let app = TestApp::start().await;
    let mut client = app.script();
    for operation in contract::operations().filter(|operation| !operation.path.starts_with("/docs")) {
        let path = operation.some_path();
        let there: Vec<_> = contract::operations().filter(|other| other.path == operation.path).collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"] {
            if there.iter().any(|other| other.method == method) {
                continue;
            }
            let verb = Method::from_bytes(method.as_bytes()).expect("a method");
            let refused = client.send(Call::root(verb, &path)).await;
            refused.refused(405, "method_not_allowed");
            let allowed: Vec<_> = refused.header("allow").split(", ").collect();
            assert!(
                there.iter().all(|other| allowed.contains(&other.method)),
                "{method} {path}: {allowed:?}"
            );
            assert!(!allowed.contains(&method), "{method} {path}: {allowed:?}");
        }
    }
}

#[actix_web::test]
async fn head_answers_as_get_without_a_body() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    for operation in contract::operations().filter(|operation| operation.method == "GET") {
        let path = operation
            .some_path()
            .replace("/problems/01890000-0000-7000-8000-000000000000", "/problems/forbidden");
        let get = client.send(Call::root(Method::GET, &path)).await;
        // By hand, for the contract tells of a body.
        let bytes = format!(
            "HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\r\n",
            client.access_token.as_deref().expect("a token")
        );
        let head = crate::support::raw(&app, bytes.as_bytes()).await;
        assert_eq!((head.status, head.body.as_str()), (get.status, ""), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        assert!(!head.header("x-request-id").is_empty(), "{path}");
    }
}

#[actix_web::test]
async fn the_body_is_judged_alike_on_every_call() {
    let app = TestApp::start().await;
    for operation in
        contract::operations().filter(|operation| operation.is_public() && operation.method == "POST")
    {
        let call = || Call::root(Method::POST, operation.path);
        let mut client = app.script();
        client.send(call().body("application/json", "{")).await.refused(400, "malformed_request");
        client.send(call().body("text/plain", "{}")).await.refused(415, "unsupported_media_type");
        let large = "x".repeat(64 * 1024 + 1);
        client.send(call().body("application/json", large)).await.refused(413, "body_too_large");
        client.send(call().json(&json!({"nonsense": 1}))).await.refused(422, "validation_failed");
        client.send(call().json(&json!([]))).await.refused(422, "validation_failed");
    }
}
