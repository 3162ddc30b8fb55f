//! `PUT /team/policy`: what ends by it, and from when on it demands.

use super::{office, policy::put, signed_in};
use crate::support::{Client, TestApp, Value, code_in, json};

const DAY: i64 = 86_400;

async fn required_from(client: &mut Client) -> Value {
    client.get("/me").await.is(200)["two_factor"]["required_from"].clone()
}

#[actix_web::test]
async fn s13_forbidding_remembered_devices_forgets_them_at_once_and_for_good() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().create().await;
    let other = app.user("other").in_team("Others").with_totp().create().await;
    let (mut of_alice, mut of_other) = (app.script(), app.script());
    of_alice.sign_in_with(&alice, json!({"remember_device": true})).await;
    of_other.sign_in_with(&other, json!({"remember_device": true})).await;
    of_alice.log_in(&alice).await.authenticated();

    put(&mut office, json!({"allow_remember_device": false})).await.is(200);

    assert_eq!(of_alice.get("/me/devices").await["items"], json!([]));
    let challenged = of_alice.log_in(&alice).await;
    assert_eq!(challenged.challenged()["remember_device_days"], 0);
    of_other.log_in(&other).await.authenticated();

    put(&mut office, json!({"allow_remember_device": true})).await.is(200);
    of_alice.log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn forbidding_texts_holds_at_once_for_those_on_their_way_too() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.challenged().methods(), ["totp", "sms", "backup_code"]);
    script.ask_for_text().await.is(202);
    let code = code_in(&app.last_text_to(&alice));

    put(&mut office, json!({"allow_sms": false})).await.is(200);

    assert_eq!(script.ask_for_text().await.refused(409, "sms_unavailable")["reason"], "team_forbids");
    script.verify(&code).await.refused(401, "invalid_code");
    assert_eq!(app.script().log_in(&alice).await.challenged().methods(), ["totp", "backup_code"]);
    put(&mut office, json!({"allow_sms": true})).await.is(200);
    script.verify(&code).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn a_demand_begins_when_it_is_made_and_admins_gain_no_days_by_it() {
    let app = TestApp::start().await;
    app.team("Acme").await;
    app.advance(10 * DAY);
    let bob = app.user("bob").create().await;
    let ada = app.user("ada").admin().create().await;
    app.team("Acme").await;
    app.advance(3 * DAY);
    let (mut office, mut of_bob) = (signed_in(&app, &ada).await, signed_in(&app, &bob).await);
    assert_eq!(required_from(&mut of_bob).await, Value::Null);
    assert_eq!(required_from(&mut office).await, "2027-02-08T08:00:00Z");

    put(&mut office, json!({"require_two_factor": true})).await.is(200);

    assert_eq!(required_from(&mut of_bob).await, "2027-02-11T08:00:00Z");
    assert_eq!(required_from(&mut office).await, "2027-02-08T08:00:00Z");
    let late = app.user("late").create().await;
    app.advance(60);
    let later = app.user("later").create().await;
    assert_eq!(required_from(&mut signed_in(&app, &late).await).await, "2027-02-11T08:00:00Z");
    assert_eq!(required_from(&mut signed_in(&app, &later).await).await, "2027-02-11T08:01:00Z");
}

#[actix_web::test]
async fn switching_off_within_the_grace_and_on_again_starts_it_not_anew() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_totp().create().await;
    let bob = app.user("bob").create().await;
    let mut office = signed_in(&app, &ada).await;
    put(&mut office, json!({"require_two_factor": true})).await.is(200);
    let mut of_bob = signed_in(&app, &bob).await;
    let first = required_from(&mut of_bob).await;

    app.advance(5 * DAY);
    let mut office = signed_in(&app, &ada).await;
    put(&mut office, json!({"require_two_factor": false})).await.is(200);
    assert_eq!(required_from(&mut signed_in(&app, &bob).await).await, Value::Null);
    app.advance(2 * DAY);
    let mut office = signed_in(&app, &ada).await;
    put(&mut office, json!({"require_two_factor": true})).await.is(200);

    assert_eq!(required_from(&mut signed_in(&app, &bob).await).await, first);
    put(&mut office, json!({"grace_days": 3})).await.is(200);
    assert_eq!(app.script().log_in(&bob).await.is(200)["status"], "enrollment_required");
}
