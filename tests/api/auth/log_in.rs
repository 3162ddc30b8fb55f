use crate::support::{PASSWORD, TestApp, json};

#[actix_web::test]
async fn a_right_password_alone_signs_in_whoever_has_no_second_factor() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;

    let answer = app.script().log_in(&alice).await;

    answer.authenticated();
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(answer["expires_in"], 300);
    assert_eq!(answer["refresh_expires_in"], 3600);
    assert!(!answer.text("access_token").is_empty() && !answer.text("refresh_token").is_empty());
    assert!(!answer.text("known_token").is_empty());
    assert!(!answer.has("device_token") && !answer.has("device_expires_in"), "{answer}");
    assert_eq!(answer["user"]["username"], "alice");
    assert_eq!(answer["user"]["two_factor"]["enabled"], false);
}

#[actix_web::test]
async fn with_an_app_the_password_leads_to_a_challenge_and_its_code_signs_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+1 201-555-0142").create().await;
    let mut browser = app.browser();

    let asked = browser.log_in(&alice).await;

    asked.challenged();
    assert_eq!(asked["expires_in"], 300);
    assert_eq!(asked["remember_device_days"], 30);
    assert_eq!(asked.methods(), ["totp", "sms", "backup_code"]);
    assert_eq!(asked["methods"][1]["phone_hint"], "+1 •••-•••-••42");
    assert_eq!(asked["methods"][2]["remaining"], 10);
    assert!(!asked.has("access_token") && !asked.has("retry_after"), "{asked}");
    assert!(asked.set_cookies().is_empty(), "{:?}", asked.set_cookies());

    let signed_in = browser.verify(&alice.totp_code(app.now())).await;
    signed_in.authenticated();
    assert_eq!(signed_in["user"]["username"], "alice");
    browser.get("/me").await.is(200);
    let _ = (PASSWORD, json!({}));
}
