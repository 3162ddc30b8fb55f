//! What a statement of one column finds. Of several, values are asked by their names: SQLite's rows have no order.

use sea_orm::{ConnectionTrait, DbErr, Statement, StatementBuilder, TryGetable};

#[expect(clippy::disallowed_methods, reason = "there is one column")]
fn first<T: TryGetable>(row: &sea_orm::QueryResult) -> Result<T, DbErr> {
    row.try_get_by_index(0)
}

/// The values of the only column, in the order of their rows.
pub(super) async fn the_values<T: TryGetable>(
    db: &impl ConnectionTrait,
    select: &impl StatementBuilder,
) -> Result<Vec<T>, DbErr> {
    the_values_of(db, select.build(&db.get_database_backend())).await
}

/// The values of a statement's only column, in the order of their rows.
pub(super) async fn the_values_of<T: TryGetable>(
    db: &impl ConnectionTrait,
    statement: Statement,
) -> Result<Vec<T>, DbErr> {
    db.query_all_raw(statement).await?.iter().map(first).collect()
}

/// The value of the only column in the first row.
pub(super) async fn the_value<T: TryGetable>(
    db: &impl ConnectionTrait,
    statement: Statement,
) -> Result<Option<T>, DbErr> {
    db.query_one_raw(statement).await?.as_ref().map(first).transpose()
}
