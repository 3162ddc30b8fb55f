use std::{future::Future, time::Duration};

use sea_orm::ConnectionTrait;
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::store::{Database, StoreError, StoreResult, Transaction};

/// A database with a table of notes.
async fn notes() -> (TempDir, Database) {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder).await;
    db.read().execute_unprepared("CREATE TABLE note (text TEXT UNIQUE)").await.unwrap();
    (folder, db)
}

async fn open(folder: &TempDir) -> Database {
    Database::open(&format!("sqlite://{}", folder.path().join("vestibule.db").display())).await.unwrap()
}

async fn write(tx: &Transaction, text: &str) {
    tx.execute_unprepared(&format!("INSERT INTO note VALUES ('{text}')")).await.unwrap();
}

/// What anybody else finds in the file, in the order of its writing.
async fn kept(folder: &TempDir) -> Vec<String> {
    let other = open(folder).await;
    let all =
        sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT text FROM note ORDER BY rowid");
    let rows = other.read().query_all_raw(all).await.unwrap();
    rows.iter().map(|row| row.try_get("", "text").unwrap()).collect()
}

/// Starts what waits for a turn, and comes back once it does.
async fn queued<T: Send + 'static>(
    db: &Database,
    waiter: impl Future<Output = T> + Send + 'static,
) -> JoinHandle<T> {
    let turns = db.embedded.as_ref().unwrap().turns();
    let before = turns.waiting();
    let task = tokio::spawn(waiter);
    while turns.waiting() == before {
        tokio::task::yield_now().await;
    }
    task
}

async fn writes(db: Database, text: &'static str) -> StoreResult<()> {
    let tx = db.begin().await?;
    write(&tx, text).await;
    tx.commit().await
}

#[tokio::test]
async fn who_waited_shares_a_commit_and_nobody_is_answered_before_it() {
    let (folder, db) = notes().await;
    let first = db.begin().await.unwrap();
    write(&first, "first").await;
    let (entered, enters) = tokio::sync::oneshot::channel();
    let (leave, leaves) = tokio::sync::oneshot::channel::<()>();
    let waiter = db.clone();
    let second = queued(&db, async move {
        let tx = waiter.begin().await.unwrap();
        write(&tx, "second").await;
        entered.send(()).unwrap();
        leaves.await.unwrap();
        tx.commit().await
    })
    .await;

    let first = tokio::spawn(first.commit());
    enters.await.unwrap();
    assert!(!first.is_finished(), "the first waits for the second");
    assert_eq!(kept(&folder).await, Vec::<String>::new());

    leave.send(()).unwrap();
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    assert_eq!(kept(&folder).await, ["first", "second"]);
}

#[tokio::test]
async fn who_fails_in_a_shared_commit_takes_back_their_own_part_alone() {
    let (folder, db) = notes().await;
    let first = db.begin().await.unwrap();
    write(&first, "first").await;
    let waiter = db.clone();
    let failing = queued(&db, async move {
        let tx = waiter.begin().await.unwrap();
        write(&tx, "dropped").await;
        tx.execute_unprepared("INSERT INTO note VALUES ('first')").await.unwrap_err();
    })
    .await;
    let after = queued(&db, writes(db.clone(), "after")).await;

    first.commit().await.unwrap();
    failing.await.unwrap();
    after.await.unwrap().unwrap();
    assert_eq!(kept(&folder).await, ["first", "after"]);
}

/// As it does where the disk is full: nobody told the driver, and the parts before are gone.
#[tokio::test]
async fn where_sqlite_undoes_a_shared_transaction_all_who_share_it_are_refused() {
    let (folder, db) = notes().await;
    let first = db.begin().await.unwrap();
    write(&first, "undone").await;
    let waiter = db.clone();
    let failing = queued(&db, async move {
        let tx = waiter.begin().await.unwrap();
        tx.execute_unprepared("ROLLBACK").await.unwrap();
    })
    .await;
    let after = queued(&db, writes(db.clone(), "after")).await;

    let refused = first.commit().await.unwrap_err();
    assert!(matches!(refused, StoreError::Unavailable(_)), "{refused:?}");
    failing.await.unwrap();
    after.await.unwrap().unwrap();
    writes(db, "later").await.unwrap();
    assert_eq!(kept(&folder).await, ["after", "later"]);
}

#[tokio::test]
async fn a_shared_commit_outlives_those_who_asked_for_it() {
    let (folder, db) = notes().await;
    let first = db.begin().await.unwrap();
    write(&first, "first").await;
    let second = queued(&db, writes(db.clone(), "second")).await;

    // Whoever asked hung up, and so did who waited.
    let mut first = Box::pin(first.commit());
    assert!(futures_util::poll!(&mut first).is_pending());
    drop(first);
    second.abort();
    second.await.unwrap_err();

    writes(db, "third").await.unwrap();
    assert_eq!(kept(&folder).await, ["first", "third"]);
}

/// At whichever step of its turn: what others were told is kept.
#[tokio::test]
async fn whoever_hangs_up_while_sharing_a_commit_loses_nothing_of_others() {
    for polls in 1..100 {
        let (folder, db) = notes().await;
        let first = db.begin().await.unwrap();
        write(&first, "first").await;
        let mut leaving = Box::pin(writes(db.clone(), "leaving"));
        assert!(futures_util::poll!(&mut leaving).is_pending());
        let mut first = Box::pin(first.commit());
        assert!(futures_util::poll!(&mut first).is_pending());

        for _ in 0..polls {
            if futures_util::poll!(&mut leaving).is_ready() {
                break;
            }
            // The thread that commits may go on, and the runtime doesn't: an answer may be there that nobody took.
            std::thread::yield_now();
        }
        drop(leaving);
        let told = first.await;
        let kept = kept(&folder).await;
        assert_eq!(told.is_ok(), kept.iter().any(|text| text == "first"), "{polls}: {told:?}, {kept:?}");
        writes(db, "later").await.unwrap();
    }
}

#[tokio::test]
async fn many_writers_are_all_kept() {
    let (folder, db) = notes().await;
    let writers: Vec<_> = (0..64)
        .map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                let tx = db.begin().await?;
                tx.execute_unprepared(&format!("INSERT INTO note VALUES ('{number}')")).await?;
                if number % 7 == 0 { Ok(()) } else { tx.commit().await }
            })
        })
        .collect();
    for writer in writers {
        tokio::time::timeout(Duration::from_mins(1), writer).await.unwrap().unwrap().unwrap();
    }
    let mut kept: Vec<u32> = kept(&folder).await.iter().map(|text| text.parse().unwrap()).collect();
    kept.sort_unstable();
    assert_eq!(kept, (0..64).filter(|number| number % 7 != 0).collect::<Vec<_>>());
}

/// What a read ahead finds, and whether the connection that writes found it.
async fn ahead(db: &Database) -> (Vec<String>, bool) {
    let all = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT text FROM note");
    let by_writer = db.embedded.as_ref().unwrap().turns().query_if_idle(&all).is_some();
    let rows = db.read_ahead().query_all_raw(all).await.unwrap();
    (rows.iter().map(|row| row.try_get("", "text").unwrap()).collect(), by_writer)
}

#[tokio::test]
async fn a_read_ahead_finds_what_was_committed_and_waits_for_nobody() {
    let (_folder, db) = notes().await;
    writes(db.clone(), "first").await.unwrap();
    assert_eq!(ahead(&db).await, (vec!["first".to_owned()], true));

    let tx = db.begin().await.unwrap();
    write(&tx, "second").await;
    assert_eq!(ahead(&db).await, (vec!["first".to_owned()], false), "what may be undone is seen by nobody");

    // One waits, so that the first leaves its transaction open.
    let waiting = queued(&db, writes(db.clone(), "third")).await;
    tx.commit().await.unwrap();
    waiting.await.unwrap().unwrap();
    let all = ["first", "second", "third"].map(str::to_owned);
    assert_eq!(ahead(&db).await, (all.to_vec(), true));
}
