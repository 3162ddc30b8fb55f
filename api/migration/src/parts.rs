//! The parts that every table is made of.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null},
};

/// An instant: whole milliseconds since 1970 in UTC.
pub(crate) fn at(column: &'static str) -> ColumnDef {
    big_integer(column)
}

/// An instant that may be missing.
pub(crate) fn at_null(column: &'static str) -> ColumnDef {
    big_integer_null(column)
}

/// A foreign key to `parent.id`; rows go when their parent goes.
pub(crate) fn belongs_to(
    table: &'static str,
    column: &'static str,
    parent: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fkey"))
        .from(table, column)
        .to(parent, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// A look-up, named after what it serves.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    over(table, columns, "idx")
}

/// A uniqueness, whose name tells the store which rule a write broke.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    over(table, columns, "key").unique().take()
}

fn over(table: &'static str, columns: &[&'static str], kind: &str) -> IndexCreateStatement {
    let mut index = Index::create().name(format!("{table}_{}_{kind}", columns.join("_"))).table(table).take();
    for column in columns {
        index.col(*column);
    }
    index
}
