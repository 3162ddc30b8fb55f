//! S21: the logs of a full run, at their most talkative, hold nothing that opens anything.

use std::fs;

use reqwest::Method;
use serde_json::{Value, json};

use super::process::{Answer, Folder, PASSWORD, Server, token_in, totp_code};

const PHONE: &str = "+12015550123";
const WRONG_PASSWORD: &str = "eleven amber kettles";
const SECOND_PASSWORD: &str = "nine yellow lanterns";
const THIRD_PASSWORD: &str = "forty silent harbours";

/// The members of answers that nobody else may know.
const SECRET_MEMBERS: [&str; 9] = [
    "access_token",
    "refresh_token",
    "challenge_token",
    "device_token",
    "known_token",
    "secret",
    "otpauth_uri",
    "backup_codes",
    "token",
];

/// Somebody who tries everything, and notes what is secret in it.
struct Run {
    folder: Folder,
    server: Server,
    secrets: Vec<String>,
}

impl Run {
    fn note(&mut self, secret: &str) {
        if !secret.is_empty() && !self.secrets.iter().any(|noted| noted == secret) {
            self.secrets.push(secret.to_owned());
        }
    }

    fn note_all(&mut self, value: &Value, is_secret: bool) {
        match value {
            Value::String(text) if is_secret => self.note(text),
            Value::Array(items) => items.iter().for_each(|item| self.note_all(item, is_secret)),
            Value::Object(members) => members.iter().for_each(|(name, member)| {
                self.note_all(member, is_secret || SECRET_MEMBERS.contains(&name.as_str()));
            }),
            _ => {}
        }
    }

    async fn call(&mut self, method: Method, path: &str, token: &str, body: Value) -> Answer {
        self.note_all(&body, false);
        for member in ["password", "current_password", "new_password", "code"] {
            if let Some(secret) = body[member].as_str() {
                self.note(secret);
            }
        }
        let token = Some(token).filter(|token| !token.is_empty());
        let answer = self.server.send(method, &format!("/api/v1{path}"), token, Some(body)).await;
        self.note_all(&answer.body, false);
        answer
    }

    async fn post(&mut self, path: &str, token: &str, body: Value) -> Answer {
        self.call(Method::POST, path, token, body).await
    }

    async fn log_in(&mut self, password: &str) -> Answer {
        self.post("/auth/login", "", json!({"username": "alice", "password": password})).await
    }

    /// The newest message to somebody in the outbox.
    fn message_to(&self, to: &str) -> String {
        let outbox = fs::read_to_string(self.folder.path("data/outbox.jsonl")).expect("an outbox");
        let mut messages = outbox.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let newest = messages.rfind(|message| message["to"] == to).expect("a message");
        newest["body"].as_str().expect("a text").to_owned()
    }

    fn code_to_phone(&mut self) -> String {
        let text = self.message_to(PHONE);
        let code = text.rsplit('#').next().expect("a code").trim().to_owned();
        self.note(&code);
        code
    }

    fn link_to(&mut self, email: &str) -> String {
        let body = self.message_to(email);
        let link = body.lines().find(|line| line.contains("#token=")).unwrap_or_else(|| panic!("{body}"));
        let token = token_in(link);
        self.note(&token);
        token
    }
}

/// Enrols, logs in by every way, changes everything, resets everything.
async fn everything(run: &mut Run) {
    run.log_in(WRONG_PASSWORD).await;
    let first = run.log_in(PASSWORD).await.text("access_token").to_owned();
    let begun = run.post("/me/two-factor/totp", &first, json!({})).await;
    let (secret, now) = (begun.text("secret").to_owned(), begun.time());
    let body = json!({"enrollment_id": begun.text("enrollment_id"), "code": totp_code(&secret, now)});
    let confirmed = run.post("/me/two-factor/totp/confirm", &first, body).await;
    let codes: Vec<_> =
        confirmed.body["backup_codes"].as_array().expect("codes").iter().filter_map(Value::as_str).collect();

    let challenged = run.log_in(PASSWORD).await;
    let token = challenged.text("challenge_token");
    run.post("/auth/verify", "", json!({"challenge_token": token, "code": "BBBBB-BBBBB"})).await;
    let body =
        json!({"challenge_token": token, "code": totp_code(&secret, now + 30), "remember_device": true});
    let verified = run.post("/auth/verify", "", body).await;
    let access = verified.text("access_token").to_owned();
    let id = verified.body["user"]["id"].as_str().expect("an id").to_owned();
    let remembered = json!({
        "username": "alice", "password": PASSWORD, "device_token": verified.text("device_token"),
        "known_token": verified.text("known_token"),
    });
    assert_eq!(run.post("/auth/login", "", remembered).await.text("status"), "authenticated");
    let patched =
        run.call(Method::PATCH, &format!("/team/users/{id}"), &access, json!({"cell_phone": PHONE})).await;
    assert_eq!(patched.status, 200, "{patched:?}");

    let challenged = run.log_in(PASSWORD).await;
    let token = challenged.text("challenge_token");
    assert_eq!(run.post("/auth/sms", "", json!({"challenge_token": token})).await.status, 202);
    let code = run.code_to_phone();
    let by_text = run.post("/auth/verify", "", json!({"challenge_token": token, "code": code})).await;
    assert_eq!(by_text.status, 200, "{by_text:?}");
    let once = json!({"username": "alice", "password": PASSWORD, "code": codes[0]});
    let by_code = run.post("/auth/login", "", once).await;
    let access = by_code.text("access_token").to_owned();
    let refreshed =
        run.post("/auth/refresh", "", json!({"refresh_token": by_code.text("refresh_token")})).await;
    run.post("/auth/refresh", "", json!({"refresh_token": refreshed.text("refresh_token")})).await;
    run.post("/auth/refresh", "", json!({"refresh_token": by_code.text("refresh_token")})).await;
    let cookie = json!({"username": "alice", "password": PASSWORD, "transport": "cookie"});
    run.post("/auth/login", "", cookie).await;

    let challenged = run.log_in(PASSWORD).await;
    let body = json!({"challenge_token": challenged.text("challenge_token"), "code": codes[1]});
    let access = match run.post("/auth/verify", "", body).await {
        verified if verified.status == 200 => verified.text("access_token").to_owned(),
        _ => access,
    };
    let stepped = run.post("/auth/step-up", &access, json!({"code": codes[2]})).await;
    let access = stepped.text("access_token").to_owned();
    let wrong = json!({"current_password": WRONG_PASSWORD, "new_password": SECOND_PASSWORD});
    run.call(Method::PUT, "/me/password", &access, wrong).await;
    let right = json!({"current_password": PASSWORD, "new_password": SECOND_PASSWORD});
    let changed = run.call(Method::PUT, "/me/password", &access, right).await;
    assert_eq!(changed.status, 204, "{changed:?}");
    run.call(Method::PUT, "/me/email", &access, json!({"email": "other@example.com"})).await;
    let token = run.link_to("other@example.com");
    run.post("/auth/email/confirm", "", json!({"token": token})).await;

    run.post("/auth/password/forgot", "", json!({"username": "alice"})).await;
    let token = run.link_to("other@example.com");
    run.post("/auth/links/inspect", "", json!({"token": token})).await;
    let reset = json!({"token": token, "new_password": THIRD_PASSWORD});
    assert_eq!(run.post("/auth/password/reset", "", reset).await.status, 204);
    nonsense(run).await;
    on_the_command_line(run);
}

/// What a broken client sends.
async fn nonsense(run: &mut Run) {
    let odd = json!({"username": "alice", "password": THIRD_PASSWORD, "passwort": SECOND_PASSWORD, "code": 123_456});
    run.post("/auth/login", "", odd).await;
    run.post("/auth/login", "", json!([THIRD_PASSWORD])).await;
    run.post("/auth/refresh", "eyJhbGciOiJub25lIn0.e30.nothing", json!({"refresh_token": "a-token-of-mine"}))
        .await;
    run.note("a-token-of-mine");
    run.note("eyJhbGciOiJub25lIn0");
    let query = "/me?access_token=a-token-in-a-query";
    run.call(Method::GET, query, "", json!({})).await;
    run.note("a-token-in-a-query");
}

fn on_the_command_line(run: &mut Run) {
    let add = ["user", "add", "--team", "Acme", "--username", "bob", "--email", "bob@example.com"];
    let link = run.folder.run(&[&add[..], &["--name", "Bob Bell", "--invite"]].concat()).succeeded();
    run.note(&token_in(&link));
    let set = ["user", "set-password", "alice", "--password-stdin"];
    run.folder.run_with_input(&set, SECOND_PASSWORD).succeeded();
    run.folder.run(&["user", "reset-two-factor", "alice"]).succeeded();
    run.folder.run(&["keys", "rotate"]).succeeded();
    run.server.reload_keys();
    let key = fs::read_to_string(run.folder.path("data/master.key")).expect("a key");
    run.note(key.trim());
}

/// Where a secret stands in a log, by itself and not as a part of another number or word.
fn stands_in(log: &str, secret: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    log.match_indices(secret).any(|(at, _)| {
        let (before, after) = (log[..at].chars().next_back(), log[at + secret.len()..].chars().next());
        // Six digits may be a part of a time; anything longer is itself wherever it stands.
        secret.len() > 6 || !(is_part(before) || is_part(after))
    })
}

async fn log_of_a_full_run(format: &str) {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    fs::write(
        folder.path("vestibule.toml"),
        fs::read_to_string(folder.path("vestibule.toml")).expect("settings")
            + &format!("[log]\nlevel = \"trace\"\nformat = \"{format}\"\n"),
    )
    .expect("written");
    let server = folder.serve();
    let secrets = [PASSWORD, PHONE].map(str::to_owned).to_vec();
    let mut run = Run { folder, server, secrets };
    everything(&mut run).await;

    let Run { server, secrets, .. } = run;
    let log = server.log();
    assert!(secrets.len() > 40, "many secrets were seen: {}", secrets.len());
    assert!(log.lines().count() > 40 && log.contains("/api/v1/auth/verify"), "a full run: {log}");
    for secret in &secrets {
        assert!(!stands_in(&log, secret), "{secret} stands in the log");
        // The beginning of a token would tell it from others, and a part of a number whose it is.
        if secret.len() > 30 {
            assert!(!log.contains(&secret[..24]), "the beginning of {secret} stands in the log");
        }
    }
    assert!(!log.contains(&PHONE[2..]), "a whole number stands in the log");
}

#[actix_web::test]
async fn s21_json_logs_of_a_full_run_hold_nothing_secret() {
    log_of_a_full_run("json").await;
}

#[actix_web::test]
async fn s21_text_logs_of_a_full_run_hold_nothing_secret() {
    log_of_a_full_run("text").await;
}

#[actix_web::test]
async fn s21_gateways_that_fail_are_logged_without_their_secrets_and_readers() {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    let settings = fs::read_to_string(folder.path("vestibule.toml")).expect("settings");
    let gateways = "[log]\nlevel = \"trace\"\n\
         [sms]\ngateway = \"twilio\"\n\
         [sms.twilio]\naccount_sid = \"AC00000000000000000000000000000000\"\nauth_token = \"hush-hush\"\n\
         from = \"+15005550006\"\nbase_url = \"http://127.0.0.1:1\"\n\
         [mail]\ngateway = \"smtp\"\nsmtp_url = \"smtp://portal:hush-hush@127.0.0.1:1\"\nfrom = \"portal@example.com\"\n";
    fs::write(folder.path("vestibule.toml"), settings + gateways).expect("written");
    let mut server = folder.serve();
    let logged_in = server.log_in("alice", PASSWORD).await;
    let id = logged_in.body["user"]["id"].as_str().expect("an id");
    let (path, token) = (format!("/api/v1/team/users/{id}"), Some(logged_in.text("access_token")));
    server.send(Method::PATCH, &path, token, Some(json!({"cell_phone": PHONE}))).await;
    let refused = server.send(Method::POST, "/api/v1/me/phone/code", token, Some(json!({}))).await;
    assert_eq!((refused.status.as_u16(), refused.text("reason")), (502, "gateway_down"));
    server.post("/api/v1/auth/password/forgot", json!({"username": "alice"})).await;
    server.wait_for_log("mail_delayed");

    let log = server.log();
    assert!(log.contains("sms_not_sent"), "{log}");
    let basic = data_encoding::BASE64.encode(b"AC00000000000000000000000000000000:hush-hush");
    for secret in ["hush-hush", &basic, PHONE, &PHONE[2..], "alice@example.com", "#token="] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[test]
fn a_code_is_found_by_itself_and_not_within_a_time() {
    for log in [r#"{"code":"123456"}"#, "code=123456 ", "#123456"] {
        assert!(stands_in(log, "123456"), "{log}");
    }
    for log in ["2026-11-25T10:00:00.123456Z", "micros=1234567", "019bc123456"] {
        assert!(!stands_in(log, "123456"), "{log}");
    }
    assert!(stands_in("password=seven purple bicycles!", PASSWORD));
}
