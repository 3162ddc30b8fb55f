//! `config check`.

use std::fs;

use serde_json::Value;

use super::process::{Folder, Ran, root};

const SECRET: &str = "hush-hush";

fn settings_of(json: &Value, key: &str) -> String {
    json["settings"][key].as_str().unwrap_or_else(|| panic!("{key} in {json}")).to_owned()
}

fn fault_keys(json: &Value) -> Vec<&str> {
    json["faults"].as_array().expect("faults").iter().filter_map(|fault| fault["key"].as_str()).collect()
}

#[test]
fn it_tells_every_setting_in_force() {
    let folder = Folder::new();
    let json = folder.run(&["config", "check", "--json"]).json();
    assert_eq!(settings_of(&json, "public_url"), folder.url());
    assert_eq!(settings_of(&json, "sms.gateway"), "outbox");
    assert_eq!(settings_of(&json, "session.absolute"), "24h");
    assert_eq!(fault_keys(&json), [] as [&str; 0]);

    let lines = folder.run(&["config", "check"]).succeeded();
    assert!(lines.lines().any(|line| line == "passwords.min_length = 12"), "{lines}");
    assert!(!folder.path("data").exists(), "it only looks");
}

#[test]
fn flags_beat_variables_which_beat_the_file_which_beats_the_default() {
    let folder = Folder::new();
    let brand = |variable: Option<&str>, flag: Option<&str>| {
        let flag = flag.map(|name| format!("brand.name={name}"));
        let mut args = vec!["config", "check", "--json"];
        args.extend(flag.iter().flat_map(|flag| ["--set", flag]));
        let mut command = folder.command(&args);
        command.envs(variable.map(|name| ("VESTIBULE_BRAND__NAME", name)));
        settings_of(&Ran::of(&mut command, "").json(), "brand.name")
    };
    assert_eq!(brand(None, None), "Client Portal");

    let file = folder.path("vestibule.toml");
    let settings = fs::read_to_string(&file).expect("settings");
    fs::write(&file, format!("{settings}[brand]\nname = \"By file\"\n")).expect("written");
    assert_eq!(brand(None, None), "By file");
    assert_eq!(brand(Some("By variable"), None), "By variable");
    assert_eq!(brand(Some("By variable"), Some("By flag")), "By flag");
}

#[test]
fn secrets_are_masked() {
    let folder = Folder::new();
    let mail = format!("mail.smtp_url=smtps://mailer:{SECRET}@mail.example.com");
    let token = format!("sms.twilio.auth_token={SECRET}");
    let database = format!("database_url=postgres://vestibule:{SECRET}@localhost/vestibule");
    let key = "master_key=aHVzaC1odXNoLWh1c2gtaHVzaC1odXNoLWh1c2gtaHU=";
    let sets = ["--set", &mail, "--set", &token, "--set", &database, "--set", key];
    for form in [&["config", "check"][..], &["config", "check", "--json"]] {
        let ran = folder.run(&[form, &sets[..]].concat());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!all.contains(SECRET) && !all.contains("aHVzaC"), "{all}");
        assert!(all.contains("mail.example.com") && all.contains("localhost/vestibule"), "{all}");
    }
}

#[test]
fn all_faults_are_told_at_once_with_their_keys() {
    let folder = Folder::new();
    let sets =
        ["brand.nmae=Acme", "session.idle=25h", "bind=nowhere", "sms.gateway=pigeon", "log.level=loud"];
    let sets: Vec<_> = sets.iter().flat_map(|set| ["--set", set]).collect();
    let keys = ["brand.nmae", "session.idle", "bind", "sms.gateway", "log.level"];

    let ran = folder.run(&[&["config", "check"], &sets[..]].concat());
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(ran.stderr.trim().lines().count(), keys.len(), "{ran:?}");
    for key in keys {
        assert!(ran.stderr.lines().any(|line| line.starts_with(&format!("{key}: "))), "{key}: {ran:?}");
    }

    let ran = folder.run(&[&["config", "check", "--json"], &sets[..]].concat());
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let json: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let mut told = fault_keys(&json);
    told.sort_unstable();
    assert_eq!(told, ["bind", "brand.nmae", "log.level", "session.idle", "sms.gateway"]);
}

#[test]
fn a_value_that_weakens_a_rule_past_its_bound_is_refused() {
    let folder = Folder::new();
    for (set, key) in [
        ("token.access_lifetime=16m", "token.access_lifetime"),
        ("session.absolute=31d", "session.absolute"),
        ("session.bearer_idle=31d", "session.bearer_idle"),
        ("second_factor.tries=6", "second_factor.tries"),
        ("second_factor.first_wait=14s", "second_factor.first_wait"),
        ("second_factor.sum_limit=101", "second_factor.sum_limit"),
        ("passwords.hash_memory_kib=19455", "passwords.hash_memory_kib"),
        ("passwords.hash_passes=1", "passwords.hash_passes"),
        ("passwords.min_length=11", "passwords.min_length"),
        ("remember_device.lifetime=91d", "remember_device.lifetime"),
        ("brand.name=One: two", "brand.name"),
    ] {
        let sentence = folder.run(&["config", "check", "--set", set]).failed();
        assert!(sentence.starts_with(&format!("{key}: ")), "{set}: {sentence}");
    }
}

#[test]
fn the_example_file_is_sound() {
    let example = root().join("vestibule.example.toml");
    let example = example.to_str().expect("a path");
    Folder::new().run(&["config", "check", "--config", example]).succeeded();
}
