use crate::support::{Call, TestApp, json};

fn remember() -> crate::support::Value {
    json!({ "remember_device": true })
}

/// The attributes of a `Set-Cookie`, sorted, without name and value.
fn attributes(cookie: &str) -> Vec<String> {
    let mut attributes: Vec<_> = cookie.split("; ").skip(1).map(str::to_owned).collect();
    attributes.sort();
    attributes
}

#[actix_web::test]
async fn cookies_are_kept_from_scripts_and_other_sites() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;

    let answer = app.browser().sign_in_with(&alice, remember()).await;

    let lives =
        [("vestibule_refresh", 3600), ("vestibule_device", 2_592_000), ("vestibule_known", 34_560_000)];
    for (name, seconds) in lives {
        let expected = ["HttpOnly", &format!("Max-Age={seconds}"), "Path=/", "SameSite=Strict"];
        assert_eq!(attributes(answer.set_cookie(name)), expected, "{name}");
    }
}

#[actix_web::test]
async fn over_https_cookies_are_tied_to_the_host_and_secure() {
    let app = TestApp::with(&[("public_url", "https://localhost")]).await;
    let alice = app.user("alice").with_totp().create().await;
    let mut browser = app.browser();

    let answer = browser.sign_in_with(&alice, remember()).await;

    for name in ["__Host-vestibule_refresh", "__Host-vestibule_device", "__Host-vestibule_known"] {
        let attributes = attributes(answer.set_cookie(name));
        assert!(attributes.contains(&"Secure".to_owned()), "{name}: {attributes:?}");
        assert!(attributes.contains(&"Path=/".to_owned()), "{name}: {attributes:?}");
        assert!(!attributes.iter().any(|attribute| attribute.starts_with("Domain")), "{attributes:?}");
    }
    browser.refresh().await.authenticated();
    browser.log_in(&alice).await.authenticated();

    let mut plain = app.browser();
    let token = browser.cookies["__Host-vestibule_refresh"].clone();
    plain.cookies.insert("vestibule_refresh".to_owned(), token);
    plain.refresh().await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn a_device_cookie_lives_as_long_as_what_is_left_of_30_days() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut browser = app.browser();
    browser.sign_in_with(&alice, remember()).await;

    app.advance(10 * 86_400);
    let answer = browser.log_in(&alice).await;

    assert_eq!(answer.authenticated()["device_expires_in"], 20 * 86_400);
    assert!(answer.set_cookie("vestibule_device").contains("Max-Age=1728000"));
}

#[actix_web::test]
async fn c53_two_people_who_share_a_browser_are_both_remembered() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").with_totp().create().await;
    let mut browser = app.browser();
    browser.sign_in_with(&alice, remember()).await;
    browser.sign_in_with(&bob, remember()).await;

    for _ in 0..2 {
        assert_eq!(browser.log_in(&alice).await.authenticated()["user"]["username"], "alice");
        assert_eq!(browser.log_in(&bob).await.authenticated()["user"]["username"], "bob");
    }
    assert_eq!(browser.cookies["vestibule_device"].split('.').count(), 2);
    assert_eq!(browser.cookies["vestibule_known"].split('.').count(), 2);
}

#[actix_web::test]
async fn a_browser_remembers_five_people_newest_first() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let mut people = Vec::new();
    for name in ["alice", "bob", "carol", "dave", "erin", "frank"] {
        let person = app.user(name).with_totp().create().await;
        let answer = browser.sign_in_with(&person, remember()).await;
        let token = answer.set_cookie("vestibule_device").to_owned();
        assert!(browser.cookies["vestibule_device"].split('.').count() <= 5, "{token}");
        people.push(person);
    }

    browser.clone().log_in(&people[0]).await.challenged();
    for person in &people[1..] {
        browser.log_in(person).await.authenticated();
    }
    assert_eq!(browser.cookies["vestibule_device"].split('.').count(), 5);
    assert_eq!(browser.cookies["vestibule_known"].split('.').count(), 5);
}

#[actix_web::test]
async fn logging_in_again_in_one_browser_does_not_fill_its_cookies() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut browser = app.browser();
    for _ in 0..4 {
        browser.log_in(&alice).await.challenged();
        browser.verify(&app.next_code(&alice)).await.authenticated();
    }
    assert_eq!(browser.cookies["vestibule_known"].split('.').count(), 1);
}

#[actix_web::test]
async fn two_cookies_of_one_name_are_malformed() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut browser = app.browser();
    browser.sign_in_with(&alice, remember()).await;
    let body = json!({ "username": "alice", "password": alice.password, "transport": "cookie" });

    for name in ["vestibule_device", "vestibule_known"] {
        let twice = format!("{name}=a; {name}={}", browser.cookies[name]);
        let call = Call::post("/auth/login").json(&body).header("Cookie", &twice);
        browser.clone().send(call).await.refused(400, "malformed_request");
    }
    let twice = format!("vestibule_refresh={}; vestibule_refresh=b", browser.cookies["vestibule_refresh"]);
    let call = Call::post("/auth/refresh").json(&json!({ "transport": "cookie" })).header("Cookie", &twice);
    browser.clone().send(call).await.refused(400, "malformed_request");
    let call = Call::post("/auth/logout").json(&json!({})).header("Cookie", &twice);
    let mut without_token = browser.clone();
    without_token.access_token = None;
    without_token.send(call).await.refused(400, "malformed_request");
}
