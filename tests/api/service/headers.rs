//! S22: what headers every answer has.

use reqwest::Method;

use crate::support::{Answer, Call, TestApp};

async fn some_answers(app: &TestApp) -> Vec<Answer> {
    let mut client = app.script();
    let calls = [
        Call::get("/me"),
        Call::get("/countries"),
        Call::get("/nowhere"),
        Call::new(Method::DELETE, "/countries"),
        Call::post("/auth/login").body("application/json", "{"),
        Call::root(Method::GET, "/docs/"),
        Call::root(Method::GET, "/problems/forbidden"),
        Call::root(Method::GET, "/health/live"),
    ];
    let mut answers = Vec::new();
    for call in calls {
        answers.push(client.send(call).await);
    }
    answers
}

#[actix_web::test]
async fn s22_every_answer_has_the_headers_that_keep_browsers_safe() {
    let app = TestApp::start().await;
    for answer in some_answers(&app).await {
        let csp = answer.header("content-security-policy");
        assert!(csp.contains("default-src 'none'") && csp.contains("frame-ancestors 'none'"), "{csp}");
        assert!(
            !csp.contains("unsafe-inline") && !csp.contains("unsafe-eval") && !csp.contains('*'),
            "{csp}"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("permissions-policy", "otp-credentials=(self)"),
        ] {
            assert_eq!(answer.header(name), value, "{name}: {answer}");
        }
        assert!(!answer.headers.contains_key("server") && !answer.headers.contains_key("x-powered-by"));
        assert_eq!(answer.header("strict-transport-security"), "", "not over http");
    }
}

#[actix_web::test]
async fn s22_over_https_browsers_are_told_to_stay_with_it() {
    let app = TestApp::with(&[
        ("public_url", "https://portal.example.com"),
        ("sms.gateway", "none"),
        ("mail.gateway", "smtp"),
        ("mail.smtp_url", "smtp://127.0.0.1:1?tls=none"),
        ("mail.from", "portal@example.com"),
        ("master_key", "aHVzaC1odXNoLWh1c2gtaHVzaC1odXNoLWh1c2gtaHU="),
    ])
    .await;
    for answer in some_answers(&app).await {
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
    }
}

#[actix_web::test]
async fn s22_no_answer_is_kept_that_is_not_public() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    assert_eq!(client.sign_in(&alice).await.header("cache-control"), "no-store");
    for path in ["/me", "/me/two-factor", "/me/devices", "/team/users", "/nowhere", "/outbox"] {
        assert_eq!(client.get(path).await.header("cache-control"), "no-store", "{path}");
    }
    for path in ["/countries", "/support", "/problems", "/openapi.json"] {
        assert!(client.get(path).await.header("cache-control").starts_with("public"), "{path}");
    }
}
