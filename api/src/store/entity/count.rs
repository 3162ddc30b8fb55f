//! Counts in a row.

use sea_orm::{
    ColIdx, ColumnType, IntoActiveValue, QueryResult, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, ValueType, ValueTypeErr},
};

/// A count in a row. A server keeps 32 bits of it; SQLite has one kind of whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub u32);

impl From<Count> for Value {
    fn from(count: Count) -> Self {
        Self::from(count.0.try_into().unwrap_or(i32::MAX))
    }
}

impl TryGetable for Count {
    fn try_get_by<I: ColIdx>(row: &QueryResult, column: I) -> Result<Self, TryGetError> {
        let count = if row.try_as_proxy_row().is_some() {
            i64::try_get_by(row, column)?
        } else {
            i64::from(i32::try_get_by(row, column)?)
        };
        Ok(Self(count.try_into().unwrap_or(0)))
    }
}

impl ValueType for Count {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let count = <i32 as ValueType>::try_from(value)?;
        Ok(Self(count.try_into().unwrap_or(0)))
    }

    fn type_name() -> String {
        i32::type_name()
    }

    fn array_type() -> ArrayType {
        i32::array_type()
    }

    fn column_type() -> ColumnType {
        i32::column_type()
    }
}

impl IntoActiveValue<Self> for Count {
    fn into_active_value(self) -> sea_orm::ActiveValue<Self> {
        sea_orm::ActiveValue::Set(self)
    }
}
