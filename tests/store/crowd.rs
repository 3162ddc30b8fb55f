//! Rows enough that a scan would be felt, in every table that grows.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use vestibule::store::Reads;

/// How many users there are.
const USERS: u32 = 20_000;

/// How many things happened to them.
const ACTIVITY: u32 = 100_000;

/// How many rows every other table has.
const OTHERS: u32 = 5_000;

/// Tables that stay so small that reading them whole is the quickest way.
pub const SMALL: [(&str, &str); 4] = [
    ("teams", "one row a team"),
    ("signing_keys", "two or three at a time: the present one, its successor, and one that retires"),
    ("seaql_migrations", "one row a migration"),
    ("sqlite_master", "one row a table and an index"),
];

const TABLES_OF_SQLITE: &str =
    "SELECT t.name AS of_table, c.name AS name, lower(c.type) AS kind, c.\"notnull\" AS required
    FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";

const TABLES_OF_POSTGRESQL: &str =
    "SELECT table_name::text AS of_table, column_name::text AS name, data_type::text AS kind,
    (is_nullable = 'NO')::int::bigint AS required FROM information_schema.columns WHERE table_schema = 'public'";

#[derive(Debug)]
struct Column {
    table: String,
    name: String,
    kind: String,
    nullable: bool,
}

/// Fills every table that grows with rows of these teams, and tells the planner. The tables' names.
pub async fn gather(db: &Reads, teams: &[String], now: DateTime<Utc>) -> Vec<String> {
    let columns = columns(db).await;
    let mut tables: Vec<_> = columns.iter().map(|column| column.table.clone()).collect();
    tables.sort_unstable();
    tables.dedup();
    tables.retain(|table| SMALL.iter().all(|(small, _)| small != table));
    // Whose rows others belong to come first.
    tables.sort_by_key(|table| match table.as_str() {
        "users" => 0,
        "sessions" => 1,
        _ => 2,
    });
    for table in &tables {
        let own: Vec<_> = columns.iter().filter(|column| column.table == *table).collect();
        let names: Vec<_> = own.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let values: Vec<_> = own.iter().map(|column| value(db, column, teams, now)).collect();
        let rows = match table.as_str() {
            "users" => USERS,
            "activity" => ACTIVITY,
            _ => OTHERS,
        };
        let filled = format!(
            "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows})
             INSERT INTO {table} ({}) SELECT {} FROM numbers",
            names.join(", "),
            values.join(", ")
        );
        db.execute_unprepared(&filled).await.unwrap_or_else(|error| panic!("{filled}: {error}"));
        if db.get_database_backend() == DbBackend::Postgres {
            // Who cleans up between a deletion and the look at its plan would have it planned for an empty table.
            let kept = format!("ALTER TABLE {table} SET (autovacuum_enabled = false)");
            db.execute_unprepared(&kept).await.expect("its statistics stay");
        }
    }
    db.execute_unprepared("ANALYZE").await.expect("the planner is told");
    tables
}

async fn columns(db: &Reads) -> Vec<Column> {
    let backend = db.get_database_backend();
    let question = if backend == DbBackend::Sqlite { TABLES_OF_SQLITE } else { TABLES_OF_POSTGRESQL };
    let rows = db.query_all_raw(Statement::from_string(backend, question)).await.expect("the schema");
    let read = |row: &QueryResult| -> Result<Column, sea_orm::DbErr> {
        Ok(Column {
            table: row.try_get("", "of_table")?,
            name: row.try_get("", "name")?,
            kind: row.try_get("", "kind")?,
            nullable: row.try_get::<i64>("", "required")? == 0,
        })
    };
    rows.iter().map(|row| read(row).expect("a column")).collect()
}

/// What the column has in row `n`: ids that belong together, times of yesterday, texts that differ.
fn value(db: &Reads, column: &Column, teams: &[String], now: DateTime<Utc>) -> String {
    let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let id_from = |beginning: &str, n: &str| {
        let rest = 32 - beginning.len();
        if is_sqlite {
            format!("unhex(printf('{beginning}%0{rest}x', {n}))")
        } else {
            format!("('{beginning}' || lpad(to_hex({n}), {rest}, '0'))::uuid")
        }
    };
    let id = |n: &str| id_from("", n);
    let name = column.name.as_str();
    match (name, column.kind.as_str()) {
        ("team_id", _) => {
            let literal = |team: &String| {
                if is_sqlite {
                    format!("unhex('{}')", team.replace('-', ""))
                } else {
                    format!("'{team}'::uuid")
                }
            };
            let each = teams.iter().enumerate().map(|(at, team)| format!("WHEN {at} THEN {}", literal(team)));
            format!("CASE n % {} {} END", teams.len(), each.collect::<Vec<_>>().join(" "))
        }
        // Their ids tell how old they are.
        ("id", _) if column.table == "activity" => {
            id_from(&format!("{:012x}70008000", (now - TimeDelta::days(1)).timestamp_millis()), "n")
        }
        ("id", _) => id("n"),
        (_, kind) if kind.starts_with("uuid") => id(&format!("1 + (n - 1) % {OTHERS}")),
        ("password_hash" | "country_code" | "cell_phone" | "last_accepted_step", _) => "NULL".to_owned(),
        (_, "blob") => "randomblob(32)".to_owned(),
        (_, "bytea") => "uuid_send(gen_random_uuid())".to_owned(),
        ("role", _) => "'member'".to_owned(),
        ("detail", _) => "'{}'".to_owned(),
        (_, "boolean") => "true".to_owned(),
        (name, "integer" | "bigint") if is_time(name) => time(column, now.timestamp_millis()),
        (_, "integer" | "bigint") => "0".to_owned(),
        // Folded names are looked up, and every text that has an index differs from row to row.
        _ => "'x' || n".to_owned(),
    }
}

/// SQLite has one type for times and for counts.
fn is_time(name: &str) -> bool {
    ["at", "since", "auth_time", "from"].iter().any(|end| name.ends_with(end))
}

/// What is to end does so tomorrow, what may be missing is so in every other row, and some sessions and clients are
/// from years ago.
fn time(column: &Column, now: i64) -> String {
    const DAY: i64 = 86_400_000;
    let yesterday = now - 5 * DAY / 4;
    match (column.table.as_str(), column.name.as_str()) {
        ("sessions" | "known_clients", "idle_expires_at" | "ended_at" | "last_used_at") => {
            format!("{yesterday} + CASE WHEN n <= 5 THEN -{} ELSE {DAY} * 3 / 2 + n END", 1200 * DAY)
        }
        (_, name) if name.ends_with("expires_at") => format!("{} + n", now + DAY),
        // Nobody opens what is sealed in these.
        ("mails", "done_at") => format!("{yesterday} + n"),
        _ if column.nullable => format!("CASE n % 2 WHEN 0 THEN {yesterday} + n END"),
        _ => format!("{yesterday} + n"),
    }
}
