//! S27: a number alone is no second factor.

use crate::support::{TestApp, code_in, json};

const NUMBER: &str = "+12015550142";

#[actix_web::test]
async fn s27_c95_a_number_saved_by_password_alone_waits_for_its_proof() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    script.enroll(&mut alice).await;
    let status = script.get("/me/two-factor").await;
    assert_eq!(
        (&status["sms"]["available"], &status["sms"]["reason"]),
        (&json!(false), &json!("unverified"))
    );

    script.post("/me/phone/code", json!({})).await.is(202);
    let code = code_in(&app.last_text_to(&alice));
    let wrong = json!({ "code": crate::support::wrong_code(std::slice::from_ref(&code)) });
    script.post("/me/phone/confirm", wrong).await.refused(401, "invalid_code");
    script.post("/me/phone/confirm", json!({ "code": code })).await.is(204);

    assert_eq!(script.get("/me/two-factor").await["sms"]["available"], true);
    assert_eq!(script.log_in(&alice).await.challenged().methods(), ["totp", "sms", "backup_code"]);
}

#[actix_web::test]
async fn s27_a_number_saved_by_an_admin_waits_for_its_proof() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    let mut office = app.script();
    office.sign_in(&admin).await;
    let path = format!("/team/users/{}", alice.id);
    let saved = office.patch(&path, json!({ "cell_phone": NUMBER })).await;
    assert_eq!(saved.is(200)["phone_verified"], false);

    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.methods(), ["totp", "backup_code"]);
    let refused = script.ask_for_text().await;
    assert_eq!(refused.refused(409, "sms_unavailable")["reason"], "unverified");
    assert!(app.texts_to(NUMBER).is_empty());
}

#[actix_web::test]
async fn s27_saved_again_in_a_proven_session_it_is_verified() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_phone(NUMBER).create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    script.enroll(&mut alice).await;
    let path = format!("/team/users/{}", alice.id);

    assert_eq!(script.get(&path).await["phone_verified"], false);
    let saved = script.patch(&path, json!({ "cell_phone": "(201) 555-0142" })).await;
    assert_eq!(saved.is(200)["phone_verified"], true);
    assert_eq!(saved["cell_phone"], NUMBER);
}
