//! A field of a change: absent leaves it, `null` removes it, a value sets it (C149).

use serde::{Deserialize, Deserializer};

use super::error::Fault;

/// What a body says of a field. Goes with `#[serde(default)]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// Not mentioned.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// A value.
    Value(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

impl<T> Patch<T> {
    /// Whether the field is mentioned.
    pub const fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// The value of a field that can't be removed, parsed.
    pub fn required<U>(
        self,
        pointer: &str,
        parse: impl FnOnce(T) -> Result<U, Fault>,
    ) -> Result<Option<U>, Fault> {
        match self {
            Self::Absent => Ok(None),
            Self::Null => Err(Fault::required(pointer)),
            Self::Value(value) => parse(value).map(Some),
        }
    }
}
