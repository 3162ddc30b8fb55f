//! `POST /team/users/{id}/two-factor/reset`: for a member who lost everything.

use super::{grows_stale, last_written, of, office, signed_in};
use crate::support::{Call, PASSWORD, Person, TestApp, Value, code_in, json};

fn reset(person: &Person) -> String {
    format!("{}/two-factor/reset", of(person))
}

fn told_of_a_reset(app: &TestApp, person: &Person) -> Vec<String> {
    let mails = app.mails_to(&person.email).into_iter();
    let of_reset = mails
        .filter(|mail| mail.subject.as_deref().is_some_and(|text| text.contains("two-factor was reset")));
    of_reset.map(|mail| mail.body).collect()
}

#[actix_web::test]
async fn the_second_factor_goes_with_all_that_hung_on_it_and_the_member_is_told() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let (mut of_alice, mut challenged) = (app.script(), app.script());
    of_alice.sign_in_with(&alice, json!({"remember_device": true})).await;
    challenged.log_in(&alice).await.challenged();
    challenged.ask_for_text().await.is(202);
    let text = code_in(&app.last_text_to(&alice));
    challenged.post("/auth/password/forgot", json!({"username": "alice"})).await.is(202);
    let link = app.mailed_token(&alice.email, "reset");

    app.advance(1);
    let done = office.post(&reset(&alice), json!({"reason": " Lost the phone, asked in person. "})).await;

    assert_eq!(done.is(204).body, "");
    assert_eq!(office.get(&of(&alice)).await["two_factor"]["enabled"], false);
    of_alice.get("/me").await.refused(401, "invalid_token");
    of_alice.refresh().await.refused(401, "invalid_token");
    for code in [&text, &alice.totp_code(app.now()), &alice.backup_codes[0]] {
        challenged.verify(code).await.refused(401, "challenge_expired");
    }
    let body = json!({"token": link, "new_password": "another anchor eighteen"});
    app.browser().post("/auth/password/reset", body).await.refused(410, "link_expired");
    let written = last_written(&mut office, &alice.id).await;
    let detail = json!({"reason": "Lost the phone, asked in person."});
    assert_eq!(written, ("two_factor_reset".to_owned(), detail, "Ada Lovelace".to_owned()));
    let told = told_of_a_reset(&app, &alice);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("By: Ada Lovelace") && told[0].contains("127.0.0.1"), "{}", told[0]);

    of_alice.log_in(&alice).await.authenticated();
    assert_eq!(of_alice.get("/me/devices").await["items"], json!([]));
    let standing = of_alice.get("/me/two-factor").await;
    assert_eq!((&standing["enabled"], &standing["remembered_devices"]), (&false.into(), &0.into()));
    assert!(standing["backup_codes"].is_null(), "{standing}");
}

#[actix_web::test]
async fn s6_every_client_is_a_stranger_again() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let mut alice = app.user("alice").with_totp().create().await;
    let mut of_alice = app.script();
    of_alice.sign_in(&alice).await;
    office.post(&reset(&alice), json!({})).await.is(204);
    let known = of_alice.known_token.clone();
    let mut elsewhere = app.script();
    elsewhere.log_in(&alice).await.authenticated();
    elsewhere.enroll(&mut alice).await;
    app.advance(30);
    // Wrong codes by what was known count for all strangers.
    for _ in 0..5 {
        of_alice.known_token.clone_from(&known);
        of_alice.log_in(&alice).await.challenged();
        of_alice.verify(&alice.wrong_code(app.now())).await.refused(401, "invalid_code");
    }
    assert_eq!(app.script().log_in(&alice).await.challenged()["retry_after"], 15);
}

#[actix_web::test]
async fn s12_where_the_team_demands_one_nothing_opens_before_the_new_one_is_set_up() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_totp().create().await;
    let mut alice = app.user("alice").with_totp().create().await;
    let mut office = signed_in(&app, &ada).await;
    super::policy::put(&mut office, json!({"require_two_factor": true, "grace_days": 0})).await.is(200);
    office.post(&reset(&alice), json!({})).await.is(204);

    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.is(200)["status"], "enrollment_required");
    script.get("/team/users").await.refused(403, "enrollment_required");
    script.enroll(&mut alice).await;
    script.get("/team/users").await.is(200);
}

#[actix_web::test]
async fn a_set_up_that_was_begun_is_void() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let mut alice = app.user("alice").with_totp().create().await;
    let mut of_alice = app.script();
    of_alice.sign_in(&alice).await;
    let begun = of_alice.post("/me/two-factor/totp", json!({})).await;
    office.post(&reset(&alice), json!({})).await.is(204);
    alice.scan(begun.is(201).text("secret"));
    of_alice.log_in(&alice).await.authenticated();
    let body = json!({"enrollment_id": begun["enrollment_id"], "code": alice.totp_code(app.now())});
    of_alice.post("/me/two-factor/totp/confirm", body).await.refused(410, "enrollment_expired");
}

#[actix_web::test]
async fn where_it_is_off_sessions_end_and_no_tale_is_told() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").create().await;
    let mut of_alice = signed_in(&app, &alice).await;
    app.advance(1);
    office.send(Call::post(&reset(&alice))).await.is(204);
    of_alice.get("/me").await.refused(401, "invalid_token");
    assert_eq!(told_of_a_reset(&app, &alice).len(), 0);
    assert_eq!(last_written(&mut office, &alice.id).await.0, "sessions_ended");
}

#[actix_web::test]
async fn a_reason_is_one_line_of_200_characters() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().create().await;
    for (reason, code) in [
        (json!("x".repeat(201)), "too_long"),
        (json!("lost\nBcc: eve@example.com"), "invalid"),
        (json!("lost\u{0}"), "invalid"),
        (json!("\u{1b}[31mlost"), "invalid"),
        (json!(1), "wrong_type"),
    ] {
        office.post(&reset(&alice), json!({ "reason": reason })).await.faulty("/reason", code);
    }
    office.post(&reset(&alice), json!({"because": "lost"})).await.faulty("/because", "unknown_field");
    assert_eq!(office.get(&of(&alice)).await["two_factor"]["enabled"], true);
    for reason in [Value::Null, json!(" ")] {
        office.post(&reset(&alice), json!({ "reason": reason })).await.is(204);
    }
    let page = office.get(&format!("/team/activity?user={}", alice.id)).await;
    let found =
        page["items"].as_array().expect("items").iter().find(|item| item["action"] == "two_factor_reset");
    assert_eq!(found.map(|item| &item["detail"]), Some(&json!({})));
}

#[actix_web::test]
async fn ones_own_is_not_taken_away_here() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_totp().create().await;
    let mut office = signed_in(&app, &ada).await;
    for body in [json!({}), json!({"nonsense": 1})] {
        office.post(&reset(&ada), body).await.refused(403, "forbidden");
    }
    assert_eq!(office.get(&of(&ada)).await["two_factor"]["enabled"], true);
}

#[actix_web::test]
async fn refusals_come_in_order() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().create().await;
    let foreign = app.user("foreign").in_team("Others").with_totp().create().await;
    let bob = app.user("bob").create().await;
    grows_stale(&app, &mut office).await;
    let mut of_bob = signed_in(&app, &bob).await;
    for person in [&alice, &foreign, &bob] {
        of_bob.post(&reset(person), json!({"nonsense": 1})).await.refused(403, "forbidden");
    }
    for id in [foreign.id.as_str(), "01890000-0000-7000-8000-000000000000", "alice"] {
        let path = format!("/team/users/{id}/two-factor/reset");
        office.post(&path, json!({"nonsense": 1})).await.refused(404, "not_found");
    }
    office.post(&reset(&alice), json!({"reason": 1})).await.faulty_at("/reason");
    office.post(&reset(&alice), json!({})).await.refused(403, "step_up_required");
    assert_eq!(office.get(&of(&alice)).await["two_factor"]["enabled"], true);
    office.step_up(json!({"password": PASSWORD})).await.is(200);
    office.post(&reset(&alice), json!({})).await.is(204);
}
