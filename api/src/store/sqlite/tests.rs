use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value, prelude::Uuid};
use tempfile::TempDir;

use crate::store::{Database, StoreError};

async fn open(folder: &TempDir) -> Database {
    Database::open(&format!("sqlite://{}", folder.path().join("vestibule.db").display())).await.unwrap()
}

fn asked(sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
}

/// Every kind of value that a row of ours has.
#[derive(Debug, PartialEq, FromQueryResult)]
struct Kinds {
    id: Uuid,
    flag: bool,
    number: i64,
    text: String,
    bytes: Vec<u8>,
    no_id: Option<Uuid>,
    no_flag: Option<bool>,
    no_number: Option<i64>,
    no_text: Option<String>,
    no_bytes: Option<Vec<u8>>,
}

const KINDS: &str =
    "CREATE TABLE kinds (id uuid_text, flag boolean, number integer, text varchar, bytes blob,
    no_id uuid_text, no_flag boolean, no_number integer, no_text varchar, no_bytes blob)";

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_went() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder).await;
    db.read().execute_unprepared(KINDS).await.unwrap();
    let there = Kinds {
        id: Uuid::from_u128(7),
        flag: true,
        number: i64::MIN,
        text: "naïve\0text".to_owned(),
        bytes: vec![0, 255],
        no_id: Some(Uuid::from_u128(8)),
        no_flag: Some(false),
        no_number: Some(9),
        no_text: Some(String::new()),
        no_bytes: Some(Vec::new()),
    };
    let values = [
        there.id.into(),
        there.flag.into(),
        there.number.into(),
        there.text.clone().into(),
        there.bytes.clone().into(),
        there.no_id.into(),
        there.no_flag.into(),
        there.no_number.into(),
        there.no_text.clone().into(),
        there.no_bytes.clone().into(),
    ];
    let insert = "INSERT INTO kinds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let inserted = db.read().execute_raw(asked(insert, values)).await.unwrap();
    assert_eq!(inserted.rows_affected(), 1);
    let all = "SELECT * FROM kinds";
    let kept = Kinds::find_by_statement(asked(all, [])).one(db.read()).await.unwrap();
    assert_eq!(kept, Some(there));

    let nothing = "UPDATE kinds SET no_id = ?, no_flag = ?, no_number = ?, no_text = ?, no_bytes = ?";
    let values = [
        Option::<Uuid>::None.into(),
        Option::<bool>::None.into(),
        Option::<i64>::None.into(),
        Option::<String>::None.into(),
        Option::<Vec<u8>>::None.into(),
    ];
    db.read().execute_raw(asked(nothing, values)).await.unwrap();
    let kept = Kinds::find_by_statement(asked(all, [])).one(db.read()).await.unwrap().unwrap();
    assert!(kept.no_id.is_none() && kept.no_flag.is_none() && kept.no_number.is_none());
    assert!(kept.no_text.is_none() && kept.no_bytes.is_none());
}

#[tokio::test]
async fn a_value_that_no_column_has_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder).await;
    let instant = chrono::DateTime::UNIX_EPOCH;
    db.read().query_all_raw(asked("SELECT ?", [instant.into()])).await.unwrap_err();
}

/// So that nobody waits behind it whom the same thread answers: here all are on one.
#[tokio::test]
async fn a_long_read_goes_on_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder).await;
    let long =
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3000000)
                SELECT count(*) AS count FROM numbers";
    let mut reads = Box::pin(db.read().query_one_raw(asked(long, [])));
    assert!(futures_util::poll!(&mut reads).is_pending());

    let short = db.read().query_one_raw(asked("SELECT 1 AS one", []));
    assert!(futures_util::poll!(short).is_ready());
    let counted = reads.await.unwrap().unwrap();
    assert_eq!(counted.try_get::<i64>("", "count").unwrap(), 3_000_000);
}

#[tokio::test]
async fn what_went_wrong_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder).await;
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared("CREATE TABLE one (name varchar UNIQUE)").await.unwrap();
    let insert = asked("INSERT INTO one VALUES (?)", ["same".into()]);
    tx.execute_raw(insert.clone()).await.unwrap();

    let taken = StoreError::from(tx.execute_raw(insert).await.unwrap_err());
    assert!(matches!(&taken, StoreError::Taken(name) if name.contains("one.name")), "{taken:?}");
    let wrong = StoreError::from(tx.query_all_raw(asked("SELECT nothing FROM one", [])).await.unwrap_err());
    assert!(matches!(wrong, StoreError::Failed(_)), "{wrong:?}");
}

#[tokio::test]
async fn another_process_that_writes_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder).await;
    let other = rusqlite::Connection::open(folder.path().join("vestibule.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; CREATE TABLE theirs (id INTEGER)").unwrap();

    let mut begins = Box::pin(db.begin());
    tokio::time::timeout(Duration::from_millis(100), &mut begins).await.err().expect("it waits");
    db.read().execute_unprepared("SELECT 1").await.expect("whoever reads doesn't");
    other.execute_batch("COMMIT").unwrap();
    begins.await.unwrap().execute_unprepared("SELECT id FROM theirs").await.unwrap();
}

#[tokio::test]
async fn what_is_only_looked_at_cannot_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.db");
    let url = format!("sqlite://{}", file.display());
    Database::look(&url).await.expect_err("there is nothing to look at");
    assert!(!file.exists());

    let db = open(&folder).await;
    db.read().execute_unprepared("CREATE TABLE one (name varchar)").await.unwrap();
    looks(&url).await;
    // Nobody else has it open: no log is made beside it.
    drop(db);
    looks(&url).await;
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

async fn looks(url: &str) {
    let looking = Database::look(url).await.unwrap();
    looking.read().query_all_raw(asked("SELECT name FROM one", [])).await.unwrap();
    looking.read().execute_unprepared("INSERT INTO one VALUES ('new')").await.unwrap_err();
    let tx = looking.begin().await.unwrap();
    tx.execute_unprepared("INSERT INTO one VALUES ('new')").await.unwrap_err();
}
