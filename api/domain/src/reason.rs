//! Why an admin did something, in their own words.

use crate::line::{LineFault, line};

/// What is wrong with a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReasonFault {
    /// It has more than two hundred characters.
    #[error("a reason has at most {} characters", Reason::MAX)]
    TooLong,
    /// It holds a control character, a line break, or one that turns the writing around.
    #[error("a reason is one line without control characters")]
    Control,
}

/// A reason: one line, as it is shown in the activity log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// The most characters.
    pub const MAX: usize = 200;

    /// Reads a reason as typed; blanks alone are none.
    pub fn parse(text: &str) -> Result<Option<Self>, ReasonFault> {
        let reason = line(text, Self::MAX).map_err(|fault| match fault {
            LineFault::Control => ReasonFault::Control,
            LineFault::TooLong => ReasonFault::TooLong,
        })?;
        Ok((!reason.is_empty()).then_some(Self(reason)))
    }

    /// The words.
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reason_is_one_line_of_two_hundred_characters_at_most() {
        let parsed = |text: &str| Reason::parse(text).map(|reason| reason.map(Reason::into_string));
        assert_eq!(
            parsed(" Lost the phone, asked in person. "),
            Ok(Some("Lost the phone, asked in person.".to_owned()))
        );
        assert_eq!(parsed(" \t"), Ok(None));
        assert_eq!(parsed(&"é".repeat(200)), Ok(Some("é".repeat(200))));
        assert_eq!(parsed(&"é".repeat(201)), Err(ReasonFault::TooLong));
        for text in ["a\nb", "a\u{0}b", "a\u{1b}[31mb", "a\u{202e}b"] {
            assert_eq!(parsed(text), Err(ReasonFault::Control), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn s23_whatever_is_typed_is_a_reason_or_none_or_refused(text in "(?s:.){0,40}|[aé ]{198,204}") {
            if let Ok(Some(reason)) = Reason::parse(&text) {
                prop_assert!((1..=Reason::MAX).contains(&reason.0.chars().count()));
                prop_assert_eq!(Reason::parse(&reason.0), Ok(Some(reason)));
            }
        }
    }
}
