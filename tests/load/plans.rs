//! How the engines find what the calls ask for: the plan of each statement that the service sends, on the large
//! database.
//!
//! PostgreSQL tells the statements and their plans itself, by `auto_explain`. SQLite is asked for its plan of the
//! same statements; it has no row locks, so those are left out.

use std::{collections::BTreeMap, time::Duration};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{
    numbers::length,
    postgres::Postgres,
    scale::{Stage, Times},
};

/// The tables that grow with users and time, and were filled.
const LARGE: [&str; 3] = ["users", "activity", "totp_authenticators"];

const LOCKS: [&str; 3] = [" FOR UPDATE", " FOR NO KEY UPDATE", " FOR SHARE"];

/// A statement, and how the engines carry it out.
struct Explained {
    statement: String,
    postgres: String,
    sqlite: String,
}

pub struct Plans(Vec<Explained>);

/// Has the service make every call once on a database that explains itself.
pub async fn explain(postgres: &Postgres, database: &str, on_postgres: &Stage, on_sqlite: &Stage) -> Plans {
    for setting in ["session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0"] {
        postgres.execute(&format!("ALTER DATABASE {database} SET {setting}"));
    }
    let service = on_postgres.site.serve();
    // Time to see that the connections to the former service are gone.
    tokio::time::sleep(Duration::from_secs(1)).await;
    // What a start asks for is asked once.
    let before = postgres.log().len();
    on_postgres.round(&service, &mut Times::default()).await;
    drop(service);
    let told = read(&postgres.log()[before..]);
    assert!(!told.is_empty(), "PostgreSQL explains itself: {}", postgres.log());

    let plans = on_sqlite.site.visit(async |app| {
        let mut plans = Vec::new();
        for (statement, postgres) in told {
            let sqlite = explain_on_sqlite(app.db.read(), &statement).await;
            plans.push(Explained { statement, postgres, sqlite });
        }
        plans
    });
    Plans(plans.await)
}

async fn explain_on_sqlite(db: &impl ConnectionTrait, statement: &str) -> String {
    let unlocked = LOCKS.iter().fold(statement.to_owned(), |text, lock| text.replace(lock, ""));
    // The sign that escapes others is spelled in another way, too.
    let spelled = unlocked.replace(r"ESCAPE E'\\'", r"ESCAPE '\'");
    let question = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {spelled}"));
    match db.query_all_raw(question).await {
        Ok(rows) => {
            let steps = rows.iter().map(|row| row.try_get::<String>("", "detail").expect("a step"));
            steps.collect::<Vec<_>>().join("\n")
        }
        Err(error) => format!("SQLite is asked otherwise: {error}"),
    }
}

/// Each statement with its plan, as `auto_explain` writes them.
fn read(log: &str) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    for entry in log.split("LOG:  duration: ").skip(1) {
        let lines = entry.lines().skip(1).take_while(|line| line.starts_with('\t'));
        let lines: Vec<_> = lines.map(|line| line.trim_start_matches('\t')).collect();
        // A statement may have several lines; a plan begins with how much it costs.
        let Some(plan) = lines.iter().position(|line| line.contains("(cost=")) else { continue };
        let statement: Vec<_> = lines[..plan].iter().map(|line| line.trim()).collect();
        let statement = statement.join(" ");
        let Some(statement) = statement.strip_prefix("Query Text: ") else { continue };
        told.insert(statement.to_owned(), lines[plan..].join("\n"));
    }
    told
}

impl Plans {
    /// How many statements look at every row of a large table.
    pub fn scans(&self) -> f64 {
        length(&self.0.iter().filter(|plan| plan.scans()).collect::<Vec<_>>())
    }

    /// The end of the report's page.
    pub fn page(&self) -> Vec<String> {
        let head = "Every statement that the calls of the last section sent, on the large database: by PostgreSQL, then \
                    by SQLite. A statement that reads every row of a large table is marked.";
        let plans = self.0.iter().map(|plan| {
            let mark = if plan.scans() { "**Scans.** " } else { "" };
            let Explained { statement, postgres, sqlite } = plan;
            format!("{mark}`{statement}`\n\n```text\n{postgres}\n\n{sqlite}\n```")
        });
        ["## Query plans".to_owned(), head.to_owned()].into_iter().chain(plans).collect()
    }
}

impl Explained {
    fn scans(&self) -> bool {
        // An empty list of what is looked for: neither engine looks at a row.
        if self.postgres.contains("One-Time Filter: false") {
            return false;
        }
        let all_rows = |line: &str, words: &str| {
            let table = line.split_once(words).and_then(|(_, rest)| rest.split_whitespace().next());
            table.is_some_and(|table| LARGE.contains(&table.trim_matches('"'))) && !line.contains("INDEX")
        };
        self.postgres.lines().any(|line| all_rows(line, "Seq Scan on "))
            || self.sqlite.lines().any(|line| all_rows(line, "SCAN "))
    }
}
