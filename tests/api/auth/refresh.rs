use crate::support::{TestApp, json};

#[actix_web::test]
async fn a_refresh_hands_out_new_tokens_and_the_old_access_token_stays_good() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let before = script.clone();
    app.advance(60);

    let answer = script.refresh().await;

    answer.authenticated();
    assert_eq!(answer["expires_in"], 300);
    assert_eq!(answer["refresh_expires_in"], 3600);
    assert_eq!(answer["user"]["username"], "alice");
    assert_ne!(script.refresh_token, before.refresh_token);
    assert_ne!(script.access_token, before.access_token);
    assert!(!answer.has("known_token") && !answer.has("device_token"), "{answer}");
    script.get("/me").await.is(200);
    before.clone().get("/me").await.is(200);
}

#[actix_web::test]
async fn within_ten_seconds_the_old_token_answers_with_the_same_successor() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let mut other_tab = script.clone();

    let first = script.refresh().await;
    app.advance(9);
    let second = other_tab.refresh().await;

    assert_eq!(second.authenticated()["refresh_token"], first.authenticated()["refresh_token"]);
    other_tab.refresh().await.authenticated();
}

#[actix_web::test]
async fn once_the_successor_is_used_the_old_token_ends_the_session_even_at_once() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let mut thief = script.clone();
    script.refresh().await.authenticated();
    script.refresh().await.authenticated();

    thief.refresh().await.refused(401, "refresh_reused");
    let ended = script.refresh().await;
    assert_eq!(ended.refused(401, "invalid_token")["reason"], "ended");
}

#[actix_web::test]
async fn a_token_that_was_replaced_ten_seconds_ago_ends_the_whole_session() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let mut thief = script.clone();
    script.refresh().await.authenticated();
    app.advance(10);

    thief.refresh().await.refused(401, "refresh_reused");

    let me = script.get("/me").await;
    assert_eq!(me.refused(401, "invalid_token")["reason"], "ended");
    assert_eq!(me.header("www-authenticate"), r#"Bearer error="invalid_token""#);
    let refreshed = script.refresh().await;
    assert_eq!(refreshed.refused(401, "invalid_token")["reason"], "ended");
    thief.refresh().await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn an_hour_without_a_refresh_ends_a_session() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let (mut busy, mut idle) = (app.script(), app.script());
    busy.sign_in(&alice).await;
    idle.sign_in(&alice).await;

    app.advance(3599);
    busy.refresh().await.authenticated();
    app.advance(1);
    let answer = idle.refresh().await;
    assert_eq!(answer.refused(401, "invalid_token")["reason"], "expired");
    busy.refresh().await.authenticated();
}

#[actix_web::test]
async fn a_session_ends_after_24_hours_whatever_it_does() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;

    for _ in 0..24 {
        app.advance(3500);
        script.refresh().await.authenticated();
    }
    app.advance(2300);
    let last = script.refresh().await;
    assert_eq!(last.authenticated()["refresh_expires_in"], 100);
    assert_eq!(last["expires_in"], 100, "no access token outlives its session");
    app.advance(100);
    script.refresh().await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn a_bearer_session_lives_as_long_as_it_is_configured_to() {
    let app = TestApp::with(&[("session.bearer_idle", "30d"), ("session.bearer_absolute", "90d")]).await;
    let alice = app.user("alice").create().await;
    let (mut script, mut browser) = (app.script(), app.browser());
    assert_eq!(script.sign_in(&alice).await["refresh_expires_in"], 30 * 86_400);
    assert_eq!(browser.sign_in(&alice).await["refresh_expires_in"], 3600);

    app.advance(30 * 86_400 - 1);
    script.refresh().await.authenticated();
    browser.refresh().await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn neither_token_nor_cookie_and_tokens_of_any_form_are_invalid() {
    let app = TestApp::start().await;
    app.script().post("/auth/refresh", json!({})).await.refused(401, "invalid_token");
    for token in ["", "x", "a.b.c", "ü", &"z".repeat(4096)] {
        let body = json!({ "refresh_token": token });
        let answer = app.script().post("/auth/refresh", body).await;
        answer.refused(401, "invalid_token");
        assert!(!answer.has("reason"), "a token that never was: {answer}");
    }
}

#[actix_web::test]
async fn a_cookie_session_never_answers_a_refresh_token_in_the_body() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut browser = app.browser();
    let signed_in = browser.sign_in(&alice).await;
    assert!(!signed_in.has("refresh_token"), "{signed_in}");

    let refreshed = browser.refresh().await;
    assert!(!refreshed.authenticated().has("refresh_token"), "{refreshed}");
    assert!(refreshed.set_cookie("vestibule_refresh").contains("Max-Age=3600"));

    let token = browser.cookies["vestibule_refresh"].clone();
    for transport in ["bearer", "cookie"] {
        let body = json!({ "refresh_token": token, "transport": transport });
        let smuggled = browser.clone().post("/auth/refresh", body).await;
        assert!(!smuggled.authenticated().has("refresh_token"), "{smuggled}");
    }
}

#[actix_web::test]
async fn the_body_counts_where_a_cookie_is_there_too() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let bob = app.user("bob").create().await;
    let (mut browser, mut script) = (app.browser(), app.script());
    browser.sign_in(&alice).await;
    script.sign_in(&bob).await;

    let body = json!({ "refresh_token": script.refresh_token });
    let answer = browser.post("/auth/refresh", body).await;
    assert_eq!(answer.authenticated()["user"]["username"], "bob");
}

#[actix_web::test]
async fn a_refresh_by_cookie_has_to_come_from_our_own_pages() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut browser = app.browser();
    browser.sign_in(&alice).await;

    for body in [json!({}), json!({ "transport": "cookie" })] {
        let mut foreign = browser.clone().on_page_of("https://evil.example");
        let refused = foreign.post("/auth/refresh", body.clone()).await;
        refused.refused(403, "origin_not_allowed");
        assert!(refused.set_cookies().is_empty());
        let mut nowhere = browser.clone();
        nowhere.origin = None;
        nowhere.post("/auth/refresh", body).await.refused(403, "origin_not_allowed");
    }
    browser.refresh().await.authenticated();
}

#[actix_web::test]
async fn a_disabled_user_goes_on_with_nothing() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    let (mut script, mut office) = (app.script(), app.script());
    script.sign_in(&alice).await;
    office.sign_in(&admin).await;

    office.patch(&format!("/team/users/{}", alice.id), json!({ "active": false })).await.is(200);

    script.get("/me").await.refused(401, "invalid_token");
    script.refresh().await.refused(401, "invalid_token");
    script.log_in(&alice).await.refused(401, "invalid_credentials");
}
