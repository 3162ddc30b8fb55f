use crate::{
    api::{
        api_tokens::{made, made_for, proven, script_of},
        rules::s17_access_tokens::claims_of,
    },
    support::{TestApp, json},
};

#[actix_web::test]
async fn an_api_token_gives_an_access_token_and_nothing_else() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let token = made(&mut owner).await;

    let answer = app.script().post("/auth/token", json!({ "api_token": token })).await;

    let mut members: Vec<_> = answer.is(200).json().as_object().expect("an object").keys().collect();
    members.sort();
    assert_eq!(members, ["access_token", "expires_in", "token_type"]);
    assert_eq!((&answer["token_type"], &answer["expires_in"]), (&json!("Bearer"), &json!(300)));
    assert!(answer.set_cookies().is_empty());
}

#[actix_web::test]
async fn its_access_token_says_what_it_is_and_what_for() {
    let app = TestApp::start().await;
    let (alice, mut owner) = proven(&app, "alice").await;
    let made_at = app.now().timestamp();
    let token = made_for(&mut owner, &["team:read", "account:read"]).await;
    let id = owner.get("/me/api-tokens").await["items"][0]["id"].clone();
    app.advance(60);
    let claims = claims_of(&script_of(&app, &token).await);

    assert_eq!((&claims["sub"], &claims["sid"]), (&json!(alice.id), &id));
    assert_eq!((&claims["amr"], &claims["acr"]), (&json!(["api_token"]), &json!("aal1")));
    assert_eq!((&claims["scope"], &claims["client_id"]), (&json!("team:read account:read"), &json!("api")));
    assert_eq!(claims["auth_time"], made_at, "the proof is as old as the token");
    assert!(claims["gen"].is_i64() && claims["role"] == "member", "{claims}");
}

#[actix_web::test]
async fn s11_whatever_is_no_api_token_is_unknown() {
    let app = TestApp::start().await;
    let mut script = app.script();
    for token in ["", " ", "vst_", "\u{0}", "a.b.c", "💥", &"x".repeat(4096), &"x".repeat(60_000)] {
        let refused = script.post("/auth/token", json!({ "api_token": token })).await;
        assert!(!refused.refused(401, "invalid_token").has("reason"), "{refused}");
        assert_eq!(refused.header("www-authenticate"), r#"Bearer error="invalid_token""#);
    }
    script.post("/auth/token", json!({})).await.faulty("/api_token", "required");
    script.post("/auth/token", json!({ "api_token": 5 })).await.faulty("/api_token", "wrong_type");
    let unknown = json!({ "api_token": "x", "scope": "team:read" });
    script.post("/auth/token", unknown).await.faulty("/scope", "unknown_field");
}

#[actix_web::test]
async fn the_secret_counts_whole_and_as_it_is_spelt() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let token = made(&mut owner).await;
    for other in [&token[4..], &token[..token.len() - 1], &format!("{token} "), &token.to_uppercase()] {
        app.script().post("/auth/token", json!({ "api_token": other })).await.refused(401, "invalid_token");
    }
    script_of(&app, &token).await;
}

#[actix_web::test]
async fn a_scope_of_other_services_opens_nothing_here() {
    let app = TestApp::with(&[("api_tokens.scopes", "account:read, invoices:read")]).await;
    let (_, mut owner) = proven(&app, "alice").await;
    let token = made_for(&mut owner, &["invoices:read"]).await;
    let mut script = script_of(&app, &token).await;
    assert_eq!(claims_of(&script)["scope"], "invoices:read");
    script.get("/me").await.refused(403, "forbidden");
}

#[actix_web::test]
async fn s25_it_is_no_log_in() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let token = made(&mut owner).await;
    let before = owner.get("/me/activity").await;
    let mut script = script_of(&app, &token).await;
    script.get("/me").await.is(200);
    assert_eq!(owner.get("/me/activity").await["items"], before["items"]);
    assert_eq!(owner.get("/me/sessions").await["items"].as_array().map(Vec::len), Some(1));
}
