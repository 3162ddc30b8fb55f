//! S8: where a call comes from.

use crate::support::{Call, TestApp, json};

/// Spends an address's budget with headers that change each time, and says how the next call fares.
async fn exhausts(app: &TestApp, header: &str, value: impl Fn(usize) -> String) -> u16 {
    let guess = |number: usize| {
        let body = json!({ "username": format!("nobody{number}"), "password": "not the right one" });
        Call::post("/auth/login").json(&body).header(header, &value(number))
    };
    for number in 0..30 {
        app.script().send(guess(number)).await.refused(401, "invalid_credentials");
    }
    app.script().send(guess(30)).await.status
}

#[actix_web::test]
async fn s8_without_a_trusted_proxy_headers_are_not_believed() {
    let app = TestApp::start().await;
    assert_eq!(exhausts(&app, "X-Forwarded-For", |number| format!("203.0.113.{number}")).await, 429);
    let app = TestApp::start().await;
    assert_eq!(exhausts(&app, "Forwarded", |number| format!("for=203.0.113.{number}")).await, 429);
}

#[actix_web::test]
async fn s8_c25_behind_a_trusted_proxy_the_right_end_counts() {
    let app = TestApp::behind_a_proxy().await;
    let forged = |number: usize| format!("198.51.100.{number}, 203.0.113.7");
    assert_eq!(exhausts(&app, "X-Forwarded-For", forged).await, 429);
    let forged = |number: usize| format!("for=198.51.100.{number}, for=\"203.0.113.8\";proto=https");
    assert_eq!(exhausts(&app, "Forwarded", forged).await, 429);
    let unreadable = |number: usize| format!("198.51.100.{number}, unknown");
    assert_eq!(exhausts(&app, "X-Forwarded-For", unreadable).await, 429);
}

#[actix_web::test]
async fn s8_a_chain_of_trusted_proxies_is_read_through() {
    let app = TestApp::with(&[("trusted_proxies", "127.0.0.0/8,10.0.0.0/8")]).await;
    let chained = |number: usize| format!("198.51.100.{number}, 203.0.113.7, 10.0.0.{number}");
    assert_eq!(exhausts(&app, "X-Forwarded-For", chained).await, 429);
}

#[actix_web::test]
async fn s8_addresses_behind_a_proxy_have_budgets_of_their_own() {
    let app = TestApp::behind_a_proxy().await;
    assert_eq!(exhausts(&app, "X-Forwarded-For", |number| format!("203.0.113.{number}")).await, 401);
    assert_eq!(exhausts(&app, "Forwarded", |number| format!("for=198.51.100.{number}")).await, 401);
}

#[actix_web::test]
async fn s8_c23_a_household_of_ipv6_counts_as_one() {
    let app = TestApp::behind_a_proxy().await;
    let neighbours = |number: usize| format!("2001:db8:1:2::{number:x}");
    assert_eq!(exhausts(&app, "X-Forwarded-For", neighbours).await, 429);
    let strangers = |number: usize| format!("2001:db8:2:{number:x}::1");
    assert_eq!(exhausts(&app, "X-Forwarded-For", strangers).await, 401);
}
