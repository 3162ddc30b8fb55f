use crate::support::{Client, STEP, TestApp, json};

const BEGIN: &str = "/me/two-factor/totp";
const CONFIRM: &str = "/me/two-factor/totp/confirm";

async fn signed_in(app: &TestApp, username: &str) -> Client {
    let person = app.user(username).create().await;
    let mut client = app.script();
    client.sign_in(&person).await;
    client
}

#[actix_web::test]
async fn s1_an_enrollment_has_all_that_an_app_reads() {
    let app = TestApp::start().await;
    let begun = signed_in(&app, "alice").await.post(BEGIN, json!({})).await;

    let secret = begun.is(201).text("secret");
    assert!(secret.len() == 32 && data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).is_ok(), "{secret}");
    assert_eq!(
        begun.text("otpauth_uri"),
        format!(
            "otpauth://totp/Client%20Portal:alice?secret={secret}&issuer=Client%20Portal&algorithm=SHA1&digits=6&period=30"
        )
    );
    assert_eq!((&begun["algorithm"], &begun["digits"]), (&"SHA1".into(), &6.into()));
    assert_eq!((&begun["period"], &begun["expires_in"]), (&30.into(), &600.into()));
    let svg = begun.text("qr_svg");
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
    assert!(!svg.contains("style=") && !svg.contains("<script"), "the CSP lets neither pass: {svg}");
}

#[actix_web::test]
async fn s1_brand_and_name_are_percent_encoded() {
    let app = TestApp::with(&[("brand.name", "Müller & Söhne+")]).await;
    let begun = signed_in(&app, "jürgen").await.post(BEGIN, json!({})).await;
    let brand = "M%C3%BCller%20%26%20S%C3%B6hne%2B";
    let uri = begun.is(201).text("otpauth_uri");
    assert!(uri.starts_with(&format!("otpauth://totp/{brand}:j%C3%BCrgen?secret=")), "{uri}");
    assert!(uri.contains(&format!("&issuer={brand}&")), "{uri}");
}

#[actix_web::test]
async fn s14_after_ten_minutes_it_asks_for_a_fresh_proof_which_a_refresh_is_not() {
    let app = TestApp::start().await;
    let mut client = signed_in(&app, "alice").await;
    app.advance(599);
    client.refresh().await.authenticated();
    client.post(BEGIN, json!({})).await.is(201);
    app.advance(1);
    client.refresh().await.authenticated();

    let refused = client.post(BEGIN, json!({})).await;

    refused.refused(403, "step_up_required");
    assert_eq!((refused.methods(), &refused["max_age"]), (vec!["password"], &600.into()));
    client.step_up(json!({"password": crate::support::PASSWORD})).await.is(200);
    client.post(BEGIN, json!({})).await.is(201);
}

#[actix_web::test]
async fn the_second_factor_is_the_fresh_proof_of_whoever_has_one() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    app.advance(600);
    client.refresh().await.authenticated();

    let refused = client.post(BEGIN, json!({})).await;

    refused.refused(403, "step_up_required");
    assert_eq!(refused.methods(), ["totp", "backup_code"]);
    client.step_up(json!({"code": alice.totp_code(app.now())})).await.is(200);
    client.post(BEGIN, json!({})).await.is(201);
}

#[actix_web::test]
async fn beginning_again_voids_what_was_begun_before() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let first = client.post(BEGIN, json!({})).await;
    let second = client.post(BEGIN, json!({})).await;
    assert_ne!(first.text("secret"), second.is(201).text("secret"));

    alice.scan(first.text("secret"));
    let code = alice.totp_code(app.now());
    let body = json!({"enrollment_id": first["enrollment_id"], "code": code});
    client.post(CONFIRM, body).await.refused(410, "enrollment_expired");

    alice.scan(second.text("secret"));
    let code = alice.totp_code(app.now());
    let body = json!({"enrollment_id": second["enrollment_id"], "code": code});
    client.post(CONFIRM, body).await.is(200);
}

#[actix_web::test]
async fn s16_c43_until_it_is_confirmed_two_factor_stays_off() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    client.post(BEGIN, json!({})).await.is(201);
    assert_eq!(client.get("/me/two-factor").await["enabled"], false);
    app.script().log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s16_c44_the_present_app_stays_in_force_and_the_pending_one_logs_nobody_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let mut pending = alice.clone();
    pending.scan(client.post(BEGIN, json!({})).await.is(201).text("secret"));
    app.clock.advance(STEP);

    let mut other = app.script();
    other.log_in(&alice).await.challenged();
    other.verify(&pending.totp_code(app.now())).await.refused(401, "invalid_code");
    other.verify(&alice.totp_code(app.now())).await.authenticated();
}

#[actix_web::test]
async fn the_body_has_no_fields() {
    let app = TestApp::start().await;
    let mut client = signed_in(&app, "alice").await;
    let own_secret = json!({"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"});
    client.post(BEGIN, own_secret).await.faulty("/secret", "unknown_field");
}
