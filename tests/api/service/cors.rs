//! CORS: for the origins that are configured, and nobody else.

use reqwest::Method;

use crate::support::{Answer, Call, TestApp, json};

const FRIEND: &str = "https://app.example.com";
const STRANGER: &str = "https://evil.example";

async fn with_friend() -> TestApp {
    TestApp::with(&[("allowed_origins", FRIEND)]).await
}

fn preflight(origin: &str, method: &str) -> Call {
    Call::new(Method::OPTIONS, "/me")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", method)
        .header("Access-Control-Request-Headers", "authorization, content-type")
}

fn says_nothing_of_cors(answer: &Answer) {
    let said: Vec<_> =
        answer.headers.keys().filter(|name| name.as_str().starts_with("access-control-")).collect();
    assert!(said.is_empty(), "{said:?}");
}

#[actix_web::test]
async fn a_configured_origin_may_call_with_credentials() {
    let app = with_friend().await;
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        let allowed = app.script().send(preflight(FRIEND, method)).await;
        assert!(matches!(allowed.status, 200 | 204), "{allowed}");
        assert_eq!(allowed.header("access-control-allow-origin"), FRIEND);
        assert_eq!(allowed.header("access-control-allow-credentials"), "true");
        assert_eq!(allowed.header("access-control-max-age"), "600");
        assert!(allowed.header("access-control-allow-methods").contains(method));
        let headers = allowed.header("access-control-allow-headers").to_lowercase();
        assert!(headers.contains("authorization") && headers.contains("content-type"), "{headers}");
    }
}

#[actix_web::test]
async fn its_answers_can_be_read_refusals_too() {
    let app = with_friend().await;
    for path in ["/support", "/me", "/nowhere"] {
        let answer = app.script().send(Call::get(path).header("Origin", FRIEND)).await;
        assert_eq!(answer.header("access-control-allow-origin"), FRIEND, "{path}");
        assert!(answer.header("vary").to_lowercase().contains("origin"), "{path}: {:?}", answer.headers);
        let exposed = answer.header("access-control-expose-headers").to_lowercase();
        for header in ["date", "retry-after", "www-authenticate", "x-request-id"] {
            assert!(exposed.contains(header), "{header} in {exposed}");
        }
    }
}

#[actix_web::test]
async fn a_foreign_origin_hears_nothing_of_cors() {
    let app = with_friend().await;
    for origin in [STRANGER, "null", "https://app.example.com.evil.example", "http://app.example.com"] {
        says_nothing_of_cors(&app.script().send(preflight(origin, "GET")).await);
        says_nothing_of_cors(&app.script().send(Call::get("/support").header("Origin", origin)).await);
        says_nothing_of_cors(&app.script().send(Call::get("/me").header("Origin", origin)).await);
    }
    let alone = TestApp::start().await;
    says_nothing_of_cors(&alone.script().send(preflight(FRIEND, "GET")).await);
}

#[actix_web::test]
async fn a_configured_origin_may_use_cookies_and_a_foreign_one_may_not() {
    let app = with_friend().await;
    let alice = app.user("alice").create().await;
    app.browser().on_page_of(FRIEND).log_in(&alice).await.authenticated();
    let refused = app.browser().on_page_of(STRANGER).log_in(&alice).await;
    refused.refused(403, "origin_not_allowed");
    assert!(refused.set_cookies().is_empty());
    // By bearer anybody may ask; a browser can't read the answer.
    let body = json!({"username": "alice", "password": alice.password});
    let call = Call::post("/auth/login").json(&body).header("Origin", STRANGER);
    let answer = app.script().send(call).await;
    answer.authenticated();
    says_nothing_of_cors(&answer);
}
