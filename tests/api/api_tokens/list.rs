use super::{made, proven, script_of};
use crate::support::{Client, TestApp, Value, json};

async fn ids(owner: &mut Client, path: &str) -> Vec<String> {
    let page = owner.get(path).await;
    let items = page.is(200)["items"].as_array().expect("items");
    items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}

#[actix_web::test]
async fn ones_own_are_listed_newest_first_in_pages_and_without_secrets() {
    let app = TestApp::start().await;
    let (_, mut other) = proven(&app, "bob").await;
    made(&mut other).await;
    let (_, mut owner) = proven(&app, "alice").await;
    for name in ["first", "second", "third"] {
        app.advance(1);
        owner.post("/me/api-tokens", json!({ "name": name, "scopes": ["team:read"] })).await.is(201);
    }

    let page = owner.get("/me/api-tokens?limit=2").await;

    assert!(!page.is(200).body.contains("vst_"), "{page}");
    let names: Vec<_> = page["items"].as_array().expect("items").iter().map(|item| &item["name"]).collect();
    assert_eq!(names, ["third", "second"]);
    let rest = format!("/me/api-tokens?cursor={}", page.text("next_cursor"));
    assert_eq!(owner.get(&rest).await["items"][0]["name"], "first");
    assert_eq!(ids(&mut owner, "/me/api-tokens").await.len(), 3);
    owner.get("/me/api-tokens?limit=0").await.faulty_at("/limit");
    owner.get("/me/api-tokens?cursor=x").await.faulty_at("/cursor");
}

#[actix_web::test]
async fn the_last_use_is_told_to_the_minute() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let token = made(&mut owner).await;
    let mut seen = Vec::new();
    for advance in [0, 59, 1] {
        app.advance(advance);
        script_of(&app, &token).await;
        seen.push(owner.get("/me/api-tokens").await["items"][0]["last_used_at"].clone());
    }
    let beginning = app.now() - chrono::TimeDelta::seconds(60);
    let told = |at: chrono::DateTime<chrono::Utc>| {
        Value::from(at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
    };
    assert_eq!(seen, [told(beginning), told(beginning), told(app.now())]);
}

#[actix_web::test]
async fn one_that_ran_out_is_not_listed() {
    let app = TestApp::with(&[("session.bearer_absolute", "10d"), ("session.bearer_idle", "10d")]).await;
    let (alice, mut owner) = proven(&app, "alice").await;
    let body = json!({ "name": "a", "scopes": ["team:read"], "expires_in_days": 1 });
    owner.post("/me/api-tokens", body).await.is(201);
    app.advance(86_399);
    owner.sign_in(&alice).await;
    assert_eq!(owner.get("/me/api-tokens").await["items"], json!([]), "the sign-in took half a minute");
}
