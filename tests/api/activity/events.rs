//! `docs/events.md` names every action, with its detail and whether its owner is told.

use std::collections::{BTreeMap, BTreeSet};

use vestibule::store::activity::told_apart;
use vestibule_domain::activity::Happening;

const EVENTS: &str = include_str!("../../../docs/events.md");

/// A row of the table.
struct Row {
    /// Fields that are always there.
    always: BTreeSet<String>,
    /// Fields that may be there, marked by `?`.
    sometimes: BTreeSet<String>,
    told: &'static str,
}

/// The rows by action.
fn table() -> BTreeMap<&'static str, Row> {
    let mut rows = BTreeMap::new();
    let activity = EVENTS.split("\n## ").next().unwrap_or_default();
    for line in activity.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [action, when, detail, told] = cells[..] else { panic!("four cells: {line}") };
        assert!(when.ends_with('.'), "{line}");
        let (mut always, mut sometimes) = (BTreeSet::new(), BTreeSet::new());
        for (place, name) in detail.split('`').enumerate() {
            if place % 2 == 1 {
                let fits = if name.ends_with('?') { &mut sometimes } else { &mut always };
                fits.insert(name.trim_end_matches('?').to_owned());
            }
        }
        let former = rows.insert(action.trim_matches('`'), Row { always, sometimes, told });
        assert!(former.is_none(), "{action} stands twice");
    }
    rows
}

#[test]
fn every_action_stands_in_the_table_and_none_else() {
    let listed: BTreeSet<_> = table().into_keys().map(str::to_owned).collect();
    let known: BTreeSet<_> = Happening::one_of_each().iter().map(|what| told_apart(what).0).collect();
    assert_eq!(listed, known);
}

#[test]
fn the_table_tells_the_detail_of_each() {
    let table = table();
    for what in Happening::one_of_each() {
        let (action, detail) = told_apart(&what);
        let row = &table[action.as_str()];
        let fields: BTreeSet<_> = detail.keys().cloned().collect();
        assert_eq!(&fields - &row.sometimes, row.always, "{action}");
    }
    let (action, detail) = told_apart(&Happening::TwoFactorReset { reason: Some("Lost".to_owned()) });
    let fields: BTreeSet<_> = detail.keys().cloned().collect();
    assert_eq!(table[action.as_str()].sometimes, fields);
}

#[test]
fn the_table_says_what_is_told_by_mail() {
    let table = table();
    for what in Happening::one_of_each() {
        let (action, _) = told_apart(&what);
        let told = table[action.as_str()].told;
        let expected = if what.is_told() { "yes" } else { "no" };
        assert_eq!(told.split(',').next(), Some(expected), "{action}: {told}");
    }
}
