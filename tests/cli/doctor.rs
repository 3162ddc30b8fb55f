//! `doctor`: what it looks at, what it says, and that it changes nothing.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::PathBuf,
    thread,
};

use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{header, method, path},
};

use super::process::{Folder, Ran};

/// What it says of each thing, and how it ended.
fn doctor(folder: &Folder, sets: &[&str]) -> (Option<i32>, Vec<(String, String, String)>) {
    let sets: Vec<_> = sets.iter().flat_map(|set| ["--set", set]).collect();
    let ran: Ran = folder.run(&[&["doctor", "--json"], &sets[..]].concat());
    let printed: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let text = |check: &Value, member: &str| check[member].as_str().expect("a text").to_owned();
    let checks = printed["checks"].as_array().expect("checks").iter();
    let checks = checks.map(|check| (text(check, "name"), text(check, "state"), text(check, "message")));
    (ran.code, checks.collect())
}

#[track_caller]
fn said<'a>(checks: &'a [(String, String, String)], name: &str) -> (&'a str, &'a str) {
    let check = checks.iter().find(|(check, ..)| check == name);
    let (_, state, message) = check.unwrap_or_else(|| panic!("{name} in {checks:?}"));
    (state, message)
}

fn started() -> Folder {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder
}

#[test]
fn all_is_well_where_the_service_was_started_on_loopback() {
    let folder = started();
    let (code, checks) = doctor(&folder, &[]);
    assert_eq!(code, Some(0), "{checks:?}");
    let names: Vec<_> = checks.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(
        names,
        ["database", "clock", "migrations", "signing keys", "master key", "texts", "mail", "phone numbers"]
    );
    assert!(checks.iter().all(|(name, state, _)| state == "ok" || name == "phone numbers"), "{checks:?}");
    for gateway in ["texts", "mail"] {
        assert!(said(&checks, gateway).1.contains("for development"), "{checks:?}");
    }
    let (_, phones) = said(&checks, "phone numbers");
    assert!(phones.contains("libphonenumber") && phones.contains("days old"), "{phones}");

    let lines = folder.run(&["doctor"]).succeeded();
    assert_eq!(lines.lines().count(), checks.len(), "{lines}");
    assert!(lines.lines().all(|line| line.starts_with("ok    ") || line.starts_with("warn  ")), "{lines}");
}

#[test]
fn s20_it_tells_master_keys_by_their_ids_alone() {
    let folder = started();
    let key = fs::read_to_string(folder.path("data/master.key")).expect("a key");
    let (_, checks) = doctor(&folder, &[]);
    let (state, message) = said(&checks, "master key");
    let rotated = folder.run(&["keys", "rotate", "--json"]).json();
    assert_eq!(state, "ok");
    assert!(message.contains(rotated["master_key"].as_str().expect("an id")), "{message}");
    assert!(!format!("{checks:?}").contains(key.trim()));
}

#[test]
fn before_the_first_start_it_says_what_to_do_and_does_nothing() {
    let folder = Folder::new();
    let (code, checks) = doctor(&folder, &[]);
    assert_eq!(code, Some(1), "{checks:?}");
    let (state, message) = said(&checks, "database");
    assert!(state == "fail" && message.contains("vestibule migrate"), "{message}");
    assert_eq!(said(&checks, "master key").0, "warn");
    assert!(!folder.path("data").exists(), "it only looks");
}

#[test]
fn migrations_that_wait_are_told_and_wait_on() {
    let folder = Folder::new();
    fs::create_dir(folder.path("data")).expect("made");
    fs::write(folder.path("data/vestibule.db"), "").expect("written");
    let (code, checks) = doctor(&folder, &[]);
    assert_eq!(code, Some(1), "{checks:?}");
    let (state, message) = said(&checks, "migrations");
    assert!(state == "fail" && message.contains("vestibule migrate"), "{message}");
    assert_eq!(fs::metadata(folder.path("data/vestibule.db")).expect("still there").len(), 0);

    folder.run(&["migrate"]).succeeded();
    let (code, checks) = doctor(&folder, &[]);
    assert_eq!((code, said(&checks, "migrations").0), (Some(0), "ok"), "{checks:?}");
    assert!(!folder.path("data/master.key").exists(), "a key is the first start's to make");
}

/// The files below `data`, and what is in them, but for those that SQLite keeps beside a database that is read.
fn files(folder: &Folder) -> Vec<(PathBuf, Vec<u8>)> {
    let entries =
        fs::read_dir(folder.path("data")).expect("a folder").map(|entry| entry.expect("one").path());
    let is_beside = |path: &PathBuf| ["-shm", "-wal"].iter().any(|end| path.to_string_lossy().ends_with(end));
    let kept = entries.filter(|path| !is_beside(path));
    let mut files: Vec<_> = kept.map(|path| (path.clone(), fs::read(path).expect("a file"))).collect();
    files.sort();
    files
}

#[test]
fn it_changes_no_file_and_makes_none() {
    let folder = started();
    let before = files(&folder);
    assert_eq!(doctor(&folder, &[]).0, Some(0));
    assert!(files(&folder) == before, "it only looks");
}

#[test]
fn wrong_use_exits_2() {
    for args in [&["doctor", "--fix"][..], &["doctor", "now"], &["doctor", "--set", "brand.name"]] {
        assert_eq!(Folder::new().run(args).code, Some(2), "{args:?}");
    }
}

#[test]
fn it_works_while_the_service_runs() {
    let folder = started();
    let _server = folder.serve();
    assert_eq!(doctor(&folder, &[]).0, Some(0));
}

#[cfg(unix)]
#[test]
fn s20_a_master_key_that_others_can_read_is_told() {
    use std::os::unix::fs::PermissionsExt;

    let folder = started();
    let file = folder.path("data/master.key");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("changed");
    let (code, checks) = doctor(&folder, &[]);
    assert_eq!((code, said(&checks, "master key").0), (Some(1), "fail"));
    assert!(said(&checks, "master key").1.contains("chmod 600 data/master.key"), "{checks:?}");
}

#[test]
fn a_master_key_that_is_not_the_datas_fails() {
    let folder = started();
    fs::write(folder.path("data/master.key"), data_encoding::BASE64.encode(&[9; 32])).expect("written");
    let (code, checks) = doctor(&folder, &[]);
    assert_eq!((code, said(&checks, "signing keys").0), (Some(1), "fail"));

    fs::write(folder.path("data/master.key"), "nonsense").expect("written");
    let (code, checks) = doctor(&folder, &[]);
    assert_eq!((code, said(&checks, "master key").0), (Some(1), "fail"));
    let ran = folder.run(&["doctor"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.lines().any(|line| line.starts_with("fail  master key ")), "{ran:?}");
    assert_eq!(ran.stderr.trim(), "1 of 7 checks failed.");
}

#[test]
fn a_database_that_is_not_there_fails_and_the_rest_is_looked_at() {
    let folder = started();
    let (code, checks) =
        doctor(&folder, &["database_url=postgres://vestibule:hush-hush@127.0.0.1:1/vestibule"]);
    assert_eq!((code, said(&checks, "database").0), (Some(1), "fail"));
    assert!(!format!("{checks:?}").contains("hush-hush"));
    assert_eq!(said(&checks, "master key").0, "ok");
}

#[test]
fn faults_of_the_settings_are_told_as_ever() {
    let sentence = Folder::new().run(&["doctor", "--set", "session.idle=25h"]).failed();
    assert!(sentence.starts_with("session.idle: "), "{sentence}");
}

async fn twilio(answer: ResponseTemplate) -> (MockServer, Vec<String>) {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/2010-04-01/Accounts/AC00000000000000000000000000000000.json"))
        .and(header("authorization", "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDpodXNoLWh1c2g="))
        .respond_with(answer)
        .mount(&server)
        .await;
    let sets = vec![
        "sms.gateway=twilio".to_owned(),
        "sms.twilio.account_sid=AC00000000000000000000000000000000".to_owned(),
        "sms.twilio.auth_token=hush-hush".to_owned(),
        "sms.twilio.from=+15005550006".to_owned(),
        format!("sms.twilio.base_url={}", server.uri()),
    ];
    (server, sets)
}

#[actix_web::test]
async fn twilio_is_asked_for_the_account_and_nothing_is_sent() {
    let refused = ResponseTemplate::new(401).set_body_json(json!({"code": 20003, "status": 401}));
    let cases = [
        (
            ResponseTemplate::new(200).set_body_json(json!({"status": "active"})),
            "ok",
            "takes the credentials",
        ),
        (ResponseTemplate::new(200).set_body_json(json!({"status": "suspended"})), "fail", "suspended"),
        (ResponseTemplate::new(200).set_body_string("<html>"), "fail", "sms.twilio.base_url"),
        (refused, "fail", "sms.twilio.auth_token"),
        (ResponseTemplate::new(500), "fail", "500"),
        (ResponseTemplate::new(302).insert_header("location", "https://example.com"), "fail", "302"),
    ];
    for (answer, wanted, word) in cases {
        let (server, sets) = twilio(answer).await;
        let sets: Vec<_> = sets.iter().map(String::as_str).collect();
        let (code, checks) = doctor(&started(), &sets);
        let (state, message) = said(&checks, "texts");
        assert_eq!((state, code), (wanted, Some(i32::from(wanted == "fail"))), "{message}");
        assert!(message.contains(word) && !message.contains("hush-hush"), "{message}");
        assert_eq!(server.received_requests().await.map(|requests| requests.len()), Some(1));
    }
}

#[test]
fn a_twilio_that_does_not_answer_fails() {
    let sets = [
        "sms.gateway=twilio",
        "sms.twilio.account_sid=AC00000000000000000000000000000000",
        "sms.twilio.auth_token=hush-hush",
        "sms.twilio.from=+15005550006",
        "sms.twilio.base_url=http://127.0.0.1:1",
    ];
    let (code, checks) = doctor(&started(), &sets);
    assert_eq!((code, said(&checks, "texts").0), (Some(1), "fail"));
}

/// A mail server that answers each line as `answers` says, once; it tells what it was told.
fn mail_server(answers: &'static [(&'static str, &'static str)]) -> (u16, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let told = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        stream.write_all(b"220 mail.example.com\r\n").expect("greeted");
        let lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
        let mut told = Vec::new();
        for line in lines {
            let answer = answers.iter().find(|(command, _)| line.starts_with(command));
            let answer = answer.map_or("250 fine", |(_, answer)| answer);
            told.push(line);
            if stream.write_all(format!("{answer}\r\n").as_bytes()).is_err() {
                break;
            }
        }
        told
    });
    (port, told)
}

fn with_mail(port: u16) -> (Option<i32>, Vec<(String, String, String)>) {
    let url = format!("mail.smtp_url=smtp://portal:hush-hush@127.0.0.1:{port}");
    doctor(&started(), &["mail.gateway=smtp", &url, "mail.from=portal@example.com"])
}

#[test]
fn the_mail_server_is_greeted_and_logged_in_to_and_nothing_is_sent() {
    let (port, told) = mail_server(&[
        ("EHLO", "250-mail.example.com\r\n250 AUTH PLAIN"),
        ("AUTH", "235 welcome"),
        ("QUIT", "221 bye"),
    ]);
    let (code, checks) = with_mail(port);
    assert_eq!((code, said(&checks, "mail").0), (Some(0), "ok"), "{checks:?}");
    let told = told.join().expect("the server ends");
    assert!(told.iter().any(|line| line.starts_with("AUTH PLAIN")), "{told:?}");
    assert!(!told.iter().any(|line| line.starts_with("MAIL")), "{told:?}");
}

#[test]
fn a_mail_server_that_refuses_the_credentials_or_is_not_there_fails() {
    let (port, told) = mail_server(&[
        ("EHLO", "250-mail.example.com\r\n250 AUTH PLAIN"),
        ("AUTH", "535 no"),
        ("QUIT", "221 bye"),
    ]);
    let (code, checks) = with_mail(port);
    let (state, message) = said(&checks, "mail");
    assert_eq!((code, state), (Some(1), "fail"), "{message}");
    assert!(message.contains("535") && message.contains("mail.smtp_url"), "{message}");
    assert!(!format!("{checks:?}").contains("hush-hush"));
    told.join().expect("the server ends");

    let (code, checks) = with_mail(1);
    assert_eq!((code, said(&checks, "mail").0), (Some(1), "fail"), "{checks:?}");
}
