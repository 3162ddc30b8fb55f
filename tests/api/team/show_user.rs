use crate::support::{TestApp, Value, json};

use super::{of, signed_in};

const NUMBER: &str = "+12015550142";

#[actix_web::test]
async fn an_admin_sees_all_of_a_member() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let carol = app.user("carol").with_name("Carol Jones").with_totp().with_phone(NUMBER).create().await;

    let shown = signed_in(&app, &ada).await.get(&of(&carol)).await;

    let can: Vec<_> =
        shown.is(200)["can"].as_array().expect("words").iter().filter_map(Value::as_str).collect();
    assert!(["edit", "edit_role"].iter().all(|word| can.contains(word)), "{can:?}");
    assert_eq!(
        *shown.json(),
        json!({
            "id": carol.id,
            "username": "carol",
            "name": "Carol Jones",
            "email": "carol@example.com",
            "role": "member",
            "active": true,
            "state": "active",
            "country_code": "US",
            "cell_phone": NUMBER,
            "phone_verified": true,
            "two_factor": {"enabled": true},
            "can": shown["can"],
            "last_login_at": "2027-01-15T08:00:00Z",
            "created_at": "2027-01-15T08:00:00Z",
        })
    );
}

#[actix_web::test]
async fn a_member_sees_all_of_themselves() {
    let app = TestApp::start().await;
    let carol = app.user("carol").with_phone(NUMBER).create().await;
    let shown = signed_in(&app, &carol).await.get(&of(&carol)).await;
    assert_eq!((&shown["cell_phone"], &shown["email"]), (&NUMBER.into(), &"carol@example.com".into()));
    assert_eq!(shown["can"], json!(["edit"]));
    assert!(!shown.has("phone_hint") && !shown.has("email_hint"), "{shown}");
}

#[actix_web::test]
async fn a_member_sees_hints_of_another() {
    let app = TestApp::start().await;
    let bob = app.user("bob").create().await;
    let carol = app.user("carol").with_totp().with_phone(NUMBER).create().await;

    let shown = signed_in(&app, &bob).await.get(&of(&carol)).await;

    for hidden in ["email", "cell_phone", "country_code", "phone_verified", "two_factor"] {
        assert_eq!(shown.is(200)[hidden], Value::Null, "{hidden}: {shown}");
    }
    assert_eq!(
        (&shown["email_hint"], &shown["phone_hint"]),
        (&"c•••@example.com".into(), &"+1 •••-•••-••42".into())
    );
    assert_eq!(shown["can"], json!([]));
    assert!(!shown.body.contains("carol@") && !shown.body.contains("5550142"), "{shown}");
}

#[actix_web::test]
async fn s18_another_teams_user_is_not_there() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let mallory = app.user("mallory").in_team("Others").create().await;
    let mut client = signed_in(&app, &ada).await;
    let foreign = client.get(&of(&mallory)).await;
    let unknown = client.get("/team/users/01890000-0000-7000-8000-000000000000").await;
    let differs = |answer: &crate::support::Answer| answer.body.replace(answer.text("request_id"), "");
    assert_eq!(differs(foreign.refused(404, "not_found")), differs(unknown.refused(404, "not_found")));
    client.patch(&of(&mallory), json!({"name": "Changed"})).await.refused(404, "not_found");
}

#[actix_web::test]
async fn an_id_that_is_none_is_not_there() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let mut client = signed_in(&app, &ada).await;
    for id in ["1", "ada", "%20", "me", "01890000-0000-7000-8000-00000000000"] {
        client.get(&format!("/team/users/{id}")).await.refused(404, "not_found");
        client.patch(&format!("/team/users/{id}"), json!({})).await.refused(404, "not_found");
    }
}
