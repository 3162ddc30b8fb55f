//! `activity export`: the log as a JSON object a line, also while it is written.

use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

use chrono::{DateTime, Utc};
use serde_json::Value;
use vestibule::{
    clock::Clock,
    entropy::Entropy,
    store::{
        self, Database,
        activity::{Entry, Order, Stretch},
    },
};
use vestibule_domain::id::{ActivityId, TeamId};

use super::process::{Folder, PASSWORD};

fn export(folder: &Folder, args: &[&str]) -> Vec<Value> {
    let printed = folder.run(&[&["activity", "export"], args].concat()).succeeded();
    printed.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

fn text<'a>(line: &'a Value, member: &str) -> &'a str {
    line[member].as_str().unwrap_or_else(|| panic!("{member} in {line}"))
}

fn ids(lines: &[Value]) -> Vec<String> {
    lines.iter().map(|line| text(line, "id").to_owned()).collect()
}

/// Two teams with a user each, who logged in; the service stopped.
async fn with_two_teams() -> Folder {
    let folder = Folder::new();
    for (team, username) in [("Acme", "alice"), ("Beta", "bob")] {
        folder.add_team(team);
        folder.add_user(team, username);
    }
    let server = folder.serve();
    for username in ["alice", "bob", "alice"] {
        assert_eq!(server.log_in(username, PASSWORD).await.status, 200);
    }
    folder
}

/// Writes `count` entries of a team down, a millisecond apart, as another process would.
async fn write_down(folder: &Folder, team: TeamId, count: i64) {
    let url = format!("sqlite://{}", folder.path("data/vestibule.db").display());
    let (db, now) = (Database::open(&url).await.expect("the database opens"), Clock::System.now());
    let tx = db.begin().await.expect("a turn to write");
    for number in 0..count {
        let at = now + chrono::TimeDelta::milliseconds(number);
        let entry = Entry {
            id: ActivityId::new(at, &mut Entropy::System.rng()),
            team,
            at,
            action: "logged_out".to_owned(),
            actor: None,
            subject: None,
            ip: None,
            device_name: None,
            detail: serde_json::Map::new(),
        };
        store::activity::insert(&*tx, entry).await.expect("the database writes");
    }
    tx.commit().await.expect("the database writes");
}

fn team_id(folder: &Folder, name: &str) -> TeamId {
    let listed = folder.run(&["team", "list", "--json"]).json();
    let mut teams = listed.as_array().expect("teams").iter();
    let team = teams.find(|team| team["name"] == name).expect("the team");
    text(team, "id").parse().expect("an id")
}

#[actix_web::test]
async fn every_teams_entries_come_oldest_first_with_the_fields_of_the_api() {
    let folder = with_two_teams().await;
    let lines = export(&folder, &[]);

    let log_ins: Vec<_> = lines.iter().filter(|line| line["action"] == "logged_in").collect();
    let users: Vec<_> = log_ins.iter().map(|line| text(&line["actor"], "name")).collect();
    assert_eq!(users, ["Somebody Else"; 3]);
    let teams: Vec<TeamId> =
        log_ins.iter().map(|line| text(line, "team_id").parse().expect("an id")).collect();
    let (acme, beta) = (team_id(&folder, "Acme"), team_id(&folder, "Beta"));
    assert_eq!(teams, [acme, beta, acme]);
    let alice = folder.run(&["user", "show", "alice", "--json"]).json();
    assert_eq!(log_ins[0]["actor"]["id"], alice["id"]);

    let in_order = ids(&lines);
    assert!(in_order.is_sorted(), "{in_order:?}");
    for line in &lines {
        let members: Vec<_> = line.as_object().expect("an object").keys().map(String::as_str).collect();
        let shared = ["team_id", "id", "at", "action", "ip", "device_name", "detail"];
        assert!(shared.iter().all(|name| members.contains(name)), "{line}");
        assert!(members.iter().all(|name| shared.contains(name) || ["actor", "subject"].contains(name)));
        assert!(text(line, "at").parse::<DateTime<Utc>>().is_ok(), "{line}");
    }
}

#[actix_web::test]
async fn since_a_time_or_an_entry_come_the_later_ones_and_no_other() {
    let folder = with_two_teams().await;
    let all = export(&folder, &[]);
    let (second, rest) = (&all[1], &all[1..]);

    assert_eq!(export(&folder, &["--since", text(second, "at")]), rest, "a time is where it begins");
    assert_eq!(export(&folder, &["--since", text(second, "id")]), all[2..], "an entry is one that is there");
    let zoned = text(second, "at").parse::<DateTime<Utc>>().expect("a time");
    let zoned = zoned.with_timezone(&chrono::FixedOffset::east_opt(7200).expect("a zone")).to_rfc3339();
    assert_eq!(export(&folder, &["--since", &zoned]), rest, "{zoned}");
    assert_eq!(export(&folder, &["--since", "2099-01-01T00:00:00Z"]), [] as [Value; 0]);
    assert_eq!(export(&folder, &["--since", "1969-01-01T00:00:00Z"]), all);
}

#[actix_web::test]
async fn one_teams_entries_are_told_apart() {
    let folder = with_two_teams().await;
    let (all, beta) = (export(&folder, &[]), team_id(&folder, "Beta").to_string());

    let of_beta = export(&folder, &["--team", "Beta"]);

    let wanted: Vec<_> = all.into_iter().filter(|line| text(line, "team_id") == beta).collect();
    assert!(!wanted.is_empty() && of_beta == wanted, "{of_beta:?}");
    assert_eq!(folder.run(&["activity", "export", "--team", "Gamma"]).failed(), "There is no team Gamma.");
}

#[actix_web::test]
async fn a_log_of_many_pages_is_whole_while_the_service_runs() {
    let folder = Folder::new();
    folder.add_team("Acme");
    let server = folder.serve();
    let team = team_id(&folder, "Acme");
    write_down(&folder, team, 1201).await;

    let lines = export(&folder, &["--team", "Acme"]);

    let mut once = ids(&lines);
    once.dedup();
    assert_eq!((once.len(), once.is_sorted()), (1201, true));
    drop(server);
    let url = format!("sqlite://{}", folder.path("data/vestibule.db").display());
    let db = Database::look(&url).await.expect("the database opens");
    let stretch = Stretch { order: Order::Ascending, limit: 2000, ..Stretch::default() };
    let kept = store::activity::of_team(db.read(), team, &stretch).await.expect("the database reads");
    assert!(kept.iter().map(|entry| entry.id.to_string()).eq(once), "what is there, and nothing else");
}

#[actix_web::test]
async fn a_reader_who_has_enough_ends_it_well() {
    let folder = Folder::new();
    folder.add_team("Acme");
    write_down(&folder, team_id(&folder, "Acme"), 3000).await;
    let mut command = folder.command(&["activity", "export"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");

    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("an output"));
    out.read_line(&mut line).expect("a line");
    drop(out);

    assert!(line.starts_with('{') && line.ends_with("}\n"), "{line}");
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
}
