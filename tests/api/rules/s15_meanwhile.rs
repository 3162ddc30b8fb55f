//! S15: what ends or demotes a caller ends what they asked before it, too: a body may come long after its headers.

use reqwest::Method;

use crate::support::{Call, TestApp, hold, json};

#[actix_web::test]
async fn s15_an_ended_session_changes_nothing_by_a_body_that_comes_late() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut thief, mut owner) = (app.script(), app.script());
    thief.sign_in(&alice).await;
    app.advance(30);
    owner.sign_in(&alice).await;
    let calls = [
        Call::new(Method::PUT, "/me/email").json(&json!({ "email": "thief@example.net" })),
        Call::new(Method::PATCH, &format!("/team/users/{}", alice.id))
            .json(&json!({ "cell_phone": "+12015550142" })),
        Call::new(Method::PATCH, "/me").json(&json!({ "name": "Mallory" })),
        Call::post("/me/two-factor/backup-codes").json(&json!({})),
        Call::post("/me/two-factor/totp").json(&json!({})),
        Call::post("/me/api-tokens").json(&json!({ "name": "late", "scopes": ["account:read"] })),
    ];
    let mut held = Vec::new();
    for call in calls {
        held.push(hold(&app, &thief.dress(call)).await);
    }

    owner.delete("/me/sessions").await.is(204);

    for call in held {
        assert_eq!(call.finish().await.refused(401, "invalid_token")["reason"], "ended");
    }
    assert!(app.mails_to("thief@example.net").is_empty());
    let me = owner.get("/me").await;
    assert!(me.text("name") != "Mallory" && me["cell_phone"].is_null(), "{me}");
    assert!(owner.get("/me/api-tokens").await["items"].as_array().is_some_and(Vec::is_empty));
}

#[actix_web::test]
async fn s18_a_demoted_admin_changes_nobody_by_a_body_that_comes_late() {
    let app = TestApp::start().await;
    let member = app.user("member").create().await;
    let mallory = app.user("mallory").admin().with_totp().create().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    let (mut late, mut office) = (app.script(), app.script());
    late.sign_in(&mallory).await;
    office.sign_in(&admin).await;
    let path = format!("/team/users/{}", member.id);
    let calls = [
        Call::new(Method::PATCH, &path).json(&json!({ "role": "admin" })),
        Call::new(Method::PATCH, &path).json(&json!({ "cell_phone": "+12015550142" })),
        Call::post(&format!("{path}/two-factor/reset")).json(&json!({})),
        Call::new(Method::PUT, "/team/policy").json(&json!({ "allow_sms": false })),
    ];
    let mut held = Vec::new();
    for call in calls {
        held.push(hold(&app, &late.dress(call)).await);
    }

    office.patch(&format!("/team/users/{}", mallory.id), json!({ "role": "member" })).await.is(200);

    for call in held {
        call.finish().await.refused(403, "forbidden");
    }
    assert_eq!(office.get(&path).await["role"], "member");
    assert_eq!(office.get("/team/policy").await["allow_sms"], true);
}

#[actix_web::test]
async fn s27_no_text_goes_out_that_the_team_forbade_before_its_body_came() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    let (mut owner, mut office) = (app.script(), app.script());
    owner.sign_in(&alice).await;
    office.sign_in(&admin).await;
    let held = hold(&app, &owner.dress(Call::post("/auth/step-up/sms").json(&json!({})))).await;

    let forbid = Call::new(Method::PUT, "/team/policy").json(&json!({ "allow_sms": false }));
    office.send(forbid).await.is(200);

    assert_eq!(held.finish().await.refused(409, "sms_unavailable")["reason"], "team_forbids");
    assert!(app.texts_to("+12015550142").is_empty());
}

#[actix_web::test]
async fn s27_no_text_goes_to_a_number_that_was_replaced_before_its_body_came() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    let held = hold(&app, &owner.dress(Call::post("/auth/step-up/sms").json(&json!({})))).await;

    let path = format!("/team/users/{}", alice.id);
    owner.patch(&path, json!({ "cell_phone": "+12015550143" })).await.is(200);

    assert_eq!(held.finish().await.refused(409, "sms_unavailable")["reason"], "unverified");
    assert!(app.outbox().iter().all(|message| message.channel != "sms"));
}

#[actix_web::test]
async fn s12_a_token_from_before_the_second_factor_makes_no_api_token_by_a_body_that_comes_late() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    let call = Call::post("/me/api-tokens").json(&json!({ "name": "late", "scopes": ["account:read"] }));
    let held = hold(&app, &owner.dress(call)).await;

    owner.enroll(&mut alice).await;

    assert_eq!(held.finish().await.refused(401, "invalid_token")["reason"], "superseded");
    assert!(owner.get("/me/api-tokens").await["items"].as_array().is_some_and(Vec::is_empty));
}
