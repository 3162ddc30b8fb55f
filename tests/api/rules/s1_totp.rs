//! S1: codes of an authenticator app, RFC 6238.

use data_encoding::BASE32_NOPAD;

use crate::support::{STEP, TestApp, json};

#[actix_web::test]
async fn s1_an_enrolment_hands_out_what_every_app_reads() {
    let app = TestApp::with(&[("brand.name", "Example Portal")]).await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;

    let begun = script.post("/me/two-factor/totp", json!({})).await;

    begun.is(201);
    let secret = begun.text("secret");
    assert_eq!(BASE32_NOPAD.decode(secret.as_bytes()).expect("base32").len(), 20, "160 bits (C14)");
    let uri = format!(
        "otpauth://totp/Example%20Portal:alice?secret={secret}&issuer=Example%20Portal&algorithm=SHA1&digits=6&period=30"
    );
    assert_eq!(begun["otpauth_uri"], uri);
    assert_eq!((&begun["algorithm"], &begun["digits"]), (&json!("SHA1"), &json!(6)));
    assert_eq!((&begun["period"], &begun["expires_in"]), (&json!(30), &json!(600)));
    assert!(begun.text("qr_svg").starts_with("<svg"));
}

#[actix_web::test]
async fn s1_every_secret_is_another() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let mut secrets = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let begun = script.post("/me/two-factor/totp", json!({})).await;
        secrets.insert(begun.is(201).text("secret").to_owned());
    }
    assert_eq!(secrets.len(), 20);
    // Of 160 bits: each of the 32 letters is of chance.
    for place in 0..32 {
        let letters: std::collections::BTreeSet<_> =
            secrets.iter().map(|secret| secret.as_bytes()[place]).collect();
        assert!(letters.len() > 5, "place {place} takes {} letters in 20 secrets", letters.len());
    }
}

#[actix_web::test]
async fn s1_one_step_to_either_side_is_accepted_for_every_purpose() {
    let app = TestApp::start().await;
    for steps in [-1, 0, 1] {
        let mut alice = app.user(&format!("alice{}", steps + 1)).create().await;
        let mut script = app.script();
        script.sign_in(&alice).await;
        let begun = script.post("/me/two-factor/totp", json!({})).await;
        alice.scan(begun.is(201).text("secret"));
        let code = alice.totp_code(app.now() + STEP * steps);
        let body = json!({ "enrollment_id": begun["enrollment_id"], "code": code });
        script.post("/me/two-factor/totp/confirm", body).await.is(200);

        app.advance(240);
        let code = alice.totp_code(app.now() + STEP * steps);
        script.step_up(json!({ "code": code })).await.is(200);
    }
}

#[actix_web::test]
async fn c12_wrong_digits_never_log_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    for wrong in ["000000", "999999", "123456", "-00001", "0.0000"] {
        let right: Vec<_> = (-1..=1).map(|step| alice.totp_code(app.now() + STEP * step)).collect();
        if right.contains(&wrong.to_owned()) {
            continue;
        }
        let mut script = app.script();
        script.log_in(&alice).await.challenged();
        let answer = script.verify(wrong).await;
        assert!(answer.status == 401 || answer.status == 422, "{wrong}: {answer}");
    }
}
