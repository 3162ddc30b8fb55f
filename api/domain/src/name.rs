//! The names of people and teams, as they are shown.

use std::fmt;

use crate::line::{LineFault, line};

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Nothing is left of it once it is trimmed.
    #[error("a name is not empty")]
    Empty,
    /// It has more than a hundred characters, or sixty-four where it is a token's.
    #[error("a name has at most {} characters", PersonName::MAX)]
    TooLong,
    /// It holds a control character, a line break, or one that turns the writing around.
    #[error("a name has no control characters")]
    Control,
}

/// The name of a person or a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// The most characters.
    pub const MAX: usize = 100;

    /// Reads a name as typed.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        name(text, Self::MAX).map(Self)
    }

    /// The name as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A line that isn't empty.
pub(crate) fn name(text: &str, max: usize) -> Result<String, NameFault> {
    match line(text, max) {
        Ok(name) if name.is_empty() => Err(NameFault::Empty),
        Ok(name) => Ok(name),
        Err(LineFault::Control) => Err(NameFault::Control),
        Err(LineFault::TooLong) => Err(NameFault::TooLong),
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_trimmed_and_bounded() {
        assert_eq!(
            PersonName::parse("  Zoë Müller ").map(|name| name.to_string()),
            Ok("Zoë Müller".to_owned())
        );
        assert_eq!(PersonName::parse(" \t "), Err(NameFault::Empty));
        assert!(PersonName::parse(&"名".repeat(100)).is_ok());
        assert_eq!(PersonName::parse(&"名".repeat(101)), Err(NameFault::TooLong));
    }

    #[test]
    fn no_name_breaks_a_line_or_turns_the_writing() {
        for name in ["a\r\nBcc: b", "a\u{0}b", "a\u{2028}b", "a\u{202e}b"] {
            assert_eq!(PersonName::parse(name), Err(NameFault::Control), "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn s23_whatever_is_typed_is_a_name_or_refused(text in "(?s:.){0,40}|[aé ]{98,104}") {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert!((1..=PersonName::MAX).contains(&name.as_str().chars().count()));
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
            }
        }
    }
}
