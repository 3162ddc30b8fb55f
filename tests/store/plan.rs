//! How the database would find the rows of a statement.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use vestibule::store::Database;

use super::crowd::SMALL;

/// Where the plan of a statement reads a whole table that grows.
pub async fn scans(db: &Database, statement: &Statement) -> Vec<String> {
    let lines = match statement.db_backend {
        DbBackend::Sqlite => of_sqlite(db, statement).await,
        _ => of_postgresql(db, statement).await,
    };
    lines
        .into_iter()
        .filter(|line| SMALL.iter().all(|(table, _)| !words(line).any(|word| word == *table)))
        .collect()
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
}

async fn of_sqlite(db: &Database, statement: &Statement) -> Vec<String> {
    let question = Statement { sql: format!("EXPLAIN QUERY PLAN {}", statement.sql), ..statement.clone() };
    let plan = db.read().query_all_raw(question).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    let lines = plan.iter().map(|row| row.try_get::<String>("", "detail").expect("a line"));
    lines.filter(|line| line.starts_with("SCAN ") && !line.starts_with("SCAN CONSTANT ROW")).collect()
}

/// A plan for whatever values: what holds for these must not hang on them. A table is read whole where nothing else
/// can be done, or where an index is read from end to end.
async fn of_postgresql(db: &Database, statement: &Statement) -> Vec<String> {
    let tx = db.begin().await.expect("a transaction");
    // Tables of a test are small enough that reading them whole may be the cheaper way: what counts is whether there
    // is another one.
    let set = "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off;
               SET LOCAL enable_hashjoin = off";
    tx.execute_unprepared(set).await.expect("it is set");
    if statement.sql.starts_with("DELETE ") {
        // A generic plan takes the few rows that are tidied away at a time for a tenth of the table.
        tx.execute_unprepared("SET LOCAL enable_mergejoin = off").await.expect("it is set");
    }
    let named = format!("PREPARE asked AS {}", statement.sql);
    tx.execute_unprepared(&named).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    let values = statement.values.as_ref().map_or(0, |values| values.0.len());
    let given = if values == 0 { String::new() } else { format!("({})", vec!["NULL"; values].join(", ")) };
    let question = Statement::from_string(DbBackend::Postgres, format!("EXPLAIN EXECUTE asked{given}"));
    let plan = tx.query_all_raw(question).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    tx.execute_unprepared("DEALLOCATE asked").await.expect("it is forgotten");
    let lines: Vec<String> = plan.iter().map(|row| row.try_get("", "QUERY PLAN").expect("a line")).collect();
    let of_node = |at: usize| lines[at + 1..].iter().take_while(|line| !line.contains("->"));
    let is_scan = |at: usize| {
        let has_condition = of_node(at).any(|line| line.contains("Index Cond:"));
        lines[at].contains("Seq Scan on") || is_by_index(&lines[at]) && !has_condition
    };
    (0..lines.len()).filter(|at| is_scan(*at)).map(|at| lines[at].trim().to_owned()).collect()
}

fn is_by_index(line: &str) -> bool {
    ["Index Scan", "Index Only Scan"].iter().any(|kind| line.contains(kind))
}
