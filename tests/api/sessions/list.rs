use super::{members, names, own_id, signed_in};
use crate::support::{Call, TestApp, Value, json};

#[actix_web::test]
async fn a_session_is_told_by_device_address_times_and_proof() {
    let app = TestApp::behind_a_proxy().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script().from("198.51.100.7");
    client.log_in_with(&alice, json!({ "device_name": "Alice's phone" })).await.challenged();
    client.verify(&app.next_code(&alice)).await.authenticated();
    app.advance(120);
    client.refresh().await.authenticated();

    let page = client.get("/me/sessions").await;

    assert_eq!(
        *page.is(200).json(),
        json!({
            "items": [{
                "id": page["items"][0]["id"],
                "device_name": "Alice's phone",
                "ip": "198.51.100.7",
                "created_at": "2027-01-15T08:01:00Z",
                "last_seen_at": "2027-01-15T08:03:00Z",
                "amr": ["pwd", "mfa", "otp"],
                "current": true,
            }],
            "next_cursor": null,
        })
    );
}

#[actix_web::test]
async fn sessions_come_newest_first_and_each_client_knows_its_own() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut phone = signed_in(&app, &alice, "Phone").await;
    app.advance(1);
    let mut browser = app.browser();
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    let body = json!({ "username": "alice", "password": alice.password, "transport": "cookie" });
    let call = Call::post("/auth/login").json(&body).header("User-Agent", firefox);
    browser.send(call).await.authenticated();

    let page = browser.get("/me/sessions").await;

    assert_eq!(members(page.is(200).json(), "device_name"), ["Firefox on Linux", "Phone"]);
    assert_eq!([0, 1].map(|place| page["items"][place]["current"] == true), [true, false]);
    assert_eq!(page["items"][1]["amr"], json!(["pwd"]));
    let seen_by_phone = phone.get("/me/sessions").await;
    assert_eq!([0, 1].map(|place| seen_by_phone["items"][place]["current"] == true), [false, true]);
}

#[actix_web::test]
async fn a_session_that_is_over_is_not_listed() {
    let app = TestApp::with(&[("session.bearer_idle", "10m")]).await;
    let alice = app.user("alice").create().await;
    signed_in(&app, &alice, "Runs out").await;
    app.advance(599);
    let mut last = signed_in(&app, &alice, "Stays").await;
    signed_in(&app, &alice, "Logs out").await.log_out().await.is(204);

    assert_eq!(names(&mut last).await, ["Stays"]);
}

#[actix_web::test]
async fn s18_nobody_sees_the_sessions_of_others() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    signed_in(&app, &alice, "Phone").await;
    let ada = app.user("ada").admin().create().await;
    let mut of_ada = signed_in(&app, &ada, "Office").await;
    assert_eq!(names(&mut of_ada).await, ["Office"]);
}

#[actix_web::test]
async fn the_id_is_the_sid_of_the_access_token() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = signed_in(&app, &alice, "Phone").await;
    let token = client.access_token.clone().expect("a token");
    let claims = token.split('.').nth(1).expect("claims");
    let claims = data_encoding::BASE64URL_NOPAD.decode(claims.as_bytes()).expect("claims are base64url");
    let claims: Value = serde_json::from_slice(&claims).expect("claims are JSON");
    assert_eq!(claims["sid"], own_id(&mut client).await.as_str());
}

#[actix_web::test]
async fn pages_follow_one_another_to_the_end() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    for name in ["One", "Two"] {
        signed_in(&app, &alice, name).await;
    }
    let mut client = signed_in(&app, &alice, "Three").await;

    let first = client.get("/me/sessions?limit=2").await;
    assert_eq!(members(first.is(200).json(), "device_name"), ["Three", "Two"]);
    let rest = client.get(&format!("/me/sessions?limit=2&cursor={}", first.text("next_cursor"))).await;
    assert_eq!(members(rest.is(200).json(), "device_name"), ["One"]);
    assert_eq!(rest["next_cursor"], Value::Null);
}

#[actix_web::test]
async fn bad_limits_and_cursors_are_pointed_to() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = signed_in(&app, &alice, "Phone").await;
    for limit in ["0", "101", "many", ""] {
        client.get(&format!("/me/sessions?limit={limit}")).await.faulty_at("/limit");
    }
    for cursor in ["x", "%FF", "AZAAAAAAcACAAAAAAAAAAA"] {
        client.get(&format!("/me/sessions?cursor={cursor}")).await.faulty_at("/cursor");
    }
}
