//! S15: what ends sessions.

use crate::support::{TestApp, json};

#[actix_web::test]
async fn s15_c40_confirming_an_app_ends_every_other_session_and_this_one_goes_on() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let (mut owner, mut script, mut browser) = (app.script(), app.script(), app.browser());
    owner.sign_in(&alice).await;
    script.sign_in(&alice).await;
    browser.sign_in(&alice).await;
    let before = owner.clone();

    owner.enroll(&mut alice).await;

    for other in [&mut script, &mut browser] {
        let me = other.get("/me").await;
        assert_eq!(me.refused(401, "invalid_token")["reason"], "ended");
        other.refresh().await.refused(401, "invalid_token");
    }
    owner.get("/me").await.is(200);
    let old = before.clone().get("/me").await;
    assert_eq!(old.refused(401, "invalid_token")["reason"], "superseded");
    owner.refresh().await.authenticated();
}

#[actix_web::test]
async fn s15_another_app_ends_every_other_session_and_this_one_goes_on() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let (mut owner, mut other) = (app.script(), app.script());
    other.sign_in(&alice).await;
    owner.sign_in(&alice).await;
    owner.enroll(&mut alice).await;
    assert_eq!(other.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
    other.refresh().await.refused(401, "invalid_token");
    owner.refresh().await.authenticated();
}

#[actix_web::test]
async fn s15_switching_off_and_another_number_end_every_other_session() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let (mut owner, mut other) = (app.script(), app.script());
    other.sign_in(&alice).await;
    owner.sign_in(&alice).await;
    let path = format!("/team/users/{}", alice.id);
    owner.patch(&path, json!({ "cell_phone": "+12015550143" })).await.is(200);
    assert_eq!(other.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
    owner.get("/me").await.is(200);

    other.sign_in(&alice).await;
    owner.delete("/me/two-factor").await.is(204);
    other.get("/me").await.refused(401, "invalid_token");
    owner.refresh().await.authenticated();
}

#[actix_web::test]
async fn s15_an_admin_who_changes_a_number_ends_all_of_the_members_sessions() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    let (mut office, mut script) = (app.script(), app.script());
    script.sign_in(&alice).await;
    office.sign_in(&admin).await;
    let path = format!("/team/users/{}", alice.id);
    office.patch(&path, json!({ "cell_phone": "+12015550142" })).await.is(200);

    script.get("/me").await.refused(401, "invalid_token");
    office.get("/me").await.is(200);
}

#[actix_web::test]
async fn s15_a_name_ends_nothing() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut owner, mut other) = (app.script(), app.script());
    other.sign_in(&alice).await;
    owner.sign_in(&alice).await;
    owner.patch(&format!("/team/users/{}", alice.id), json!({ "name": "Alice Adams" })).await.is(200);
    assert_eq!(other.get("/me").await.is(200)["name"], "Alice Adams");
}

#[actix_web::test]
async fn s24_switching_on_or_off_ends_open_challenges() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let (mut owner, mut pending) = (app.script(), app.script());
    owner.sign_in(&alice).await;
    pending.log_in(&alice).await.challenged();
    owner.enroll(&mut alice).await;
    pending.verify(&app.next_code(&alice)).await.refused(401, "challenge_expired");
}

#[actix_web::test]
async fn s29_a_user_has_fifty_sessions_and_the_oldest_ends() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut scripts = Vec::new();
    for _ in 0..51 {
        let mut script = app.script();
        script.sign_in(&alice).await;
        app.advance(1);
        scripts.push(script);
    }
    scripts[0].get("/me").await.refused(401, "invalid_token");
    for script in &mut scripts[1..] {
        script.get("/me").await.is(200);
    }
}
