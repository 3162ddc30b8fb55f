//! S16: enrolment.

use crate::support::{Answer, Client, Person, STEP, TestApp, json};

async fn begin(client: &mut Client, person: &mut Person) -> Answer {
    let begun = client.post("/me/two-factor/totp", json!({})).await;
    person.scan(begun.is(201).text("secret"));
    begun
}

async fn confirm(client: &mut Client, begun: &Answer, code: &str) -> Answer {
    let body = json!({ "enrollment_id": begun["enrollment_id"], "code": code });
    client.post("/me/two-factor/totp/confirm", body).await
}

#[actix_web::test]
async fn s16_c43_until_it_is_confirmed_a_secret_asks_and_opens_nothing() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    begin(&mut script, &mut alice).await;

    app.script().log_in(&alice).await.authenticated();
    assert_eq!(script.get("/me/two-factor").await["enabled"], false);
    let code = json!({ "code": alice.totp_code(app.now()) });
    script.step_up(code).await.faulty("/password", "required");
}

#[actix_web::test]
async fn s16_c44_the_present_app_stays_in_force_until_the_new_one_is_confirmed() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    let mut renewed = alice.clone();
    let begun = begin(&mut owner, &mut renewed).await;
    app.advance(30);

    let mut other = app.script();
    other.log_in(&alice).await.challenged();
    other.verify(&renewed.totp_code(app.now())).await.refused(401, "invalid_code");
    other.verify(&alice.totp_code(app.now())).await.authenticated();

    let confirmed = confirm(&mut owner, &begun, &renewed.totp_code(app.now())).await;
    assert_eq!(confirmed.is(200)["backup_codes"].as_array().map(Vec::len), Some(10));
    app.advance(30);
    other.log_in(&alice).await.challenged();
    other.verify(&alice.totp_code(app.now())).await.refused(401, "invalid_code");
    other.verify(&alice.backup_codes[0]).await.refused(401, "invalid_code");
    other.verify(&renewed.totp_code(app.now())).await.authenticated();
}

#[actix_web::test]
async fn s16_c141_beginning_again_voids_the_former_and_a_slip_does_not() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let former = begin(&mut script, &mut alice).await;
    let old = alice.clone();
    let begun = begin(&mut script, &mut alice).await;
    assert_ne!(former["secret"], begun["secret"]);

    let code = old.totp_code(app.now());
    confirm(&mut script, &former, &code).await.refused(410, "enrollment_expired");
    let wrong = confirm(&mut script, &begun, &alice.wrong_code(app.now())).await;
    assert_eq!(wrong.refused(401, "invalid_code")["attempts_remaining"], 4);
    confirm(&mut script, &begun, &alice.totp_code(app.now())).await.is(200);
}

#[actix_web::test]
async fn s16_five_wrong_codes_void_an_enrolment_and_count_nowhere_else() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let begun = begin(&mut script, &mut alice).await;
    for remaining in [4, 3, 2, 1, 0] {
        let wrong = confirm(&mut script, &begun, &alice.wrong_code(app.now())).await;
        assert_eq!(wrong.refused(401, "invalid_code")["attempts_remaining"], remaining);
    }
    let code = alice.totp_code(app.now());
    confirm(&mut script, &begun, &code).await.refused(410, "enrollment_expired");

    let begun = begin(&mut script, &mut alice).await;
    confirm(&mut script, &begun, &alice.totp_code(app.now())).await.is(200);
    app.advance(30);
    let mut stranger = app.script();
    assert!(!stranger.log_in(&alice).await.challenged().has("retry_after"));
}

#[actix_web::test]
async fn s16_an_enrolment_lapses_after_ten_minutes() {
    let app = TestApp::start().await;
    for (seconds, lapses) in [(599, false), (600, true)] {
        let mut alice = app.user(&format!("alice{seconds}")).create().await;
        let mut script = app.script();
        script.sign_in(&alice).await;
        let begun = begin(&mut script, &mut alice).await;
        app.advance(seconds);
        script.refresh().await.authenticated();
        let answer = confirm(&mut script, &begun, &alice.totp_code(app.now())).await;
        if lapses {
            answer.refused(410, "enrollment_expired")
        } else {
            answer.is(200)
        };
    }
}

#[actix_web::test]
async fn s16_the_session_that_began_confirms_and_no_other() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let bob = app.user("bob").create().await;
    let (mut owner, mut other, mut bobs) = (app.script(), app.script(), app.script());
    owner.sign_in(&alice).await;
    other.sign_in(&alice).await;
    bobs.sign_in(&bob).await;
    let begun = begin(&mut owner, &mut alice).await;

    let code = alice.totp_code(app.now());
    confirm(&mut other, &begun, &code).await.refused(410, "enrollment_expired");
    confirm(&mut bobs, &begun, &code).await.refused(410, "enrollment_expired");
    app.script().post("/me/two-factor/totp/confirm", json!({})).await.refused(401, "invalid_token");
    confirm(&mut owner, &begun, &code).await.is(200);
    confirm(&mut owner, &begun, &app.next_code(&alice)).await.refused(410, "enrollment_expired");
}

#[actix_web::test]
async fn s16_c45_the_secret_stands_in_no_other_answer() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let begun = begin(&mut script, &mut alice).await;
    let secret = begun.text("secret");
    let pending = script.get("/me/two-factor").await;
    let confirmed = confirm(&mut script, &begun, &alice.totp_code(app.now())).await;
    let mut answers = vec![pending, confirmed];
    let own = format!("/team/users/{}", alice.id);
    for path in ["/me", "/me/two-factor", "/team/users", &own, "/me/devices"] {
        answers.push(script.get(path).await);
    }
    for answer in answers {
        assert!(!answer.is(200).body.contains(secret), "{answer}");
    }
}

#[actix_web::test]
async fn s16_c07_a_new_app_starts_with_no_mark() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let mut owner = app.script();
    owner.log_in(&alice).await.challenged();
    owner.verify(&alice.totp_code(app.now() + STEP)).await.authenticated();
    owner.delete("/me/two-factor").await.is(204);
    owner.log_in(&alice).await.authenticated();

    // The old app's mark lies a step ahead of the code that confirms the new one.
    let begun = begin(&mut owner, &mut alice).await;
    confirm(&mut owner, &begun, &alice.totp_code(app.now() - STEP)).await.is(200);
    owner.log_in(&alice).await.challenged();
    owner.verify(&alice.totp_code(app.now())).await.authenticated();
}

#[actix_web::test]
async fn s16_wrong_forms_of_a_confirm_are_told() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let begun = begin(&mut script, &mut alice).await;
    for code in ["", "12345", "ABCDE-FGHJK"] {
        confirm(&mut script, &begun, code).await.faulty("/code", "malformed");
    }
    let unknown = json!({ "enrollment_id": "nonsense", "code": "123456" });
    script.post("/me/two-factor/totp/confirm", unknown).await.refused(410, "enrollment_expired");
    let late = confirm(&mut script, &begun, &alice.totp_code(app.now() - STEP * 3)).await;
    assert_eq!(late.refused(401, "invalid_code")["reason"], "clock_behind");
    assert_eq!(late["attempts_remaining"], 4);
}
