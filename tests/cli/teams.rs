//! `team add` and `team list`.

use super::process::Folder;

#[test]
fn a_team_that_was_added_is_listed() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["team", "list", "--json"]).json(), serde_json::json!([]));

    assert_eq!(folder.run(&["team", "add", "Acme"]).succeeded(), "The team Acme was added.\n");
    let beta = folder.run(&["team", "add", "Beta & Sons", "--json"]).json();
    assert_eq!(beta["name"], "Beta & Sons");

    let listed = folder.run(&["team", "list", "--json"]).json();
    let names: Vec<_> = listed.as_array().expect("a list").iter().map(|team| &team["name"]).collect();
    assert_eq!(names, ["Acme", "Beta & Sons"]);
    assert_eq!(listed[1]["id"], beta["id"]);
    let lines = folder.run(&["team", "list"]).succeeded();
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert!(lines.lines().any(|line| line.ends_with("  Acme")), "{lines}");
}

#[test]
fn a_team_is_there_once() {
    let folder = Folder::new();
    folder.add_team("Acme");

    assert_eq!(folder.run(&["team", "add", "Acme"]).failed(), "There is a team Acme already.");

    let listed = folder.run(&["team", "list", "--json"]).json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
}

#[test]
fn a_team_needs_a_name() {
    let folder = Folder::new();
    for name in ["", "  ", "a\u{7}b", &"n".repeat(500)] {
        let sentence = folder.run(&["team", "add", name]).failed();
        assert!(sentence.contains("NAME"), "{name:?}: {sentence}");
    }
}
