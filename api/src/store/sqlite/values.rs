//! Values on their way into SQLite, and rows on their way out.

use std::sync::Arc;

use rusqlite::{
    Row, Statement,
    types::{ToSqlOutput, Value as Stored, ValueRef},
};
use sea_orm::{ProxyRow, Value, prelude::Uuid};

/// A value as SQLite takes it. Those of kinds that no row of ours has are refused.
pub(super) fn to_sqlite(value: &Value) -> rusqlite::Result<ToSqlOutput<'_>> {
    let number = |number: Option<i64>| owned(number.map(Stored::Integer));
    Ok(match value {
        Value::Bool(value) => number(value.map(i64::from)),
        Value::Int(value) => number(value.map(i64::from)),
        Value::BigInt(value) => number(*value),
        Value::BigUnsigned(value) => number(value.map(|value| i64::try_from(value).unwrap_or(i64::MAX))),
        Value::String(value) => borrowed(value.as_ref().map(|text| ValueRef::Text(text.as_bytes()))),
        Value::Bytes(value) => borrowed(value.as_ref().map(|bytes| ValueRef::Blob(bytes))),
        Value::Uuid(value) => owned(value.map(|id| Stored::Blob(id.as_bytes().to_vec()))),
        _ => {
            return Err(rusqlite::Error::ToSqlConversionFailure(
                "no column of ours holds such a value".into(),
            ));
        }
    })
}

fn owned<'a>(value: Option<Stored>) -> ToSqlOutput<'a> {
    ToSqlOutput::Owned(value.unwrap_or(Stored::Null))
}

fn borrowed(value: Option<ValueRef<'_>>) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(value.unwrap_or(ValueRef::Null))
}

/// What a column's values stand for. SQLite keeps five kinds alone; what they are follows from the declaration.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Boolean,
    Uuid,
    AsStored,
}

/// A column of what a statement finds.
#[derive(Debug)]
pub(super) struct Column {
    at: usize,
    name: String,
    kind: Kind,
}

/// The columns of a statement in the order of their names, in which a [`ProxyRow`] has them.
pub(super) fn columns(statement: &Statement<'_>) -> Arc<[Column]> {
    let kind = |declared: Option<&str>| match declared {
        Some("boolean") => Kind::Boolean,
        Some("uuid_text") => Kind::Uuid,
        _ => Kind::AsStored,
    };
    let columns = statement.columns();
    let columns = columns.iter().enumerate().map(|(at, column)| Column {
        at,
        name: column.name().to_owned(),
        kind: kind(column.decl_type()),
    });
    let mut columns: Vec<_> = columns.collect();
    columns.sort_by(|one, other| one.name.cmp(&other.name));
    columns.into()
}

/// A row, its values by the names of their columns.
///
/// By their names alone: asked by a number, a [`ProxyRow`] counts its columns in the order of their names.
pub(super) fn from_sqlite(row: &Row<'_>, columns: &[Column]) -> rusqlite::Result<ProxyRow> {
    let named = |column: &Column| Ok((column.name.clone(), value(row.get_ref(column.at)?, column.kind)));
    Ok(ProxyRow::new(columns.iter().map(named).collect::<Result<_, rusqlite::Error>>()?))
}

fn value(stored: ValueRef<'_>, kind: Kind) -> Value {
    match (stored, kind) {
        (ValueRef::Integer(number), Kind::Boolean) => Value::Bool(Some(number != 0)),
        (ValueRef::Blob(bytes), Kind::Uuid) => Value::Uuid(Uuid::from_slice(bytes).ok()),
        (ValueRef::Integer(number), _) => Value::BigInt(Some(number)),
        (ValueRef::Real(number), _) => Value::Double(Some(number)),
        (ValueRef::Text(text), _) => Value::String(Some(String::from_utf8_lossy(text).into_owned())),
        (ValueRef::Blob(bytes), _) => Value::Bytes(Some(bytes.to_vec())),
        // Of whatever kind: it is asked whether it is there.
        (ValueRef::Null, _) => Value::String(None),
    }
}
