//! A line of text as people write it: names, reasons.

use unicode_normalization::UnicodeNormalization;

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineFault {
    /// It has too many characters.
    TooLong,
    /// It holds a control character, a line break, or one that turns the writing around.
    Control,
}

/// A line as it is kept: trimmed and composed, with at most `max` characters, possibly none.
pub(crate) fn line(text: &str, max: usize) -> Result<String, LineFault> {
    let line: String = text.trim().nfc().collect();
    if line.chars().any(is_forbidden) {
        return Err(LineFault::Control);
    }
    if line.chars().count() > max {
        return Err(LineFault::TooLong);
    }
    Ok(line)
}

/// Whether a character breaks a line, turns the writing around, or can't be seen.
fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn s23_whatever_is_typed_is_one_bounded_line_or_refused(
            text in "(?s:.){0,40}|[\\s\u{300}-\u{36f}\u{2000}-\u{206f}A-Za-z]{0,40}",
            max in 0..60_usize,
        ) {
            if let Ok(kept) = line(&text, max) {
                prop_assert!(kept.chars().count() <= max && kept.lines().count() <= 1);
                prop_assert!(!kept.chars().any(is_forbidden));
                prop_assert_eq!(line(&kept, max), Ok(kept));
            }
        }
    }
}
