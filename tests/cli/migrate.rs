//! `migrate`.

use super::process::Folder;

#[test]
fn it_brings_the_schema_up_to_date_once() {
    let folder = Folder::new();
    let first = folder.run(&["migrate"]).succeeded();
    assert!(first.contains("migrations were run"), "{first}");
    assert!(folder.path("data/vestibule.db").exists());

    assert_eq!(folder.run(&["migrate"]).succeeded(), "The schema is up to date.\n");
    assert_eq!(folder.run(&["migrate", "--json"]).json(), serde_json::json!({"migrations_run": 0}));
}

#[test]
fn of_several_at_once_one_does_and_the_others_wait() {
    all_at_once(&Folder::new());
}

/// Replicas that start at once on a new database.
pub fn all_at_once(folder: &Folder) {
    let started: Vec<_> = (0..4).map(|_| folder.command(&["migrate"]).spawn().expect("it starts")).collect();
    for mut process in started {
        assert!(process.wait().expect("it ends").success());
    }
    assert_eq!(folder.run(&["migrate"]).succeeded(), "The schema is up to date.\n");
}

#[test]
fn it_keeps_what_is_there() {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.run(&["migrate"]).succeeded();
    let listed = folder.run(&["team", "list", "--json"]).json();
    assert_eq!(listed[0]["name"], "Acme");
}

#[test]
fn a_database_that_cannot_be_opened_is_told() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("data/vestibule.db")).expect("a folder in the file's place");
    let sentence = folder.run(&["migrate"]).failed();
    assert!(sentence.contains("database_url"), "{sentence}");
}
