use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::*;
use crate::store::Database;

/// How `SQLite` finds the rows of each kind.
async fn plan(db: &Database, select: &SelectStatement) -> Vec<String> {
    let statement = DbBackend::Sqlite.build(select);
    let explain = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let values = statement.values.map(|values| values.0).unwrap_or_default();
    let explain = Statement::from_sql_and_values(DbBackend::Sqlite, explain, values);
    let rows = db.read().query_all_raw(explain).await.unwrap();
    rows.iter().map(|row| row.try_get_by("detail").unwrap()).collect()
}

#[tokio::test]
async fn every_batch_is_found_by_an_index_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("vestibule.db").display());
    Database::open(&url).await.unwrap().migrate().await.unwrap();
    // An explanation goes by the schema that its connection read last, so it takes a new one.
    let db = Database::open(&url).await.unwrap();
    for kind in Expiring::ALL {
        let plan = plan(&db, &oldest(kind, DateTime::UNIX_EPOCH)).await;
        // There are three signing keys at the most.
        let is_served = kind == Expiring::SigningKeys
            || matches!(plan.as_slice(), [step] if step.starts_with("SEARCH") && step.contains("INDEX"));
        assert!(is_served, "{kind:?}: {plan:?}");
    }
}
