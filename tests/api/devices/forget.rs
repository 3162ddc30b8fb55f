use crate::support::{Client, Person, TestApp, json};

async fn remembered(app: &TestApp, person: &Person) -> Client {
    let mut client = app.script();
    client.sign_in_with(person, json!({"remember_device": true})).await;
    client
}

/// The id of the newest device.
async fn newest(client: &mut Client) -> String {
    let page = client.get("/me/devices").await;
    page["items"][0]["id"].as_str().expect("a device").to_owned()
}

#[actix_web::test]
async fn a_device_that_was_forgotten_skips_nothing() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut first, mut second) = (remembered(&app, &alice).await, remembered(&app, &alice).await);
    let id = newest(&mut second).await;

    first.delete(&format!("/me/devices/{id}")).await.is(204);

    second.log_in(&alice).await.challenged();
    first.log_in(&alice).await.authenticated();
    let page = first.get("/me/devices").await;
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1), "{page}");
    // The session that it opened goes on.
    second.get("/me").await.is(200);
    first.delete(&format!("/me/devices/{id}")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn s18_the_device_of_somebody_else_is_not_there() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut of_alice = remembered(&app, &alice).await;
    let id = newest(&mut of_alice).await;
    let admin = app.user("ada").admin().create().await;
    let mut client = app.script();
    client.sign_in(&admin).await;

    client.delete(&format!("/me/devices/{id}")).await.refused(404, "not_found");
    client.delete("/me/devices").await.is(204);

    of_alice.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn an_id_that_is_none_is_not_there() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    for id in [
        "1",
        "01890000-0000-7000-8000-000000000000",
        "%00",
        "..%2F..",
        "01890000-0000-7000-8000-00000000000g",
    ] {
        client.delete(&format!("/me/devices/{id}")).await.refused(404, "not_found");
    }
}

#[actix_web::test]
async fn all_are_forgotten_at_once() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut first, mut second) = (remembered(&app, &alice).await, remembered(&app, &alice).await);

    first.delete("/me/devices").await.is(204);
    first.delete("/me/devices").await.is(204);

    assert_eq!(first.get("/me/devices").await["items"], json!([]));
    first.log_in(&alice).await.challenged();
    second.log_in(&alice).await.challenged();
}
