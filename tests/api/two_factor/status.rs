use vestibule::store;

use crate::support::{TestApp, json};

#[actix_web::test]
async fn while_it_is_off_it_says_what_there_is_not() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let status = client.get("/me/two-factor").await;
    assert_eq!(
        *status.is(200).json(),
        json!({
            "enabled": false,
            "sms": {"available": false, "reason": "no_number"},
            "required_by_team": false,
            "remembered_devices": 0,
        })
    );
}

#[actix_web::test]
async fn while_it_is_on_it_says_since_when_and_what_is_left() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+1 201-555-0142").create().await;
    let mut client = app.script();
    client.log_in(&alice).await.challenged();
    client.verify_with(&alice.backup_codes[3], json!({"remember_device": true})).await.authenticated();

    let status = client.get("/me/two-factor").await;

    assert_eq!(
        *status.is(200).json(),
        json!({
            "enabled": true,
            "totp": {"confirmed_at": "2027-01-15T08:00:00Z"},
            "sms": {"available": true, "phone_hint": "+1 •••-•••-••42"},
            "backup_codes": {"remaining": 9, "total": 10, "generated_at": "2027-01-15T08:00:00Z"},
            "required_by_team": false,
            "remembered_devices": 1,
        })
    );
}

#[actix_web::test]
async fn it_says_from_when_the_team_demands_it() {
    let app = TestApp::start().await;
    app.team_with("Acme", |policy| {
        policy.require_two_factor = true;
        policy.grace_days = 3;
    })
    .await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let status = client.get("/me/two-factor").await;
    assert_eq!(status["required_by_team"], true);
    assert_eq!(status["required_from"], "2027-01-18T08:00:00Z");
}

#[actix_web::test]
async fn it_says_why_no_text_can_be_sent() {
    let app = TestApp::start().await;
    app.team_with("Acme", |policy| policy.allow_sms = false).await;
    let alice = app.user("alice").with_totp().with_phone("+1 201-555-0142").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    assert_eq!(client.get("/me/two-factor").await["sms"]["reason"], "team_forbids");

    let app = TestApp::with(&[("sms.gateway", "none")]).await;
    let alice = app.user("alice").with_totp().with_phone("+1 201-555-0142").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    assert_eq!(client.get("/me/two-factor").await["sms"]["reason"], "no_gateway");
}

#[actix_web::test]
async fn a_number_of_a_country_that_was_taken_off_the_list_gets_no_texts() {
    let app = TestApp::with(&[("sms.countries", "DE,AT")]).await;
    let alice = app.user("alice").with_totp().create().await;
    let read = vestibule_domain::phone::PhoneNumber::parse("+12015550142", None).expect("a number");
    let tx = app.service().begin().await.expect("a turn to write");
    let id = alice.id.parse().expect("an id");
    store::user::set_phone(&*tx, id, Some(read.country), Some(&read.number), true).await.expect("set");
    tx.commit().await.expect("the database writes");
    let mut client = app.script();

    client.sign_in(&alice).await;

    assert_eq!(client.get("/me/two-factor").await["sms"]["reason"], "country_not_allowed");
    assert_eq!(client.log_in(&alice).await.challenged().methods(), ["totp", "backup_code"]);
}
