use super::*;
use proptest::prelude::*;

const NAMES: &[&str] = &["alice", "Café Zoë", "Vestibule", "bob"];

fn parse(text: &str) -> Result<String, PasswordFault> {
    let rules =
        PasswordRules { min_length: 12, names: NAMES, common: CommonPasswords::built_in(), listed: None };
    NewPassword::parse(text, &rules).map(|password| password.expose().to_owned())
}

#[test]
fn s19_twelve_to_256_code_points_and_no_rules_of_composition() {
    assert_eq!(parse("elevenchars"), Err(PasswordFault::TooShort));
    assert!(parse("zwölf zeiche").is_ok());
    assert!(parse(&"ж ".repeat(128)).is_ok());
    assert_eq!(parse(&"ж".repeat(257)), Err(PasswordFault::TooLong));
    assert!(parse("  leading and trailing blanks  ").is_ok());
}

#[test]
fn s19_length_counts_after_nfkc() {
    // Twelve code points as typed, six once composed.
    assert_eq!(parse(&"e\u{301}".repeat(6)), Err(PasswordFault::TooShort));
    assert_eq!(parse("ｃｏｒｒｅｃｔ ｈｏｒｓｅ").as_deref(), Ok("correct horse"));
}

#[test]
fn a_service_may_ask_for_more_characters_but_not_for_fewer() {
    let rules = |min_length| PasswordRules {
        min_length,
        names: &[],
        common: CommonPasswords::built_in(),
        listed: None,
    };
    assert_eq!(NewPassword::parse("fourteen chars", &rules(15)).unwrap_err(), PasswordFault::TooShort);
    assert_eq!(NewPassword::parse("elevenchars", &rules(1)).unwrap_err(), PasswordFault::TooShort);
}

#[test]
fn s19_common_passwords_are_refused_whatever_their_case() {
    for text in ["password1234", "PassWord1234", "qwertyuiop123"] {
        assert_eq!(parse(text), Err(PasswordFault::TooCommon), "{text}");
    }
}

#[test]
fn s19_a_list_of_the_services_own_refuses_more_and_allows_nothing() {
    let listed = CommonPasswords::from_lines("Acme spring offer\r\n");
    let common = CommonPasswords::built_in();
    let rules = PasswordRules { min_length: 12, names: &[], common, listed: Some(&listed) };
    for text in ["acme spring offer", "ACME Spring Offer", "password1234"] {
        assert_eq!(NewPassword::parse(text, &rules).unwrap_err(), PasswordFault::TooCommon, "{text}");
    }
    assert!(NewPassword::parse("acme spring offers", &rules).is_ok());
}

#[test]
fn s19_the_list_inside_the_binary_has_100_000_and_finds_each() {
    let list = CommonPasswords::built_in();
    assert_eq!(list.0.lines().count(), 100_000);
    assert!(COMMON.lines().is_sorted());
    for line in COMMON.lines() {
        assert!(line.chars().count() >= MIN_LENGTH && fold(line) == line, "{line}");
        assert!(list.contains(line), "{line}");
    }
    assert!(!list.contains("password123") && !list.contains("") && !list.contains("\n"));
}

#[test]
fn a_service_may_bring_its_own_list() {
    let own =
        CommonPasswords::from_lines("zebra crossing\r\nCorrect Horse Battery\n\nmiddle\nzebra crossing");
    assert_eq!(own.0.lines().count(), 3);
    for text in ["correct horse battery", "MIDDLE", "Zebra Crossing"] {
        assert!(own.contains(text), "{text}");
    }
    assert!(!own.contains("zebra") && !own.contains("horse"));
    assert!(CommonPasswords::from_lines("\n").0.is_empty() && !CommonPasswords::from_lines("").contains(""));
}

#[test]
fn s19_passwords_that_hold_a_name_are_refused() {
    for text in
        ["i am alice of course", "ALICE-2026-summer", "my cafe\u{301} ZOE\u{308} key", "vestibulevestibule"]
    {
        assert_eq!(parse(text), Err(PasswordFault::ContainsName), "{text}");
    }
    // Names of fewer than four characters may be part of one.
    assert!(parse("bobsleigh in june").is_ok());
}

/// A password, the names around its user, and the verdict: none, or a fault's name.
#[derive(serde::Deserialize)]
struct Vector {
    why: String,
    password: String,
    names: Vec<String>,
    verdict: Option<String>,
}

/// The pages judge while people type, and read the same file: both say the same.
#[test]
fn s19_the_verdicts_that_the_pages_give_too() {
    let vectors: Vec<Vector> =
        serde_json::from_str(include_str!("../../../tests/vectors/passwords.json")).expect("vectors");
    assert!(vectors.len() > 40);
    for Vector { why, password, names, verdict } in vectors {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let rules = PasswordRules {
            min_length: 12,
            names: &names,
            common: CommonPasswords::built_in(),
            listed: None,
        };
        let found = NewPassword::parse(&password, &rules).err().map(PasswordFault::as_str);
        assert_eq!(found, verdict.as_deref(), "{why}: {password:?}");
    }
}

#[test]
fn what_is_too_long_at_log_in_is_cut_where_it_can_be_right_no_more() {
    assert_eq!(normalize(&"a".repeat(100_000)).chars().count(), MAX_LENGTH + 1);
    assert_eq!(&*normalize("ﬁne"), "fine");
}

#[test]
fn a_password_does_not_print() {
    let rules =
        PasswordRules { min_length: 12, names: &[], common: CommonPasswords::built_in(), listed: None };
    let password = NewPassword::parse("a long enough one", &rules).expect("good");
    assert_eq!(format!("{password:?}"), "NewPassword(••••)");
}

proptest! {
    #[test]
    fn what_was_chosen_is_what_is_compared_at_log_in(text in "\\PC{0,60}") {
        if let Ok(chosen) = parse(&text) {
            prop_assert_eq!(&*normalize(&text), &chosen);
            prop_assert_eq!(&*normalize(&chosen), &chosen);
        }
    }

    #[test]
    fn a_list_finds_what_is_on_it_and_nothing_else(
        lines in prop::collection::vec("[a-c]{1,3}", 0..20),
        text in "[a-c]{0,3}",
    ) {
        let list = CommonPasswords::from_lines(&lines.join("\n"));
        prop_assert_eq!(list.contains(&text), lines.contains(&text));
    }
}
