use crate::support::{Answer, TestApp, Value, json};

const BACKUP_CODES: &str = "/me/two-factor/backup-codes";

fn codes(answer: &Answer) -> Vec<String> {
    let codes = answer["backup_codes"].as_array().expect("codes");
    codes.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[actix_web::test]
async fn new_codes_take_the_place_of_the_old_ones() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.log_in(&alice).await.challenged();
    client.verify(&alice.backup_codes[0]).await.authenticated();

    let made = client.post(BACKUP_CODES, json!({})).await;

    let fresh = codes(made.is(200));
    assert_eq!(fresh.len(), 10);
    assert!(fresh.iter().all(|code| !alice.backup_codes.contains(code)));
    assert!(!made.text("warning").is_empty());
    let status = client.get("/me/two-factor").await;
    let left = &status["backup_codes"];
    assert_eq!((&left["remaining"], &left["total"]), (&10.into(), &10.into()));
    client.log_in(&alice).await.challenged();
    client.verify(&alice.backup_codes[1]).await.refused(401, "invalid_code");
    client.verify(&fresh[0]).await.authenticated();
}

#[actix_web::test]
async fn sessions_and_devices_go_on() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut client, mut other) = (app.script(), app.script());
    other.sign_in_with(&alice, json!({"remember_device": true})).await;
    client.sign_in(&alice).await;
    client.post(BACKUP_CODES, json!({})).await.is(200);
    other.get("/me").await.is(200);
    other.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s14_c47_after_two_minutes_it_asks_for_a_fresh_proof() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    app.advance(120);
    let refused = client.post(BACKUP_CODES, json!({})).await;
    refused.refused(403, "step_up_required");
    assert_eq!(refused["max_age"], 120);
    client.step_up(json!({"code": alice.backup_codes[9]})).await.is(200);
    client.post(BACKUP_CODES, json!({})).await.is(200);
}

#[actix_web::test]
async fn there_are_none_where_two_factor_is_off() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    client.post(BACKUP_CODES, json!({})).await.refused(409, "two_factor_off");
    app.advance(120);
    client.post(BACKUP_CODES, json!({})).await.refused(403, "step_up_required");
}

#[actix_web::test]
async fn they_cannot_be_chosen() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let own = json!({"backup_codes": ["AAAAA-AAAAA"]});
    client.post(BACKUP_CODES, own).await.faulty("/backup_codes", "unknown_field");
}
