//! Values on their way into SQLite, and rows on their way out.

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
pub(super) enum Kind {
    Boolean,
    Uuid,
    AsStored,
}

/// The kinds of a statement's columns.
pub(super) fn kinds(statement: &Statement<'_>) -> Vec<Kind> {
    let kind = |declared: Option<&str>| match declared {
        Some("boolean") => Kind::Boolean,
        Some("uuid_text") => Kind::Uuid,
        _ => Kind::AsStored,
    };
    statement.columns().iter().map(|column| kind(column.decl_type())).collect()
}

/// A row, its values by the names of their columns.
///
/// By their names alone: asked by a number, a [`ProxyRow`] counts its columns in the order of their names.
pub(super) fn from_sqlite(row: &Row<'_>, kinds: &[Kind]) -> rusqlite::Result<ProxyRow> {
    let names: &Statement<'_> = row.as_ref();
    let values = kinds.iter().enumerate().map(|(at, kind)| {
        let name = names.column_name(at)?.to_owned();
        Ok((name, value(row.get_ref(at)?, *kind)))
    });
    Ok(ProxyRow::new(values.collect::<Result<_, rusqlite::Error>>()?))
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
