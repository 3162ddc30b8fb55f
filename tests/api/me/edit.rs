use crate::support::{Client, Person, TestApp, Value, json};

async fn signed_in(app: &TestApp) -> (Person, Client) {
    let alice = app.user("alice").with_name("Alice Adams").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    (alice, client)
}

/// What may change, as `/me` shows it.
async fn changed(client: &mut Client) -> (Value, Value) {
    let me = client.get("/me").await;
    (me["name"].clone(), me["locale"].clone())
}

#[actix_web::test]
async fn a_name_and_a_language_are_changed_each_by_itself() {
    let app = TestApp::start().await;
    let (_, mut client) = signed_in(&app).await;

    let renamed = client.patch("/me", json!({"name": "Alice Zaïre-O’Neill"})).await;
    assert_eq!(renamed.is(200)["name"], "Alice Zaïre-O’Neill");
    assert_eq!(renamed["locale"], "en");
    assert_eq!(*renamed.json(), *client.get("/me").await.json(), "the whole object");

    client.patch("/me", json!({"locale": "de"})).await.is(200);
    assert_eq!(changed(&mut client).await, ("Alice Zaïre-O’Neill".into(), "de".into()));
}

#[actix_web::test]
async fn what_is_absent_stays() {
    let app = TestApp::start().await;
    let (_, mut client) = signed_in(&app).await;
    let before = client.get("/me").await;
    assert_eq!(*client.patch("/me", json!({})).await.is(200).json(), *before.json());
    // No body counts as an empty one.
    let call = crate::support::Call::new(reqwest::Method::PATCH, "/me");
    assert_eq!(*client.send(call).await.is(200).json(), *before.json());
}

#[actix_web::test]
async fn c149_null_is_not_absent_and_a_name_cannot_be_removed() {
    let app = TestApp::start().await;
    let (_, mut client) = signed_in(&app).await;
    client.patch("/me", json!({"name": null})).await.faulty_at("/name");
    client.patch("/me", json!({"locale": null})).await.faulty_at("/locale");
    assert_eq!(changed(&mut client).await, ("Alice Adams".into(), "en".into()));
}

#[actix_web::test]
async fn a_value_of_the_wrong_kind_is_pointed_to() {
    let app = TestApp::start().await;
    let (_, mut client) = signed_in(&app).await;
    for (body, pointer) in [
        (json!({"name": 5}), "/name"),
        (json!({"name": ["Alice"]}), "/name"),
        (json!({"locale": true}), "/locale"),
        (json!({"nickname": "Al"}), "/nickname"),
        (json!({"a/b": 1}), "/a~1b"),
        // What others change, or nobody, is no field of this body.
        (json!({"email": "mallory@example.com"}), "/email"),
        (json!({"role": "admin"}), "/role"),
        (json!({"phone_verified": true}), "/phone_verified"),
    ] {
        client.patch("/me", body).await.faulty_at(pointer);
    }
    assert_eq!(changed(&mut client).await, ("Alice Adams".into(), "en".into()));
}

#[actix_web::test]
async fn all_wrong_values_are_told_at_once_and_nothing_is_changed() {
    let app = TestApp::start().await;
    let (_, mut client) = signed_in(&app).await;
    let answer = client.patch("/me", json!({"name": " ", "locale": "tlh"})).await;
    answer.faulty_at("/name");
    answer.faulty_at("/locale");
    client.patch("/me", json!({"name": "Alice B.", "locale": "tlh"})).await.faulty_at("/locale");
    client.patch("/me", json!({"name": "n".repeat(1000)})).await.faulty_at("/name");
    client.patch("/me", json!({"name": "Alice\u{0}"})).await.faulty_at("/name");
    assert_eq!(changed(&mut client).await, ("Alice Adams".into(), "en".into()));
}

#[actix_web::test]
async fn bodies_that_are_no_json_are_told_from_those_of_the_wrong_shape() {
    let app = TestApp::start().await;
    let (_, mut client) = signed_in(&app).await;
    let call = || crate::support::Call::new(reqwest::Method::PATCH, "/me");
    let json_type = "application/json";
    client.send(call().body(json_type, "{\"name\":")).await.refused(400, "malformed_request");
    client.send(call().body(json_type, b"\xff".to_vec())).await.refused(400, "malformed_request");
    client.send(call().body(json_type, "[]")).await.refused(422, "validation_failed");
    client.send(call().body("text/plain", "{}")).await.refused(415, "unsupported_media_type");
    let large = format!("{{\"name\":\"{}\"}}", "n".repeat(64 * 1024));
    client.send(call().body(json_type, large)).await.refused(413, "body_too_large");
    // A stranger hears nothing of the body.
    let mut stranger = app.script();
    stranger.send(call().body("text/plain", "{")).await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn texts_speak_the_language_that_was_chosen() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_phone("+12015550142").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    client.post("/me/phone/code", json!({})).await.is(202);
    let english = app.last_text_to(&alice).body;
    client.patch("/me", json!({"locale": "de"})).await.is(200);
    app.advance(30);

    client.post("/me/phone/code", json!({})).await.is(202);

    let german = app.last_text_to(&alice).body;
    assert_ne!(english.lines().next(), german.lines().next());
    assert_eq!(english.lines().last(), german.lines().last());
}
