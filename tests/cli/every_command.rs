//! What every command is held to: JSON for scripts, exit 0, 1 or 2, and working beside the service.

use std::{fs, process::Stdio, sync::Arc, thread};

use serde_json::{Value, json};

use super::process::{Folder, PASSWORD, Ran};

/// Every command that ends by itself and prints one thing, as it succeeds where `alice` of `Acme` is there.
const COMMANDS: [&[&str]; 14] = [
    &["migrate"],
    &["config", "check"],
    &["team", "add", "Beta"],
    &["team", "list"],
    &[
        "user",
        "add",
        "--team",
        "Acme",
        "--username",
        "bob",
        "--email",
        "bob@example.com",
        "--name",
        "Bob Bell",
        "--invite",
    ],
    &["user", "list"],
    &["user", "show", "alice"],
    &["user", "disable", "alice"],
    &["user", "enable", "alice"],
    &["user", "end-sessions", "alice"],
    &["user", "reset-two-factor", "alice"],
    &["user", "set-password", "alice", "--password-stdin"],
    &["keys", "rotate"],
    &["doctor"],
];

fn with_alice() -> Folder {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    folder
}

fn is_of_objects(value: &Value) -> bool {
    value.is_object() || value.as_array().is_some_and(|items| items.iter().all(Value::is_object))
}

#[test]
fn each_prints_one_json_value_where_asked_and_sentences_otherwise() {
    let folder = with_alice();
    let _server = folder.serve();
    for command in COMMANDS {
        let ran = folder.run_with_input(&[command, &["--json"]].concat(), PASSWORD);
        assert!(ran.stderr.is_empty(), "{command:?}: {ran:?}");
        let told = ran.json();
        assert!(is_of_objects(&told), "{command:?}: {told}");
    }
    let folder = with_alice();
    for command in COMMANDS {
        let ran = folder.run_with_input(command, PASSWORD);
        let told = ran.succeeded();
        assert!(!told.trim().is_empty() && !told.starts_with(['{', '[']), "{command:?}: {told}");
    }
}

#[test]
fn the_ids_of_what_was_added_are_told_to_scripts() {
    let folder = Folder::new();
    let team = folder.run(&["team", "add", "Acme", "--json"]).json();
    assert_eq!(folder.run(&["team", "list", "--json"]).json(), json!([team]));
    let add = ["user", "add", "--team", "Acme", "--username", "Bob", "--email", "bob@example.com"];
    let add = [&add[..], &["--name", "Bob Bell", "--invite", "--json"]].concat();
    let added = folder.run(&add).json();
    let shown = folder.run(&["user", "show", "bob", "--json"]).json();
    assert_eq!((&added["id"], &added["username"]), (&shown["id"], &shown["username"]));
    assert!(added["invitation"].as_str().is_some_and(|link| link.contains("/invitation#token=")), "{added}");
}

#[test]
fn a_failure_exits_1_with_its_sentence_on_stderr_alone() {
    let folder = with_alice();
    for command in COMMANDS {
        for wrong in ["database_url=postgres://127.0.0.1:1/vestibule", "brand.title=Acme"] {
            let ran = folder.run_with_input(&[command, &["--set", wrong]].concat(), PASSWORD);
            // What says what is in force, and what is wrong, prints that; the settings alone need no database.
            if command == ["config", "check"] && wrong.starts_with("database_url") {
                ran.succeeded();
                continue;
            }
            assert!(ran.stdout.is_empty() || command == ["doctor"], "{command:?}: {ran:?}");
            let sentence = ran.failed();
            assert!(!sentence.contains("panicked"), "{command:?}: {sentence}");
        }
    }
    let listed = folder.run(&["user", "list", "--json"]).json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "nothing was changed: {listed}");
}

#[test]
fn wrong_use_of_each_exits_2() {
    let folder = Folder::new();
    for command in COMMANDS {
        let ran = folder.run(&[command, &["--verbosely"]].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{command:?}: {ran:?}");
        assert!(ran.stderr.contains("--verbosely") && ran.stderr.contains("--help"), "{command:?}: {ran:?}");
    }
    assert!(!folder.path("data").exists(), "wrong use leaves nothing behind");
}

#[test]
fn the_file_of_settings_may_be_named_before_and_after_the_command() {
    let folder = with_alice();
    fs::rename(folder.path("vestibule.toml"), folder.path("elsewhere.toml")).expect("moved");
    let url = |args: &[&str]| folder.run(args).json()["settings"]["public_url"].clone();
    assert_eq!(url(&["--config", "elsewhere.toml", "config", "check", "--json"]), folder.url());
    assert_eq!(url(&["config", "check", "--json", "--config", "elsewhere.toml"]), folder.url());
    assert_ne!(url(&["config", "check", "--json"]), folder.url());
}

#[test]
fn a_reader_who_has_enough_is_no_failure() {
    let folder = with_alice();
    for command in [&["user", "list"][..], &["openapi"], &["config", "check", "--json"], &["doctor"]] {
        let mut child = folder.command(command);
        let mut child =
            child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("it ends");
        assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]), "{command:?}");
    }
}

#[test]
fn lists_of_nothing_are_empty() {
    let folder = Folder::new();
    for list in ["team", "user"] {
        assert_eq!(folder.run(&[list, "list"]).succeeded(), "");
        assert_eq!(folder.run(&[list, "list", "--json"]).json(), json!([]));
    }
    assert_eq!(folder.run(&["activity", "export"]).succeeded(), "");
}

fn add(folder: Arc<Folder>, number: u32) -> impl FnOnce() -> Ran {
    move || {
        let (username, email) = (format!("user{number}"), format!("user{number}@example.com"));
        let args = ["user", "add", "--team", "Acme", "--username", &username, "--email", &email];
        folder.run(&[&args[..], &["--name", "Somebody Else", "--invite"]].concat())
    }
}

#[actix_web::test]
async fn many_at_once_beside_the_busy_service_all_succeed() {
    let folder = with_alice();
    let server = folder.serve();
    let folder = Arc::new(folder);
    let adding: Vec<_> = (0..8).map(|number| thread::spawn(add(folder.clone(), number))).collect();
    while adding.iter().any(|command| !command.is_finished()) {
        assert_eq!(server.log_in("alice", PASSWORD).await.status, 200);
    }
    let commands = adding.into_iter().map(|command| command.join().expect("it ended"));
    for ran in commands {
        ran.succeeded();
    }
    let listed = folder.run(&["user", "list"]).succeeded();
    assert!((0..8).all(|number| listed.contains(&format!("user{number}  "))), "{listed}");
    assert_eq!(server.log_in("alice", PASSWORD).await.status, 200);
}
