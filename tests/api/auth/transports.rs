//! The two ways to hold a session, and the origin that cookies ask for.

use crate::support::{Call, TestApp, json};

#[actix_web::test]
async fn c133_a_foreign_page_can_not_sign_a_browser_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let port = app.address().port();
    let foreign = ["https://evil.example", "null", "http://localhost", &format!("https://localhost:{port}")];
    for origin in foreign {
        let answer = app.browser().on_page_of(origin).log_in(&alice).await;
        answer.refused(403, "origin_not_allowed");
        assert!(answer.set_cookies().is_empty(), "{origin}");
    }
    let mut nowhere = app.script();
    let answer = nowhere.log_in_with(&alice, json!({ "transport": "cookie" })).await;
    answer.refused(403, "origin_not_allowed");
}

#[actix_web::test]
async fn a_code_from_a_foreign_page_is_refused_before_it_is_spent() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut browser = app.browser();
    browser.log_in(&alice).await.challenged();
    let code = alice.totp_code(app.now());

    let mut foreign = browser.clone().on_page_of("https://evil.example");
    let refused = foreign.verify(&code).await;
    refused.refused(403, "origin_not_allowed");
    assert!(refused.set_cookies().is_empty());
    browser.verify(&code).await.authenticated();
}

#[actix_web::test]
async fn a_confirm_by_cookie_from_a_foreign_page_is_refused() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut browser = app.browser();
    browser.sign_in(&alice).await;
    let begun = browser.post("/me/two-factor/totp", json!({})).await;
    alice.scan(begun.is(201).text("secret"));
    let body = json!({
        "enrollment_id": begun["enrollment_id"],
        "code": alice.totp_code(app.now()),
        "transport": "cookie",
    });

    let mut foreign = browser.clone().on_page_of("https://evil.example");
    let refused = foreign.post("/me/two-factor/totp/confirm", body.clone()).await;
    refused.refused(403, "origin_not_allowed");
    browser.post("/me/two-factor/totp/confirm", body).await.is(200);
}

#[actix_web::test]
async fn pages_of_allowed_origins_may_sign_in_and_get_cors() {
    let app = TestApp::with(&[("allowed_origins", "https://portal.example.com")]).await;
    let alice = app.user("alice").create().await;
    let mut portal = app.browser().on_page_of("https://portal.example.com");

    let answer = portal.log_in(&alice).await;

    answer.authenticated();
    assert_eq!(answer.header("access-control-allow-origin"), "https://portal.example.com");
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    let exposed = answer.header("access-control-expose-headers").to_ascii_lowercase();
    for name in ["date", "retry-after", "www-authenticate", "x-request-id"] {
        assert!(exposed.contains(name), "{exposed}");
    }
    let refused = portal.guess("alice").await;
    assert_eq!(refused.header("access-control-allow-origin"), "https://portal.example.com");

    let foreign = app.browser().on_page_of("https://evil.example").log_in(&alice).await;
    assert_eq!(foreign.header("access-control-allow-origin"), "");
}

#[actix_web::test]
async fn a_preflight_of_an_allowed_origin_holds_ten_minutes() {
    let app = TestApp::with(&[("allowed_origins", "https://portal.example.com")]).await;
    let preflight = Call::new(reqwest::Method::OPTIONS, "/auth/login")
        .header("Origin", "https://portal.example.com")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "content-type");

    let answer = app.script().send(preflight).await;

    assert!(answer.status < 300, "{answer}");
    assert_eq!(answer.header("access-control-max-age"), "600");
    assert_eq!(answer.header("access-control-allow-origin"), "https://portal.example.com");
}

#[actix_web::test]
async fn a_script_needs_no_origin_and_gets_no_cookie() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();

    let answer = script.sign_in_with(&alice, json!({ "remember_device": true })).await;

    assert!(answer.set_cookies().is_empty());
    for token in ["refresh_token", "device_token", "known_token"] {
        assert!(!answer.text(token).is_empty());
    }
    assert!(script.refresh().await.authenticated().set_cookies().is_empty());
}

#[actix_web::test]
async fn a_browser_gets_cookies_and_none_of_their_tokens_in_the_body() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;

    let answer = app.browser().sign_in_with(&alice, json!({ "remember_device": true })).await;

    for token in ["refresh_token", "device_token", "known_token"] {
        assert!(!answer.has(token), "{answer}");
    }
    assert_eq!(answer["device_expires_in"], 30 * 86_400);
    assert_eq!(answer.set_cookies().len(), 3, "{:?}", answer.set_cookies());
}

#[actix_web::test]
async fn a_script_does_not_log_in_by_a_browsers_cookies() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut browser = app.browser();
    browser.sign_in_with(&alice, json!({ "remember_device": true })).await;

    browser.log_in_with(&alice, json!({ "transport": "bearer" })).await.challenged();
    browser.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn c38_a_cookie_from_before_the_log_in_is_replaced() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut browser = app.browser();
    browser.cookies.insert("vestibule_refresh".to_owned(), "planted".to_owned());

    browser.sign_in(&alice).await;

    assert_ne!(browser.cookies["vestibule_refresh"], "planted");
    browser.refresh().await.authenticated();
}
