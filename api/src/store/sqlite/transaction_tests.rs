use std::time::Duration;

use sea_orm::ConnectionTrait;

use crate::store::{Database, StoreError};

#[tokio::test]
async fn a_file_that_another_process_is_making_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.db");
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; CREATE TABLE made (id INTEGER)").unwrap();

    let url = format!("sqlite://{}", file.display());
    let mut opening = tokio::spawn(async move { Database::open(&url).await });
    tokio::time::timeout(Duration::from_millis(200), &mut opening).await.expect_err("it waits");
    other.execute_batch("COMMIT").unwrap();
    opening.await.unwrap().unwrap();
}

#[tokio::test]
async fn after_sqlite_undid_a_transaction_by_itself_the_next_ones_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("vestibule.db").display());
    let db = Database::open(&url).await.unwrap();

    // As it does where the disk is full: nobody told the driver.
    let undone = db.begin().await.unwrap();
    undone.execute_unprepared("ROLLBACK").await.unwrap();
    drop(undone);

    // More often than there are connections, so that each has its turn.
    for round in 0..20 {
        let dropped = db.begin().await.unwrap();
        dropped.execute_unprepared(&format!("CREATE TABLE dropped_{round} (id INTEGER)")).await.unwrap();
        drop(dropped);
        let kept = db.begin().await.unwrap();
        kept.execute_unprepared(&format!("CREATE TABLE kept_{round} (id INTEGER)")).await.unwrap();
        kept.commit().await.unwrap();
    }

    let other = Database::open(&url).await.unwrap();
    for round in 0..20 {
        other.read().execute_unprepared(&format!("SELECT id FROM kept_{round}")).await.unwrap();
        other.read().execute_unprepared(&format!("SELECT id FROM dropped_{round}")).await.unwrap_err();
    }
    other.begin().await.unwrap().commit().await.unwrap();
}

/// It would be kept alone, without what came before it.
#[tokio::test]
async fn after_sqlite_undid_a_transaction_by_itself_nothing_more_is_written_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("vestibule.db").display());
    let db = Database::open(&url).await.unwrap();
    let undone = db.begin().await.unwrap();
    undone.execute_unprepared("CREATE TABLE first (id INTEGER)").await.unwrap();
    undone.execute_unprepared("ROLLBACK").await.unwrap();

    undone.execute_unprepared("CREATE TABLE second (id INTEGER)").await.unwrap_err();
    let refused = undone.commit().await.unwrap_err();
    assert!(matches!(refused, StoreError::Unavailable(_)), "{refused:?}");
    db.read().execute_unprepared("SELECT id FROM second").await.unwrap_err();
}
