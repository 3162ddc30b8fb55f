//! `PATCH /team/users/{id}`: what a number that changes ends, and what it proves.

use crate::support::{PASSWORD, TestApp, json};

use super::{of, signed_in};

const NUMBER: &str = "+12015550142";
const OTHER: &str = "+12015550199";

#[actix_web::test]
async fn s13_s15_another_number_ends_other_sessions_and_forgets_devices() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut other = app.script();
    other.sign_in_with(&alice, json!({"remember_device": true})).await;
    let mut client = signed_in(&app, &alice).await;

    client.patch(&of(&alice), json!({"cell_phone": OTHER})).await.is(200);

    client.get("/me").await.is(200);
    assert_eq!(other.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
    other.refresh().await.refused(401, "invalid_token");
    other.log_in(&alice).await.challenged();
}

#[actix_web::test]
async fn removing_a_number_ends_as_much() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut other = signed_in(&app, &alice).await;
    let mut client = signed_in(&app, &alice).await;
    client.patch(&of(&alice), json!({"cell_phone": null})).await.is(200);
    other.get("/me").await.refused(401, "invalid_token");
    assert_eq!(client.log_in(&alice).await.methods(), ["totp", "backup_code"]);
}

#[actix_web::test]
async fn an_admin_who_changes_it_ends_every_session_of_the_member() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut of_alice = signed_in(&app, &alice).await;
    let mut admin = signed_in(&app, &ada).await;

    let edited = admin.patch(&of(&alice), json!({"cell_phone": OTHER})).await;

    // S27: an admin's number waits for its owner's proof.
    assert_eq!(edited.is(200)["phone_verified"], false);
    of_alice.get("/me").await.refused(401, "invalid_token");
    assert_eq!(of_alice.log_in(&alice).await.challenged().methods(), ["totp", "backup_code"]);
    admin.get("/me").await.is(200);
}

#[actix_web::test]
async fn the_same_number_again_ends_nothing() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut other = app.script();
    other.sign_in_with(&alice, json!({"remember_device": true})).await;
    let mut client = signed_in(&app, &alice).await;

    let edited =
        client.patch(&of(&alice), json!({"cell_phone": "(201) 555-0142", "country_code": "US"})).await;

    assert_eq!(edited.is(200)["phone_verified"], true);
    other.get("/me").await.is(200);
    other.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s27_the_same_number_again_is_verified_in_a_session_proven_by_a_second_factor() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_phone(NUMBER).create().await;
    let mut client = signed_in(&app, &alice).await;
    let same = json!({"cell_phone": NUMBER});
    // The password alone proves nothing, however often.
    assert_eq!(client.patch(&of(&alice), same.clone()).await.is(200)["phone_verified"], false);
    client.enroll(&mut alice).await;
    assert_eq!(client.get("/me").await["phone_verified"], false, "setting up an app says nothing of it");

    assert_eq!(client.patch(&of(&alice), same).await.is(200)["phone_verified"], true);

    assert_eq!(client.log_in(&alice).await.challenged().methods(), ["totp", "sms", "backup_code"]);
}

#[actix_web::test]
async fn s27_an_admin_who_saves_the_same_number_leaves_it_as_it_was() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_totp().create().await;
    let verified = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let unverified = app.user("bob").with_phone(OTHER).create().await;
    let mut admin = signed_in(&app, &ada).await;
    for (person, stays) in [(&verified, true), (&unverified, false)] {
        let same = json!({"cell_phone": person.phone});
        assert_eq!(admin.patch(&of(person), same).await.is(200)["phone_verified"], stays);
    }
}

#[actix_web::test]
async fn c105_s27_a_number_of_an_unknown_range_waits_for_its_proof() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = signed_in(&app, &alice).await;
    let edited = client.patch(&of(&alice), json!({"cell_phone": "+33 8 45 12 34 56"})).await;
    assert_eq!(edited.is(200)["phone_verified"], false, "{edited}");
    assert_eq!(client.get("/me/two-factor").await["sms"]["reason"], "unverified");
}

#[actix_web::test]
async fn s14_only_another_number_asks_for_a_fresh_proof() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_phone(NUMBER).create().await;
    let mut client = signed_in(&app, &alice).await;
    app.advance(600);
    client.refresh().await.authenticated();

    client.patch(&of(&alice), json!({"name": "Alice B."})).await.is(200);
    client.patch(&of(&alice), json!({"cell_phone": NUMBER, "country_code": "US"})).await.is(200);
    for change in [json!({"cell_phone": OTHER}), json!({"cell_phone": null})] {
        let refused = client.patch(&of(&alice), change).await;
        refused.refused(403, "step_up_required");
        assert_eq!((refused.methods(), &refused["max_age"]), (vec!["password"], &600.into()));
    }
    // Wrong values are told before it.
    client.patch(&of(&alice), json!({"cell_phone": "1"})).await.faulty("/cell_phone", "invalid");
    assert_eq!(client.get("/me").await["cell_phone"], NUMBER);

    client.step_up(json!({"password": PASSWORD})).await.is(200);
    client.patch(&of(&alice), json!({"cell_phone": OTHER})).await.is(200);
}
