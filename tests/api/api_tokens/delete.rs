use super::{made, proven, script_of};
use crate::support::{Client, TestApp, json};

async fn newest(owner: &mut Client) -> String {
    let page = owner.get("/me/api-tokens").await;
    format!("/me/api-tokens/{}", page["items"][0]["id"].as_str().expect("an id"))
}

#[actix_web::test]
async fn its_access_tokens_end_at_once_and_those_of_others_go_on() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let (kept, deleted) = (made(&mut owner).await, {
        app.advance(1);
        made(&mut owner).await
    });
    let (mut other, mut script) = (script_of(&app, &kept).await, script_of(&app, &deleted).await);
    let path = newest(&mut owner).await;
    app.advance(1);

    owner.delete(&path).await.is(204);

    assert_eq!(script.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
    let again = app.script().post("/auth/token", json!({ "api_token": deleted })).await;
    assert!(!again.refused(401, "invalid_token").has("reason"), "{again}");
    other.get("/me").await.is(200);
    owner.delete(&path).await.refused(404, "not_found");
    let log = owner.get("/me/activity?limit=1").await;
    assert_eq!(log["items"][0]["action"], "api_token_deleted");
    assert_eq!(log["items"][0]["detail"], json!({ "name": "reports" }));
}

#[actix_web::test]
async fn s18_the_token_of_somebody_else_is_not_there() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    let token = made(&mut owner).await;
    let path = newest(&mut owner).await;
    let ada = app.user("ada").admin().create().await;
    let mut admin = app.script();
    admin.sign_in(&ada).await;

    admin.delete(&path).await.refused(404, "not_found");

    script_of(&app, &token).await.get("/me").await.is(200);
}

#[actix_web::test]
async fn an_id_that_is_none_is_not_there() {
    let app = TestApp::start().await;
    let (_, mut owner) = proven(&app, "alice").await;
    for id in ["1", "01890000-0000-7000-8000-000000000000", "%00", "..%2F..", "vst_x"] {
        owner.delete(&format!("/me/api-tokens/{id}")).await.refused(404, "not_found");
    }
}
