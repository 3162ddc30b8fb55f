//! The names of people and teams, as they are shown.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Nothing is left of it once it is trimmed.
    #[error("a name is not empty")]
    Empty,
    /// It has more than a hundred characters.
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
        let name: String = text.trim().nfc().collect();
        if name.is_empty() {
            return Err(NameFault::Empty);
        }
        if name.chars().any(is_forbidden) {
            return Err(NameFault::Control);
        }
        if name.chars().count() > Self::MAX {
            return Err(NameFault::TooLong);
        }
        Ok(Self(name))
    }

    /// The name as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a character breaks a line, turns the writing around, or can't be seen.
pub(crate) fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
