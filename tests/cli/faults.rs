//! What keeps the service from starting: one clear sentence on stderr, and exit 1.

use std::{fs, net::TcpListener};

use super::process::Folder;

/// What a service beyond loopback needs, but for the key that a test leaves out.
const BEYOND_LOOPBACK: [&str; 4] = [
    "public_url=https://portal.example.com",
    "sms.gateway=none",
    "mail.gateway=smtp",
    "mail.smtp_url=smtps://mail.example.com",
];

const KEY: &str = "master_key=aHVzaC1odXNoLWh1c2gtaHVzaC1odXNoLWh1c2gtaHU=";

fn fault(folder: &Folder, sets: &[&str]) -> String {
    let sets: Vec<_> = sets.iter().flat_map(|set| ["--set", set]).collect();
    folder.run(&[&["serve"], &sets[..]].concat()).failed()
}

fn beyond_loopback(folder: &Folder, sets: &[&str]) -> String {
    fault(folder, &[&BEYOND_LOOPBACK[..], &["mail.from=portal@example.com"], sets].concat())
}

#[test]
fn a_database_file_that_cannot_be_opened() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("data/vestibule.db")).expect("a folder in the file's place");
    let sentence = fault(&folder, &[]);
    assert!(sentence.contains("database_url") && sentence.contains("data/vestibule.db"), "{sentence}");
}

#[test]
fn a_database_server_that_does_not_run() {
    let folder = Folder::new();
    let sentence = fault(&folder, &["database_url=postgres://vestibule:hush-hush@127.0.0.1:1/vestibule"]);
    assert!(sentence.contains("database_url") && sentence.contains("127.0.0.1:1"), "{sentence}");
    assert!(!sentence.contains("hush-hush"), "{sentence}");
}

#[test]
fn a_database_of_a_kind_that_is_not_known() {
    let sentence = fault(&Folder::new(), &["database_url=mysql://localhost/vestibule"]);
    assert!(sentence.starts_with("database_url: "), "{sentence}");
}

#[test]
fn a_port_that_is_in_use() {
    let folder = Folder::new();
    let _taken = TcpListener::bind(("127.0.0.1", folder.port())).expect("the port");
    let sentence = fault(&folder, &[]);
    assert!(sentence.contains(&format!("127.0.0.1:{}", folder.port())), "{sentence}");
}

#[test]
fn a_port_for_metrics_that_is_in_use_or_the_public_one() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    let sentence = fault(&folder, &[&format!("metrics_bind={address}")]);
    assert!(sentence.starts_with("metrics_bind: ") && sentence.contains(&address.to_string()), "{sentence}");

    let sentence = fault(&folder, &[&format!("metrics_bind=127.0.0.1:{}", folder.port())]);
    assert!(sentence.starts_with("metrics_bind: ") && sentence.contains("`bind`"), "{sentence}");
}

#[test]
fn a_master_key_of_the_wrong_length() {
    let folder = Folder::new();
    // Made by the service, so that the file is its owner's alone.
    folder.run(&["team", "list"]).succeeded();
    fs::write(folder.path("data/master.key"), "AAAAAAAAAAAAAAAAAAAAAA==\n").expect("a key of 16 bytes");
    let sentence = fault(&folder, &[]);
    assert!(
        sentence.contains("master key") && sentence.contains("16") && sentence.contains("32"),
        "{sentence}"
    );

    let sentence = fault(&Folder::new(), &["master_key=not base64!"]);
    assert!(sentence.contains("master key") && !sentence.contains("not base64!"), "{sentence}");
}

#[test]
fn a_master_key_that_is_not_the_datas() {
    let folder = Folder::new();
    folder.add_team("Acme");
    let own = fs::read(folder.path("data/master.key")).expect("a key was made");
    fs::remove_file(folder.path("data/master.key")).expect("removed");
    let sentence = fault(&folder, &[]);
    assert!(sentence.contains("master_key_file"), "{sentence}");

    fs::write(folder.path("data/master.key"), own).expect("put back");
    assert_eq!(folder.run(&["team", "list", "--json"]).json()[0]["name"], "Acme");
}

#[test]
fn s20_no_master_key_is_made_beyond_loopback() {
    let folder = Folder::new();
    let sentence = beyond_loopback(&folder, &[]);
    assert!(sentence.contains("master key") && sentence.contains("data/master.key"), "{sentence}");
    assert!(!folder.path("data/master.key").exists());
}

#[test]
fn a_twilio_credential_that_is_not_set() {
    let folder = Folder::new();
    let all = [
        "sms.twilio.account_sid=AC00000000000000000000000000000000",
        "sms.twilio.auth_token=hush",
        "sms.twilio.from=+15005550006",
    ];
    for missing in all {
        let mut sets = vec!["sms.gateway=twilio"];
        sets.extend(all.iter().filter(|set| **set != missing));
        let sentence = fault(&folder, &sets);
        let key = missing.split('=').next().expect("a key");
        assert!(sentence.starts_with(&format!("{key}: ")), "{sentence}");
    }
}

#[test]
fn s28_a_mail_servers_authority_that_is_none() {
    let folder = Folder::new();
    for file in ["nowhere.pem", "vestibule.toml"] {
        let sentence = beyond_loopback(&folder, &[KEY, &format!("mail.smtp_ca_file={file}")]);
        assert!(sentence.starts_with("mail.smtp_ca_file: ") && sentence.contains(file), "{sentence}");
    }
}

#[test]
fn s19_a_list_of_passwords_that_cannot_be_read() {
    let folder = Folder::new();
    let sentence = fault(&folder, &["passwords.list_file=nowhere.txt"]);
    assert!(sentence.starts_with("passwords.list_file: nowhere.txt "), "{sentence}");
}

#[test]
fn a_key_that_is_not_known() {
    let folder = Folder::new();
    let sentence = fault(&folder, &["sms.gateways=none"]);
    assert!(sentence.starts_with("sms.gateways: "), "{sentence}");

    let mut command = folder.command(&["serve"]);
    command.env("VESTIBULE_SMS__GATEWEY", "none");
    let sentence = super::process::Ran::of(&mut command, "").failed();
    assert!(sentence.starts_with("sms.gatewey: "), "{sentence}");

    fs::write(folder.path("vestibule.toml"), "[brand]\ntitle = \"Acme\"\n").expect("written");
    let sentence = fault(&folder, &[]);
    assert!(sentence.starts_with("brand.title: "), "{sentence}");
}

#[test]
fn settings_that_cannot_be_read() {
    let folder = Folder::new();
    let sentence = folder.run(&["serve", "--config", "elsewhere.toml"]).failed();
    assert!(sentence.contains("elsewhere.toml"), "{sentence}");

    fs::write(folder.path("vestibule.toml"), "brand = [").expect("written");
    let ran = folder.run(&["serve"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.stderr.contains("vestibule.toml"), "{ran:?}");
}

#[test]
fn s28_an_outbox_beyond_loopback() {
    let folder = Folder::new();
    let sentence = beyond_loopback(&folder, &["sms.gateway=outbox"]);
    assert!(sentence.starts_with("sms.gateway: "), "{sentence}");
    let sentence = beyond_loopback(&folder, &["mail.gateway=outbox"]);
    assert!(sentence.starts_with("mail.gateway: "), "{sentence}");

    // A loopback `public_url` alone is not enough.
    let bind = format!("bind=0.0.0.0:{}", folder.port());
    let public_url = format!("public_url={}", folder.url());
    let sentence = beyond_loopback(&folder, &["sms.gateway=outbox", &bind, &public_url]);
    assert!(sentence.starts_with("sms.gateway: "), "{sentence}");
}

#[test]
fn s28_plain_http_beyond_loopback() {
    let folder = Folder::new();
    let sentence = beyond_loopback(&folder, &["public_url=http://portal.example.com"]);
    assert!(sentence.starts_with("public_url: "), "{sentence}");
    let sentence = beyond_loopback(&folder, &["allowed_origins=http://portal.example.com"]);
    assert!(sentence.starts_with("allowed_origins: "), "{sentence}");
    let sentence = beyond_loopback(&folder, &["mail.smtp_url=smtp://mail.example.com"]);
    assert!(sentence.starts_with("mail.smtp_url: "), "{sentence}");
    let sentence = beyond_loopback(&folder, &["database_url=postgres://vestibule@db.example.com/vestibule"]);
    assert!(sentence.starts_with("database_url: "), "{sentence}");
}
