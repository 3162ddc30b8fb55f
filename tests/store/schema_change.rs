//! How long a change of the schema may take.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use vestibule::store::Database;

use crate::support::{TestDatabase, postgres::PostgresDatabase};

/// Begins without tables, and remembers, for each index that is made, how long a statement may take at that moment.
const REMEMBER: &str = "DROP SCHEMA public CASCADE;
    CREATE SCHEMA public;
    CREATE TABLE limits (statement text, lock text);
    CREATE FUNCTION remember() RETURNS event_trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO limits VALUES (current_setting('statement_timeout'), current_setting('lock_timeout')); END
    $$;
    CREATE EVENT TRIGGER remember ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION remember()";

/// Else an index on a large table would be given up at each start, and no new version came up.
#[actix_web::test]
async fn an_index_may_take_as_long_as_it_takes_but_no_lock_is_waited_for_long() {
    if !TestDatabase::is_postgres() {
        return;
    }
    let database = PostgresDatabase::create().await;
    let db = Database::open(&database.url()).await.expect("it opens");
    let tx = db.begin().await.expect("a transaction");
    tx.execute_unprepared(REMEMBER).await.expect("it is made");
    tx.commit().await.expect("it is kept");

    db.migrate().await.expect("the schema");

    let question = "SELECT DISTINCT statement, lock FROM limits";
    let rows = db.read().query_all_raw(Statement::from_string(DbBackend::Postgres, question)).await;
    let limits = rows.expect("the limits").into_iter().map(|row| {
        let limit = |name| row.try_get::<String>("", name).expect("a setting");
        [limit("statement"), limit("lock")]
    });
    assert_eq!(limits.collect::<Vec<_>>(), [["0", "3s"]]);
    let after = Statement::from_string(DbBackend::Postgres, "SHOW statement_timeout");
    let row = db.read().query_one_raw(after).await.expect("a setting").expect("one row");
    assert_eq!(row.try_get::<String>("", "statement_timeout").expect("text"), "15s");
}
