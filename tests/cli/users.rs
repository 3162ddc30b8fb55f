//! `user add`, `user list` and `user show`.

use serde_json::{Value, json};

use super::process::{Folder, PASSWORD, Ran};

fn add(folder: &Folder, changed: &[(&str, &str)], way: &str, input: &str) -> Ran {
    let mut flags = vec![
        ("--team", "Acme"),
        ("--username", "alice"),
        ("--email", "alice@example.com"),
        ("--name", "Alice Adams"),
        ("--role", "member"),
    ];
    for (flag, value) in changed {
        flags.iter_mut().find(|(name, _)| name == flag).expect("a flag").1 = value;
    }
    let flags: Vec<_> = flags.into_iter().flat_map(|(flag, value)| [flag, value]).collect();
    folder.run_with_input(&[&["user", "add"], &flags[..], &[way]].concat(), input)
}

fn with_team() -> Folder {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder
}

fn usernames(folder: &Folder) -> Vec<Value> {
    let listed = folder.run(&["user", "list", "--json"]).json();
    listed.as_array().expect("a list").iter().map(|user| user["username"].clone()).collect()
}

#[test]
fn a_user_with_a_password_is_active() {
    let folder = with_team();
    let said = add(&folder, &[("--role", "admin")], "--password-stdin", PASSWORD).succeeded();
    assert_eq!(said, "The user alice was added.\n");

    let mut shown = folder.run(&["user", "show", "alice", "--json"]).json();
    let taken = shown.as_object_mut().expect("an object");
    assert!(taken.remove("id").is_some() && taken.remove("created_at").is_some());
    assert_eq!(
        shown,
        json!({
            "username": "alice",
            "name": "Alice Adams",
            "email": "alice@example.com",
            "team": "Acme",
            "role": "admin",
            "state": "active",
            "cell_phone": null,
            "phone_verified": false,
            "two_factor": false,
            "last_login_at": null,
        })
    );
}

#[test]
fn an_invitation_prints_its_link_and_nothing_else() {
    let folder = with_team();
    let link = add(&folder, &[], "--invite", "").succeeded();

    let beginning = format!("{}/invitation#token=", folder.url());
    let token = link.trim_end().strip_prefix(&beginning).unwrap_or_else(|| panic!("{link}"));
    assert!(token.len() >= 43, "256 bits at least: {token}");
    assert_eq!(folder.run(&["user", "show", "alice", "--json"]).json()["state"], "invited");
}

#[test]
fn users_are_listed_a_line_each() {
    let folder = with_team();
    folder.add_user("Acme", "alice");
    folder.add_user("Acme", "bob");

    assert_eq!(usernames(&folder), ["alice", "bob"]);
    let lines = folder.run(&["user", "list"]).succeeded();
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert!(lines.starts_with("alice  Somebody Else  Acme  member  active"), "{lines}");
    let shown = folder.run(&["user", "show", "bob"]).succeeded();
    assert!(shown.contains("bob@example.com") && shown.contains("last log-in  never"), "{shown}");
}

#[test]
fn a_user_who_is_not_there_is_told() {
    let folder = with_team();
    for command in ["show", "disable", "enable", "end-sessions", "reset-two-factor"] {
        assert_eq!(folder.run(&["user", command, "bob"]).failed(), "There is no user bob.");
    }
    let set = folder.run_with_input(&["user", "set-password", "bob", "--password-stdin"], PASSWORD);
    assert_eq!(set.failed(), "There is no user bob.");
}

#[test]
fn a_user_name_is_there_once_however_it_is_written() {
    let folder = with_team();
    folder.add_user("Acme", "alice");
    for name in ["alice", "ALICE", "\u{ff41}lice"] {
        let sentence = add(&folder, &[("--username", name)], "--invite", "").failed();
        assert!(sentence.contains("already"), "{name}: {sentence}");
    }
    assert_eq!(folder.run(&["user", "show", "Alice", "--json"]).json()["username"], "alice");
}

#[test]
fn a_flag_that_cannot_be_taken_is_named_and_adds_nobody() {
    let folder = with_team();
    for (flag, value) in [
        ("--username", "al"),
        ("--username", "al ice"),
        ("--username", "alice@example.com"),
        ("--email", "alice"),
        ("--name", ""),
    ] {
        let sentence = add(&folder, &[(flag, value)], "--invite", "").failed();
        assert!(sentence.contains(flag), "{flag} {value}: {sentence}");
    }
    assert_eq!(add(&folder, &[("--team", "Beta")], "--invite", "").failed(), "There is no team Beta.");
    assert_eq!(usernames(&folder), [] as [Value; 0]);
}

#[test]
fn s19_a_weak_password_is_refused_and_adds_nobody() {
    let folder = with_team();
    for weak in ["", "elevenchars", "password1234", "alice adams "] {
        add(&folder, &[], "--password-stdin", weak).failed();
    }
    assert_eq!(usernames(&folder), [] as [Value; 0]);
    // Twelve characters will do.
    add(&folder, &[], "--password-stdin", "violet stamp\r\n").succeeded();
}
