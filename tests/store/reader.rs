//! The connections by which threads read on a PostgreSQL.

use std::{collections::HashSet, time::Duration};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use tokio::time::timeout;
use vestibule::store::Database;

use crate::support::{TestDatabase, postgres::PostgresDatabase};

/// How many connections a pool has at most.
const POOL: usize = 16;

/// What takes a while.
const SLOW: &str = "SELECT 0 AS process, pg_sleep(0.1)";

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
    for _ in 0..3 {
        assert_eq!(scene.reads_by().await, scene.own);
    }
    let (_, meanwhile) =
        tokio::join!(biased; scene.db.read().query_one_raw(question(SLOW)), scene.reads_by());
    assert!(scene.pooled.contains(&meanwhile));
}

#[actix_web::test]
async fn a_read_whose_connection_is_lost_is_answered_by_another() {
    let Some(scene) = Scene::begin().await else { return };
    let end = question(&format!("SELECT pg_terminate_backend({}, 10000)", scene.own));
    let tx = scene.db.begin().await.expect("a transaction");
    tx.execute_raw(end).await.expect("it is ended");
    assert!(scene.pooled.contains(&scene.reads_by().await));
}

#[actix_web::test]
async fn after_a_read_that_was_cut_off_the_next_has_its_own_answer() {
    let Some(scene) = Scene::begin().await else { return };
    let cut_off = timeout(Duration::ZERO, scene.db.read().query_one_raw(question(SLOW))).await;
    assert!(cut_off.is_err(), "it takes longer than no time");
    assert_eq!(scene.reads_by().await, scene.own);
}

#[actix_web::test]
async fn a_statement_that_the_server_refuses_is_told_and_costs_no_connection() {
    let Some(scene) = Scene::begin().await else { return };
    let refused = scene.db.read().query_one_raw(question("SELECT 1/0 AS process")).await;
    assert!(refused.unwrap_err().to_string().contains("division by zero"));
    assert_eq!(scene.reads_by().await, scene.own);
}
