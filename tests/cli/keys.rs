//! `keys rotate`, while the service runs: it learns of new keys by itself.

use std::{fs, time::Instant};

use chrono::{DateTime, Utc};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use reqwest::Method;
use serde_json::{Value, json};

use super::process::{Folder, PASSWORD, PATIENCE, Server, totp_code};

fn with_alice() -> Folder {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    folder
}

async fn shown_kids(server: &Server) -> Vec<String> {
    let jwks = server.send(Method::GET, "/.well-known/jwks.json", None, None).await;
    let keys = jwks.body["keys"].as_array().expect("keys").iter();
    keys.map(|key| key["kid"].as_str().expect("a kid").to_owned()).collect()
}

fn kid_of(token: &str) -> String {
    let header = BASE64URL_NOPAD.decode(token.split('.').next().expect("a header").as_bytes());
    let header: Value = serde_json::from_slice(&header.expect("base64url")).expect("JSON");
    header["kid"].as_str().expect("a kid").to_owned()
}

fn instant(value: &Value) -> DateTime<Utc> {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("an instant: {value}"))
}

/// Puts a key on top of the file, as an operator does.
fn put_on_top(folder: &Folder, byte: u8) {
    let file = folder.path("data/master.key");
    let former = fs::read_to_string(&file).expect("the keys");
    fs::write(&file, format!("{}\n{former}", BASE64.encode(&[byte; 32]))).expect("written");
}

#[actix_web::test]
async fn s17_a_new_key_is_shown_without_a_restart_and_live_tokens_stay_good() {
    let folder = with_alice();
    let server = folder.serve();
    let logged_in = server.log_in("alice", PASSWORD).await;
    let token = logged_in.text("access_token").to_owned();
    let present = kid_of(&token);
    assert_eq!(shown_kids(&server).await, [present.as_str()]);

    let rotated = folder.run(&["keys", "rotate", "--json"]).json();

    let next = rotated["next"]["kid"].as_str().expect("a kid").to_owned();
    let signs_from = instant(&rotated["next"]["signs_from"]);
    assert_eq!(rotated["retiring"][0]["kid"], present.as_str());
    let overlap = instant(&rotated["retiring"][0]["retires_at"]) - signs_from;
    assert!(overlap.num_seconds() >= 15 * 60 + 5, "{rotated}");

    let since = Instant::now();
    while shown_kids(&server).await != [present.clone(), next.clone()] {
        assert!(since.elapsed() < PATIENCE, "the new key is not shown");
        std::thread::yield_now();
    }
    assert_eq!(server.get("/api/v1/me", &token).await.status, 200);
    let later = server.log_in("alice", PASSWORD).await;
    assert_eq!(kid_of(later.text("access_token")), present, "a new key waits an hour before it signs");

    let again = folder.run(&["keys", "rotate", "--json"]).json();
    assert_eq!((&again["next"]["kid"], &again["next"]["is_new"]), (&json!(next), &json!(false)));
    assert_eq!(instant(&again["next"]["signs_from"]), signs_from);
    let said = folder.run(&["keys", "rotate"]).succeeded();
    assert!(said.contains(&next) && said.contains(&present), "{said}");
}

#[actix_web::test]
async fn s20_everything_is_sealed_with_the_newest_master_key_while_the_service_runs() {
    let folder = with_alice();
    let mut server = folder.serve();
    let token = server.log_in("alice", PASSWORD).await.text("access_token").to_owned();
    let begun = server.send(Method::POST, "/api/v1/me/two-factor/totp", Some(&token), Some(json!({}))).await;
    let (secret, time) = (begun.text("secret").to_owned(), begun.time());

    put_on_top(&folder, 7);
    let said = server.reload_keys();
    assert!(said.contains("keys_reloaded"), "{said}");
    let rotated = folder.run(&["keys", "rotate", "--json"]).json();
    assert_eq!(
        rotated["resealed"],
        json!({"signing-key": 1, "password-hash": 1, "totp-secret": 0, "enrollment": 1, "sms-code": 0, "mail": 0}),
        "{rotated}"
    );

    let body = json!({"enrollment_id": begun.text("enrollment_id"), "code": totp_code(&secret, time)});
    let path = "/api/v1/me/two-factor/totp/confirm";
    let confirmed = server.send(Method::POST, path, Some(&token), Some(body)).await;
    assert_eq!(confirmed.status, 200, "{confirmed:?}");
    let with_code = json!({"username": "alice", "password": PASSWORD, "code": totp_code(&secret, time + 30)});
    assert_eq!(server.post("/api/v1/auth/login", with_code).await.text("status"), "authenticated");

    let again = folder.run(&["keys", "rotate", "--json"]).json();
    let counts = again["resealed"].as_object().expect("counts").values();
    assert!(counts.into_iter().all(|count| *count == json!(0)), "{again}");
    assert_eq!(again["master_key"], rotated["master_key"]);
}

#[actix_web::test]
async fn s20_a_command_that_has_a_newer_master_key_leaves_no_service_behind() {
    let folder = with_alice();
    let server = folder.serve();
    put_on_top(&folder, 7);
    folder.run_with_input(&["user", "set-password", "alice", "--password-stdin"], PASSWORD).succeeded();
    folder.run(&["keys", "rotate"]).succeeded();
    assert_eq!(server.log_in("alice", PASSWORD).await.text("status"), "authenticated");
}

#[test]
fn s20_keys_of_another_service_are_not_taken_up() {
    let folder = with_alice();
    let mut server = folder.serve();
    fs::write(folder.path("data/master.key"), BASE64.encode(&[9; 32])).expect("written");
    let said = server.reload_keys();
    assert!(said.contains("keys_not_reloaded") && said.contains("last master key"), "{said}");
    fs::write(folder.path("data/master.key"), "nonsense").expect("written");
    let said = server.reload_keys();
    assert!(said.contains("keys_not_reloaded") && said.contains("line 1"), "{said}");
}

#[test]
fn a_value_that_no_master_key_opens_is_told_and_left() {
    let folder = with_alice();
    put_on_top(&folder, 7);
    folder.add_user("Acme", "bob");
    let keys = fs::read_to_string(folder.path("data/master.key")).expect("the keys");
    let (_, oldest) = keys.split_once('\n').expect("two lines");
    fs::write(folder.path("data/master.key"), format!("{}\n{oldest}", BASE64.encode(&[8; 32])))
        .expect("written");

    let ran = folder.run(&["keys", "rotate", "--json"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let printed: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((&printed["unreadable"], &printed["resealed"]["password-hash"]), (&json!(1), &json!(1)));
    assert!(ran.stderr.contains("master key"), "{ran:?}");

    fs::write(folder.path("data/master.key"), format!("{}\n{keys}", BASE64.encode(&[8; 32])))
        .expect("written");
    let printed = folder.run(&["keys", "rotate", "--json"]).json();
    assert_eq!((&printed["unreadable"], &printed["resealed"]["password-hash"]), (&json!(0), &json!(1)));
}
