use crate::support::{Client, Person, TestApp, Value, json};

/// A script that was remembered under a name.
async fn remembered(app: &TestApp, person: &Person, name: &str) -> Client {
    let mut client = app.script();
    app.clock.advance(crate::support::STEP);
    client.log_in_with(person, json!({"device_name": name})).await.challenged();
    let code = person.totp_code(app.now());
    client.verify_with(&code, json!({"remember_device": true})).await.authenticated();
    client
}

fn names(page: &Value) -> Vec<&str> {
    page["items"].as_array().expect("items").iter().filter_map(|item| item["name"].as_str()).collect()
}

#[actix_web::test]
async fn a_device_is_remembered_for_thirty_days_under_its_name() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = remembered(&app, &alice, "Alice's phone").await;
    let before = client.get("/me/devices").await;
    app.advance(3600);
    client.log_in(&alice).await.authenticated();

    let after = client.get("/me/devices").await;

    let device = &after.is(200)["items"][0];
    assert_eq!(
        *after.json(),
        json!({
            "items": [{
                "id": device["id"],
                "name": "Alice's phone",
                "created_at": "2027-01-15T08:01:00Z",
                "last_used_at": "2027-01-15T09:01:00Z",
                "expires_at": "2027-02-14T08:01:00Z",
                "current": false,
            }],
            "next_cursor": null,
        })
    );
    assert_eq!(before["items"][0]["expires_at"], device["expires_at"], "use makes it live no longer");
}

#[actix_web::test]
async fn devices_come_newest_first_and_a_browser_knows_its_own() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    remembered(&app, &alice, "Phone").await;
    let mut browser = app.browser();
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    app.clock.advance(crate::support::STEP);
    let body = json!({"username": "alice", "password": alice.password, "transport": "cookie"});
    let call = crate::support::Call::post("/auth/login").json(&body).header("User-Agent", firefox);
    browser.send(call).await.challenged();
    let code = alice.totp_code(app.now());
    browser.verify_with(&code, json!({"remember_device": true})).await.authenticated();

    let page = browser.get("/me/devices").await;

    assert_eq!(names(page.json()), ["Firefox on Linux", "Phone"]);
    let current: Vec<_> = [0, 1].map(|place| page["items"][place]["current"] == true).into();
    assert_eq!(current, [true, false]);
}

#[actix_web::test]
async fn a_device_that_ran_out_is_not_listed() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = remembered(&app, &alice, "Phone").await;
    app.advance(30 * 86_400);
    client.log_in(&alice).await.challenged();
    client.verify(&alice.totp_code(app.now())).await.authenticated();
    assert_eq!(client.get("/me/devices").await["items"], json!([]));
}

#[actix_web::test]
async fn nobody_sees_the_devices_of_others() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    remembered(&app, &alice, "Phone").await;
    let bob = app.user("bob").admin().create().await;
    let mut client = app.script();
    client.sign_in(&bob).await;
    assert_eq!(*client.get("/me/devices").await.json(), json!({"items": [], "next_cursor": null}));
}

#[actix_web::test]
async fn pages_follow_one_another_to_the_end() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    for name in ["One", "Two"] {
        remembered(&app, &alice, name).await;
    }
    let mut client = remembered(&app, &alice, "Three").await;

    let first = client.get("/me/devices?limit=2").await;
    assert_eq!(names(first.is(200).json()), ["Three", "Two"]);
    let rest = client.get(&format!("/me/devices?limit=2&cursor={}", first.text("next_cursor"))).await;
    assert_eq!(names(rest.is(200).json()), ["One"]);
    assert_eq!(rest["next_cursor"], Value::Null);
    let whole = client.get("/me/devices?limit=3").await;
    assert_eq!(whole["next_cursor"], Value::Null, "three of three are all");
}

#[actix_web::test]
async fn bad_limits_and_cursors_are_pointed_to() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    for limit in ["0", "101", "-1", "1.5", "many", ""] {
        client.get(&format!("/me/devices?limit={limit}")).await.faulty_at("/limit");
    }
    for cursor in ["x", "%FF", "AAAA", "AZAAAAAAcACAAAAAAAAAAA"] {
        client.get(&format!("/me/devices?cursor={cursor}")).await.faulty_at("/cursor");
    }
    client.get("/me/devices?limit=100").await.is(200);
}
