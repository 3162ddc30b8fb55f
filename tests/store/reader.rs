//! The connections by which threads read on a PostgreSQL.

use std::{collections::HashSet, time::Duration};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use tokio::time::timeout;
use vestibule::store::Database;

use crate::support::{TestDatabase, postgres::PostgresDatabase};

/// How many connections a pool has at most.
const POOL: usize = 16;

/// What takes longer than a thread is ever kept from its next step.
const SLOW: &str = "SELECT 0 AS process, pg_sleep(1)";

/// A database, the processes behind its pool, and the one by which this thread reads.
struct Scene {
    db: Database,
    own: i32,
    pooled: HashSet<i32>,
    _database: PostgresDatabase,
}

impl Scene {
    /// Nothing where the tests run on SQLite.
    async fn begin() -> Option<Self> {
        if !TestDatabase::is_postgres() {
            return None;
        }
        let database = PostgresDatabase::create().await;
        let db = Database::open(&database.url()).await.expect("it opens");
        let tx = db.begin().await.expect("a transaction");
        tx.execute_unprepared("CREATE SEQUENCE written").await.expect("it is made");
        tx.commit().await.expect("it is kept");
        server_process(db.read()).await.expect("the pool answers the first read");
        let mut transactions = Vec::new();
        while transactions.len() < POOL {
            transactions.push(db.begin().await.expect("a transaction"));
        }
        let mut pooled = HashSet::new();
        for tx in &transactions {
            pooled.insert(server_process(&**tx).await.expect("an answer"));
        }
        // The pool has none left that could answer.
        let own = loop {
            if let Ok(process) = server_process(db.read()).await {
                break process;
            }
        };
        assert!(!pooled.contains(&own));
        Some(Self { db, own, pooled, _database: database })
    }

    async fn reads_by(&self) -> i32 {
        server_process(self.db.read()).await.expect("an answer")
    }

    /// Goes on once this thread has another connection than the pool's.
    async fn until_own(&self) -> i32 {
        loop {
            let process = self.reads_by().await;
            if !self.pooled.contains(&process) {
                break process;
            }
        }
    }
}

fn question(sql: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, sql)
}

/// Which of the server's processes answers.
async fn server_process(db: &impl ConnectionTrait) -> Result<i32, DbErr> {
    let row = db.query_one_raw(question("SELECT pg_backend_pid() AS process")).await?;
    row.expect("a row").try_get("", "process")
}

#[actix_web::test]
async fn a_thread_reads_by_a_connection_of_its_own_unless_that_is_busy() {
    let Some(scene) = Scene::begin().await else { return };
    let slow = scene.db.read().query_one_raw(question(SLOW));
    let (_, meanwhile) = tokio::join!(biased; slow, scene.reads_by());
    assert!(scene.pooled.contains(&meanwhile));
    assert_eq!(scene.until_own().await, scene.own);
}

#[actix_web::test]
async fn it_can_change_nothing() {
    let Some(scene) = Scene::begin().await else { return };
    let mut refused = None;
    for _ in 0..10 {
        scene.until_own().await;
        // After a pause of the machine this read is the pool's, and the next one is not.
        refused =
            refused.or(scene.db.read().query_one_raw(question("SELECT nextval('written')")).await.err());
    }
    assert!(refused.expect("a refusal").to_string().contains("read-only transaction"));
    assert_eq!(scene.until_own().await, scene.own, "what the server refuses costs no connection");
}

#[actix_web::test]
async fn a_read_whose_connection_is_lost_is_answered_by_another() {
    let Some(scene) = Scene::begin().await else { return };
    let end = question(&format!("SELECT pg_terminate_backend({}, 10000)", scene.own));
    let tx = scene.db.begin().await.expect("a transaction");
    tx.execute_raw(end).await.expect("it is ended");
    assert!(scene.pooled.contains(&scene.reads_by().await));
    assert_ne!(scene.until_own().await, scene.own);
}

#[actix_web::test]
async fn after_a_read_that_was_cut_off_the_next_has_its_own_answer() {
    let Some(scene) = Scene::begin().await else { return };
    scene.until_own().await;
    let slow = scene.db.read().query_one_raw(question(SLOW));
    assert!(timeout(Duration::ZERO, slow).await.is_err(), "it takes longer than no time");
    assert_ne!(scene.reads_by().await, 0);
    assert_eq!(scene.until_own().await, scene.own);
}

#[actix_web::test]
async fn a_write_that_is_refused_ends_the_trust_in_it() {
    let Some(scene) = Scene::begin().await else { return };
    let tx = scene.db.begin().await.expect("a transaction");
    tx.execute_unprepared("SET TRANSACTION READ ONLY").await.expect("as on a server that takes no writes");
    assert!(tx.execute_unprepared("CREATE TABLE refused ()").await.is_err());
    assert_ne!(scene.reads_by().await, scene.own);
}
