use crate::support::{Client, TestApp, json};

async fn ends(mut client: Client) {
    let me = client.get("/me").await;
    assert_eq!(me.refused(401, "invalid_token")["reason"], "ended");
    client.refresh().await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn an_access_token_ends_its_session_at_once_and_again_is_the_same() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let (mut script, mut other) = (app.script(), app.script());
    script.sign_in(&alice).await;
    other.sign_in(&alice).await;

    script.log_out().await.is(204);
    script.log_out().await.is(204);

    ends(script).await;
    other.get("/me").await.is(200);
}

#[actix_web::test]
async fn a_refresh_token_ends_its_session_where_the_access_token_ran_out() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let body = json!({ "refresh_token": script.refresh_token });
    let mut stranger = app.script();

    stranger.post("/auth/logout", body.clone()).await.is(204);
    stranger.post("/auth/logout", body).await.is(204);
    ends(script).await;
}

#[actix_web::test]
async fn an_access_token_that_ran_out_still_logs_out() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    app.advance(301);

    script.log_out().await.is(204);
    script.refresh().await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn a_cookie_logs_out_and_the_devices_cookie_stays() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut browser = app.browser();
    browser.sign_in_with(&alice, json!({ "remember_device": true })).await;
    let session = browser.clone();
    browser.access_token = None;

    let answer = browser.log_out().await;

    answer.is(204);
    let cleared = answer.set_cookie("vestibule_refresh");
    assert!(cleared.starts_with("vestibule_refresh=;") && cleared.contains("Max-Age=0"), "{cleared}");
    assert!(answer.set_cookie("vestibule_device").is_empty());
    ends(session).await;
    browser.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn a_cookie_logs_out_from_our_own_pages_alone() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut browser = app.browser();
    browser.sign_in(&alice).await;

    let mut foreign = browser.clone().on_page_of("https://evil.example");
    foreign.access_token = None;
    let refused = foreign.log_out().await;
    refused.refused(403, "origin_not_allowed");
    assert!(refused.set_cookies().is_empty());
    browser.get("/me").await.is(200);
}

#[actix_web::test]
async fn nothing_and_other_kinds_of_token_end_nothing() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    app.script().log_out().await.refused(401, "invalid_token");

    let mut script = app.script();
    script.sign_in_with(&alice, json!({ "remember_device": true })).await;
    let signed_in = script.clone();
    script.device_token = None;
    script.log_in(&alice).await.challenged();
    let others = [&script.challenge_token, &signed_in.device_token, &signed_in.known_token];
    for token in others.map(|token| token.clone().expect("a token")) {
        app.script().bearing(&token).log_out().await.refused(401, "invalid_token");
        let body = json!({ "refresh_token": token });
        app.script().post("/auth/logout", body).await.refused(401, "invalid_token");
    }
    let refresh = signed_in.refresh_token.clone().expect("a token");
    app.script().bearing(&refresh).log_out().await.refused(401, "invalid_token");
    signed_in.clone().get("/me").await.is(200);
}
