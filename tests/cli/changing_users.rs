//! `user disable`, `enable` and `set-password` by themselves; what they change holds at once in `while_serving`.

use super::process::{Folder, PASSWORD};

fn with_alice() -> Folder {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    folder
}

#[test]
fn a_user_is_disabled_and_enabled() {
    let folder = with_alice();
    let disabled = folder.run(&["user", "disable", "alice", "--json"]).json();
    assert_eq!(disabled["state"], "disabled");
    // Once more changes nothing.
    folder.run(&["user", "disable", "alice"]).succeeded();

    assert_eq!(folder.run(&["user", "enable", "alice", "--json"]).json()["state"], "active");
    assert_eq!(folder.run(&["user", "enable", "alice"]).succeeded(), "alice may log in.\n");
}

#[test]
fn a_user_without_a_session_has_none_to_end() {
    let folder = with_alice();
    let ended = folder.run(&["user", "end-sessions", "alice", "--json"]).json();
    assert_eq!(ended, serde_json::json!({"username": "alice", "sessions_ended": 0}));
}

#[test]
fn s19_a_weak_password_is_refused_in_one_sentence() {
    let folder = with_alice();
    let set =
        |password| folder.run_with_input(&["user", "set-password", "alice", "--password-stdin"], password);
    let sentence = set("short").failed();
    assert!(!sentence.contains("short "), "{sentence}");
    set("somebody else").failed();
    set(PASSWORD).succeeded();
}

#[test]
fn two_factor_that_is_off_can_be_reset_too() {
    let folder = with_alice();
    let view = folder.run(&["user", "reset-two-factor", "alice", "--json"]).json();
    assert_eq!((&view["username"], &view["two_factor"]), (&"alice".into(), &false.into()));
}
