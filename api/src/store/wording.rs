//! Statements whose words are found once.
//!
//! To put a statement into words takes as long as SQLite takes to carry it out, and but for the values they are the
//! same each time. So most statements of a log-in, and of what is asked at every call, keep theirs.

use std::sync::OnceLock;

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, Iterable, QueryTrait,
    Statement, Value, Values,
};

/// The words of one statement, for each engine.
pub(super) struct Wording {
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl Wording {
    pub(super) const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// The statement of these values, which stand in it in this order.
    pub(super) fn of<S: QueryTrait>(
        &self,
        db: &impl ConnectionTrait,
        values: impl IntoIterator<Item = Value>,
        whole: impl Fn() -> S,
    ) -> Statement {
        let backend = db.get_database_backend();
        let values = Values(values.into_iter().collect());
        let build = || {
            let built = whole().build(backend);
            debug_assert_eq!(built.values.as_ref(), Some(&values), "{}", built.sql);
            built.sql
        };
        let words = if backend == DbBackend::Postgres { &self.postgres } else { &self.sqlite };
        let words = words.get_or_init(build);
        debug_assert_eq!(*words, build(), "other values have other words");
        Statement { sql: words.clone(), values: Some(values), db_backend: backend }
    }

    /// The row that a question about these values finds, which is one at most.
    pub(super) async fn ask<M: FromQueryResult, S: QueryTrait>(
        &self,
        db: &impl ConnectionTrait,
        values: impl IntoIterator<Item = Value>,
        whole: impl Fn() -> S,
    ) -> Result<Option<M>, DbErr> {
        let row = db.query_one_raw(self.of(db, values, whole)).await?;
        row.map(|row| M::from_query_result(&row, "")).transpose()
    }

    /// How many rows a change by these values reaches.
    pub(super) async fn change<S: QueryTrait>(
        &self,
        db: &impl ConnectionTrait,
        values: impl IntoIterator<Item = Value>,
        whole: impl Fn() -> S,
    ) -> Result<u64, DbErr> {
        Ok(db.execute_raw(self.of(db, values, whole)).await?.rows_affected())
    }

    /// Adds a row, all of whose columns are set.
    pub(super) async fn insert<A: ActiveModelTrait>(
        &self,
        db: &impl ConnectionTrait,
        row: A,
    ) -> Result<(), DbErr> {
        let columns = <A::Entity as EntityTrait>::Column::iter();
        let values = columns.filter_map(|column| row.get(column).into_value());
        self.change(db, values, || A::Entity::insert(row.clone())).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ColumnTrait, QueryFilter};

    use super::*;
    use crate::store::{Database, entity::user};

    async fn asked(names: [&'static str; 2], values: [&str; 2]) -> Statement {
        let folder = tempfile::tempdir().unwrap();
        let db = format!("sqlite://{}", folder.path().join("vestibule.db").display());
        let db = Database::open(&db).await.unwrap();
        let who = || {
            user::Entity::find()
                .filter(user::Column::Username.eq(names[0]))
                .filter(user::Column::Name.ne(names[1]))
        };
        Wording::new().of(db.read(), values.map(Value::from), who)
    }

    #[tokio::test]
    async fn a_statement_has_its_words_and_the_values_in_their_order() {
        let statement = asked(["alice", "Bob"], ["alice", "Bob"]).await;
        assert!(statement.sql.ends_with(r#"WHERE "users"."username" = ? AND "users"."name" <> ?"#));
        assert_eq!(statement.values, Some(Values(vec!["alice".into(), "Bob".into()])));
    }

    #[cfg(debug_assertions)]
    #[tokio::test]
    #[should_panic(expected = "assertion `left == right` failed")]
    async fn values_in_another_order_are_noticed_by_a_test() {
        asked(["alice", "Bob"], ["Bob", "alice"]).await;
    }
}
