use crate::support::{TestApp, Value, json};

use super::signed_in;

fn usernames(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().expect("items");
    items.iter().filter_map(|user| user["username"].as_str()).collect()
}

#[actix_web::test]
async fn everybody_of_the_team_is_listed_and_nobody_else() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    app.advance(1);
    app.user("bob").inactive().create().await;
    app.advance(1);
    app.user("ivy").invited().create().await;
    app.user("mallory").in_team("Others").create().await;

    let page = signed_in(&app, &alice).await.get("/team/users").await;

    assert_eq!(usernames(page.is(200).json()), ["alice", "bob", "ivy"]);
    assert_eq!(page["next_cursor"], Value::Null);
    let states: Vec<_> = [0, 1, 2].map(|place| page["items"][place]["state"].clone()).into();
    assert_eq!(states, ["active", "disabled", "invited"]);
    assert_eq!(page["items"][1]["active"], false);
}

#[actix_web::test]
async fn a_row_is_what_the_user_by_itself_is() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = signed_in(&app, &alice).await;
    let page = client.get("/team/users").await;
    let shown = client.get(&super::of(&alice)).await;
    assert_eq!(page["items"], json!([shown.json()]));
}

#[actix_web::test]
async fn pages_follow_one_another_to_the_end() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    for name in ["bob", "cleo", "dan", "eve"] {
        app.advance(1);
        app.user(name).create().await;
    }
    let mut client = signed_in(&app, &alice).await;

    let mut path = "/team/users?limit=2".to_owned();
    let mut pages = Vec::new();
    loop {
        let page = client.get(&path).await;
        pages.push(usernames(page.is(200).json()).join(" "));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/team/users?limit=2&cursor={cursor}");
    }

    assert_eq!(pages, ["alice bob", "cleo dan", "eve"]);
}

#[actix_web::test]
async fn fifty_are_a_page_unless_asked_otherwise() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    for number in 0..50 {
        app.user(&format!("user{number}")).create().await;
    }
    let mut client = signed_in(&app, &alice).await;
    let page = client.get("/team/users").await;
    assert_eq!(page["items"].as_array().map(Vec::len), Some(50));
    assert!(page["next_cursor"].is_string());
    let page = client.get("/team/users?limit=100").await;
    assert_eq!(page["items"].as_array().map(Vec::len), Some(51));
}

#[actix_web::test]
async fn bad_limits_and_cursors_are_pointed_to() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = signed_in(&app, &alice).await;
    for limit in ["0", "101", "x"] {
        client.get(&format!("/team/users?limit={limit}")).await.faulty_at("/limit");
    }
    for cursor in ["x", "%20", "AAAA"] {
        client.get(&format!("/team/users?cursor={cursor}")).await.faulty_at("/cursor");
    }
    let both = client.get("/team/users?limit=0&cursor=x").await;
    both.faulty_at("/limit");
    both.faulty_at("/cursor");
}
