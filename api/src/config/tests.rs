use secrecy::ExposeSecret;

use super::*;

fn load(flags: &[(&str, &str)]) -> Result<Config, ConfigFaults> {
    let flags = flags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Config::load(None, [], flags)
}

fn faulty_keys(flags: &[(&str, &str)]) -> Vec<String> {
    load(flags).unwrap_err().0.into_iter().map(|fault| fault.key).collect()
}

/// What a service on the open network needs.
const PRODUCTION: [(&str, &str); 6] = [
    ("public_url", "https://portal.example.com/"),
    ("bind", "0.0.0.0:8080"),
    ("sms.gateway", "none"),
    ("mail.gateway", "smtp"),
    ("mail.smtp_url", "smtps://portal:hunter2@mail.example.com"),
    ("mail.from", "Portal <portal@example.com>"),
];

fn production(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    PRODUCTION.iter().chain(changes).copied().collect()
}

#[test]
fn the_defaults_are_a_development_service() {
    let config = load(&[]).unwrap();
    assert!(config.development());
    assert_eq!(config.public_host(), "localhost");
    assert_eq!(config.audience(), "http://localhost:8080");
    assert_eq!(
        config.sms.limits.waits.iter().map(chrono::TimeDelta::num_seconds).collect::<Vec<_>>(),
        [30, 60, 120]
    );
    assert_eq!(config.shown().len(), KEYS.len());
}

#[test]
fn the_example_file_is_complete_and_says_the_defaults() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../vestibule.example.toml");
    let on_disk = fs::read_to_string(path).unwrap_or_default();
    if on_disk != example() {
        let wanted = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/vestibule.example.toml");
        fs::write(wanted, example()).unwrap();
        panic!("vestibule.example.toml is not what the keys say: copy target/vestibule.example.toml over it");
    }

    let from_file = Config::load(Some(Path::new(path)), [], []).unwrap();
    assert_eq!(from_file.shown(), load(&[]).unwrap().shown());
}

#[test]
fn flags_beat_variables_and_variables_beat_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    fs::write(&file, "brand.name = \"File\"\n[sms]\nbudget_per_day = 1\nteam_budget_per_day = 1\n").unwrap();
    let env = [
        ("VESTIBULE_SMS__BUDGET_PER_DAY", "2"),
        ("VESTIBULE_SMS__TEAM_BUDGET_PER_DAY", "2"),
        ("VESTIBULE_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ("PATH", "/bin"),
    ];
    let env = env.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let flags = [("sms.team_budget_per_day".to_owned(), "3".to_owned())];

    let config = Config::load(Some(&file), env, flags).unwrap();
    assert_eq!(config.brand.name, "File");
    assert_eq!((config.sms.budget_per_day, config.sms.team_budget_per_day), (2, 3));
    assert_eq!(config.trusted_proxies.len(), 2);
}

#[test]
fn all_faults_are_told_at_once_each_with_its_key() {
    let faults = faulty_keys(&[
        ("bind", "nowhere"),
        ("session.idle", "soon"),
        ("sms.budget_per_day", "many"),
        ("sms.gatway", "none"),
        ("brand.name", "a:b"),
        ("token.access_lifetime", "16m"),
        ("sms.limits.waits", "30s, 1s"),
        ("log.level", "loud"),
    ]);
    for key in [
        "bind",
        "session.idle",
        "sms.budget_per_day",
        "sms.gatway",
        "brand.name",
        "token.access_lifetime",
        "sms.limits.waits",
        "log.level",
    ] {
        assert!(faults.iter().any(|fault| fault == key), "{key} is missing in {faults:?}");
    }
    assert_eq!(faults.len(), 8, "{faults:?}");
}

#[test]
fn a_key_of_an_unknown_table_is_refused_by_its_whole_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    fs::write(&file, "[sms.limit]\nper_hour = 3\n").unwrap();
    let faults = Config::load(Some(&file), [], []).unwrap_err();
    assert_eq!(faults.0[0].key, "sms.limit.per_hour");
}

#[test]
fn a_value_that_weakens_a_rule_past_its_bound_is_refused() {
    for (key, value) in [
        ("passwords.hash_memory_kib", "19455"),
        ("passwords.hash_passes", "1"),
        ("passwords.min_length", "11"),
        ("second_factor.tries", "6"),
        ("second_factor.first_wait", "14s"),
        ("second_factor.sum_limit", "101"),
        ("remember_device.lifetime", "91d"),
        ("api_tokens.lifetime", "366d"),
        ("session.absolute", "31d"),
        ("session.bearer_absolute", "91d"),
    ] {
        assert_eq!(faulty_keys(&[(key, value)]), [key]);
    }
    assert_eq!(faulty_keys(&[("session.absolute", "30m")]), ["session.idle"]);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    fs::write(&file, "second_factor.tries = 6\n").unwrap();
    assert_eq!(Config::load(Some(&file), [], []).unwrap_err().0[0].key, "second_factor.tries");
}

#[test]
fn s28_the_outbox_and_plain_http_stay_on_loopback() {
    assert_eq!(faulty_keys(&[("bind", "0.0.0.0:8080")]), ["sms.gateway", "mail.gateway"]);
    assert_eq!(
        faulty_keys(&[("public_url", "http://portal.example.com")]),
        ["public_url", "sms.gateway", "mail.gateway"]
    );
    assert_eq!(faulty_keys(&production(&[("public_url", "http://portal.example.com")])), ["public_url"]);

    let config = load(&PRODUCTION).unwrap();
    assert_eq!(config.public_url, "https://portal.example.com");
    assert!(config.is_https() && !config.development());
}

#[test]
fn s28_servers_are_verified_unless_the_key_says_otherwise_outright() {
    for url in ["postgres://u:p@db.example.com/v", "postgres://u:p@db/v?sslmode=prefer", "mysql://db"] {
        assert_eq!(faulty_keys(&[("database_url", url)]), ["database_url"], "{url}");
    }
    for url in [
        "postgres://u:p@127.0.0.1/v",
        "postgres:///v?host=/var/run/postgresql",
        "postgres://u:p@db/v?sslmode=verify-full",
        "postgres://u:p@db/v?sslmode=disable",
    ] {
        load(&[("database_url", url)]).unwrap();
    }
    for url in
        ["smtp://mail.example.com", "smtp://mail.example.com?tls=opportunistic", "http://mail.example.com"]
    {
        assert_eq!(faulty_keys(&production(&[("mail.smtp_url", url)])), ["mail.smtp_url"], "{url}");
    }
    load(&production(&[("mail.smtp_url", "smtp://mail.example.com?tls=required")])).unwrap();
    assert_eq!(
        faulty_keys(&[("sms.gateway", "twilio"), ("sms.twilio.base_url", "http://example.com")]),
        ["sms.twilio.account_sid", "sms.twilio.auth_token", "sms.twilio.from", "sms.twilio.base_url"]
    );
}

#[test]
fn s21_secrets_neither_print_nor_show() {
    let config = load(&production(&[
        ("database_url", "postgres://app:hunter2@127.0.0.1/v"),
        ("master_key", "hunter2"),
        ("sms.twilio.auth_token", "hunter2"),
    ]))
    .unwrap();
    assert_eq!(config.master_key.as_ref().unwrap().expose_secret(), "hunter2");
    assert!(!format!("{config:?} {:?}", config.shown()).contains("hunter2"));
    assert!(format!("{:?}", config.shown()).contains("postgres://app:••••••@127.0.0.1/v"));

    let config = load(&[("database_url", "postgres:///v?host=/run/postgresql&password=hunter2")]).unwrap();
    assert!(!format!("{:?}", config.shown()).contains("hunter2"));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    fs::write(&file, "master_key = 7777777\n").unwrap();
    assert!(!Config::load(Some(&file), [], []).unwrap_err().to_string().contains("7777777"));
}

#[test]
fn durations_are_whole_numbers_of_units() {
    assert_eq!(parse::parse_span("1h30m").map(|span| span.num_minutes()), Some(90));
    for text in ["", "5", "m", "-5m", "0s", "1.5h", "9223372036854775807d", "1y"] {
        assert_eq!(parse::parse_span(text), None, "{text}");
    }
}
