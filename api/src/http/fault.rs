//! What is wrong with a body: all faults at once, each with a pointer to its field.

use std::borrow::Cow;

use serde::Serialize;

/// One thing that is wrong with a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901).
    #[schema(example = "/cell_phone")]
    pub pointer: String,
    /// What, for programs.
    #[schema(example = "not_mobile")]
    pub code: &'static str,
    /// What, for people.
    #[schema(value_type = String, example = "Texts can't reach this number: enter a mobile one.")]
    pub detail: Cow<'static, str>,
}

impl Fault {
    /// A fault of one field.
    pub fn at(pointer: &str, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { pointer: pointer.to_owned(), code, detail: detail.into() }
    }

    /// A field that must be given.
    pub fn required(pointer: &str) -> Self {
        Self::at(pointer, "required", "This field is required.")
    }
}

/// Collects all faults of a body, so that they are told at once.
#[derive(Debug, Default)]
pub struct Faults(pub(super) Vec<Fault>);

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Keeps the value, or notes why there is none.
    pub fn keep<T>(&mut self, parsed: Result<T, Fault>) -> Option<T> {
        parsed.map_err(|fault| self.add(fault)).ok()
    }

    /// Goes on only where no fault was noted.
    pub fn none(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}
