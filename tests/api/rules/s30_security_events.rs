//! S30 and S21: what the log tells to whoever watches it, and what it doesn't.

use std::collections::BTreeSet;

use data_encoding::BASE32_NOPAD;
use reqwest::Method;
use vestibule::http::security_event::SecurityEvent;

use crate::{
    api::api_tokens::made,
    support::{Call, Client, TestApp, Value, json, log},
};

const EVENTS: &str = include_str!("../../../docs/events.md");

/// A service whose texts can't be sent.
async fn watched() -> TestApp {
    TestApp::with(&[
        ("trusted_proxies", "127.0.0.0/8"),
        ("sms.gateway", "twilio"),
        ("sms.twilio.account_sid", "AC0"),
        ("sms.twilio.auth_token", "secret of twilio"),
        ("sms.twilio.from", "+15005550006"),
        ("sms.twilio.base_url", "http://127.0.0.1:1"),
    ])
    .await
}

/// The security events from an address, which no other test calls from.
fn events_from(address: &str) -> Vec<Value> {
    let events =
        log::text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<Value>>();
    events.into_iter().filter(|event| event["target"] == "security" && event["ip"] == address).collect()
}

fn sid_of(client: &Client) -> Value {
    super::s17_access_tokens::claims_of(client)["sid"].clone()
}

/// The newest event from an address must be this one.
#[track_caller]
fn tells(address: &str, count: &mut usize, event: &str, reason: Option<&str>) -> Value {
    let events = events_from(address);
    let told: Vec<_> = events[*count..].iter().map(|event| &event["event"]).collect();
    assert_eq!(told, [event]);
    *count = events.len();
    let told = events.last().expect("an event").clone();
    assert_eq!(told["reason"].as_str(), reason, "{told}");
    for field in ["call", "request_id", "level", "timestamp"] {
        assert!(told[field].is_string(), "{told}");
    }
    told
}

#[test]
fn s30_the_document_lists_every_event_and_none_else() {
    let section = EVENTS.split("\n## ").find(|section| section.starts_with("Security events"));
    let rows = section.expect("a section").lines().filter(|line| line.starts_with("| `"));
    let listed: BTreeSet<_> = rows.filter_map(|row| row.split('`').nth(1)).collect();
    assert_eq!(listed, SecurityEvent::ALL.map(SecurityEvent::as_str).into());
}

#[actix_web::test]
async fn s30_log_ins_and_codes_right_or_wrong() {
    let (app, address) = (watched().await, "198.18.30.1");
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let bob = app.user("bob").create().await;
    let (mut script, mut n) = (app.script().from(address), 0);

    script.guess("alice").await.is(401);
    let told = tells(address, &mut n, "login_failed", Some("invalid_credentials"));
    assert_eq!((&told["user_id"], &told["level"]), (&json!(alice.id), &json!("WARN")));
    assert_eq!((told.get("session_id"), &told["call"]), (None, &json!("POST /api/v1/auth/login")));
    script.guess("nobody\n\u{1b}[2J").await.is(401);
    let told = tells(address, &mut n, "login_failed", Some("invalid_credentials"));
    assert_eq!(told.get("user_id"), None);

    script.log_in(&alice).await.challenged();
    let told = tells(address, &mut n, "login_challenged", None);
    assert_eq!((&told["user_id"], told.get("session_id")), (&json!(alice.id), None));
    script.ask_for_text().await.refused(502, "sms_not_sent");
    let told = tells(address, &mut n, "server_error", Some("sms_not_sent"));
    assert_eq!((&told["level"], &told["user_id"]), (&json!("ERROR"), &json!(alice.id)));
    script.verify(&alice.wrong_code(app.now())).await.is(401);
    assert_eq!(tells(address, &mut n, "verify_failed", Some("invalid_code"))["user_id"], alice.id.as_str());
    script.verify(&app.next_code(&alice)).await.authenticated();
    let told = tells(address, &mut n, "verify_succeeded", None);
    assert_eq!((&told["user_id"], &told["session_id"]), (&json!(alice.id), &sid_of(&script)));
    assert_eq!(told["level"], "INFO");
    script.verify("123456").await.is(401);
    tells(address, &mut n, "verify_failed", Some("challenge_expired"));

    script.step_up(json!({ "code": alice.wrong_code(app.now()) })).await.is(401);
    let told = tells(address, &mut n, "step_up_failed", Some("invalid_code"));
    assert_eq!(told["session_id"], sid_of(&script));
    script.step_up(json!({ "code": app.next_code(&alice) })).await.is(200);
    tells(address, &mut n, "step_up_succeeded", None);

    let mut of_bob = app.script().from(address);
    of_bob.sign_in(&bob).await;
    let told = tells(address, &mut n, "login_succeeded", None);
    assert_eq!((&told["user_id"], &told["session_id"]), (&json!(bob.id), &sid_of(&of_bob)));
    of_bob.get("/me").await.is(200);
    assert_eq!(events_from(address).len(), n, "what is everyday is no event");
    let log = log::text();
    assert!(!log.contains("[2J") && !log.contains("nobody\\n"), "what was typed stays out");
}

#[actix_web::test]
async fn s30_resets_tokens_and_refusals() {
    let (app, address) = (watched().await, "198.18.30.2");
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    let api_token = made(&mut owner).await;
    let (mut script, mut n) = (app.script().from(address), 0);

    script.post("/auth/token", json!({ "api_token": api_token })).await.is(200);
    let told = tells(address, &mut n, "api_token_used", None);
    assert_eq!((&told["user_id"], &told["session_id"]), (&json!(alice.id), &sid_of(&script)));
    script.post("/auth/token", json!({ "api_token": "vst_x" })).await.is(401);
    tells(address, &mut n, "api_token_refused", Some("invalid_token"));
    script.log_out().await.is(403);
    tells(address, &mut n, "forbidden", Some("forbidden"));

    let mut of_bob = app.script();
    of_bob.sign_in(&bob).await;
    let mut of_bob = of_bob.from(address);
    of_bob.get("/team/activity").await.is(403);
    let told = tells(address, &mut n, "forbidden", Some("forbidden"));
    assert_eq!((&told["user_id"], &told["session_id"]), (&json!(bob.id), &sid_of(&of_bob)));
    let foreign = format!("/me/sessions/{}", sid_of(&owner).as_str().expect("an id"));
    of_bob.delete(&foreign).await.is(404);
    let told = tells(address, &mut n, "object_not_found", Some("not_found"));
    assert_eq!(told["call"], "DELETE /api/v1/me/sessions/{id}");
    let copied = of_bob.clone();
    for _ in 0..2 {
        of_bob.refresh().await.authenticated();
    }
    copied.clone().refresh().await.is(401);
    let told = tells(address, &mut n, "refresh_reused", Some("refresh_reused"));
    assert_eq!(told["session_id"], sid_of(&of_bob));

    let mut evil = app.browser().from(address).on_page_of("https://evil.example");
    evil.log_in(&bob).await.is(403);
    tells(address, &mut n, "origin_refused", Some("origin_not_allowed"));
    for _ in 0..5 {
        script.guess("somebody").await.is(401);
    }
    n = events_from(address).len();
    script.guess("somebody").await.is(429);
    tells(address, &mut n, "throttled", Some("rate_limited"));

    script.post("/auth/password/forgot", json!({ "username": "bob" })).await.is(202);
    assert_eq!(tells(address, &mut n, "password_forgotten", None).get("user_id"), None);
    let mail = app.mails_to(&bob.email).pop().expect("a mail");
    let token = mail.body.split("#token=").nth(1).and_then(|rest| rest.split_whitespace().next());
    let reset = |token: &str| json!({ "token": token, "new_password": "seven small boats at noon" });
    script.post("/auth/password/reset", reset("x")).await.is(410);
    tells(address, &mut n, "password_reset_failed", Some("link_expired"));
    script.post("/auth/password/reset", reset(token.expect("a link"))).await.is(204);
    assert_eq!(tells(address, &mut n, "password_reset_succeeded", None)["user_id"], bob.id.as_str());
}

#[actix_web::test]
async fn s21_the_log_holds_no_secret_of_a_whole_story() {
    let (app, address) = (watched().await, "198.18.30.3");
    let password = "lanterns of a quiet harbour";
    let alice =
        app.user("alice").with_password(password).with_totp().with_phone("+12015550177").create().await;
    let mut script = app.script().from(address);
    script.log_in(&alice).await.challenged();
    let challenge = script.challenge_token.clone().expect("a token");
    script.ask_for_text().await.is(502);
    let code = app.next_code(&alice);
    script.verify_with(&code, json!({ "remember_device": true })).await.authenticated();
    let api_token = made(&mut script).await;
    script.post("/auth/token", json!({ "api_token": api_token })).await.is(200);
    script.step_up(json!({ "code": alice.backup_codes[0] })).await.is(403);
    let spent = script.refresh_token.clone().expect("a token");
    script.refresh().await.authenticated();
    script.step_up(json!({ "code": alice.backup_codes[0] })).await.is(200);
    script.get(&format!("/team/users?query={}", "quietly")).await.is(200);
    let call = Call::get("/me").header("Authorization", &format!("Bearer {api_token}"));
    script.send(call).await.is(401);
    script.send(Call::root(Method::GET, "/reset/pasted-by-mistake")).await;
    script.post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    let mail = app.mails_to(&alice.email).pop().expect("a mail");
    let link = mail.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1;

    let log = log::text();
    assert!(log.contains(address), "there is a log");
    let kept = [&script.access_token, &script.refresh_token, &script.device_token, &script.known_token];
    let tokens = kept.map(|token| token.clone().expect("a token"));
    let said = [
        password,
        "201555017",
        "5550177",
        "quietly",
        "pasted-by-mistake",
        "secret of twilio",
        "is your code",
        link,
        &challenge,
        &spent,
        &api_token,
    ];
    let secret = BASE32_NOPAD.encode(&alice.secret);
    let codes = [format!("\"{code}\""), format!("#{code}"), alice.backup_codes[0].clone(), secret];
    for hidden in said.into_iter().chain(tokens.iter().chain(&codes).map(String::as_str)) {
        assert!(!log.contains(hidden), "the log says {hidden}");
    }
}
