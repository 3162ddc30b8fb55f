//! User names, and the one form in which names are compared (S7).
//!
//! People type their name with other case, with blanks around it, in full-width letters.
//! [`fold`] makes one form of all these; whoever counts, compares or looks up a name does it on
//! the folded form, so that no spelling has a tally or a rule of its own.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// The one form in which user names and e-mail addresses are compared: trimmed, NFKC, case folded.
///
/// Folding the folded form changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = fold_once(text);
    // One pass leaves a few exotic characters that a second one changes; they settle at once.
    for _ in 0..4 {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn fold_once(text: &str) -> String {
    let composed: String = text.trim().nfkc().collect();
    let folded = caseless::default_case_fold_str(&composed);
    let composed: String = folded.nfkc().collect();
    composed.trim().to_owned()
}

/// Whether a character shows nothing, or turns the writing around: names that differ in these
/// alone look the same.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// What is wrong with a user name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UsernameFault {
    /// It has fewer than three characters.
    #[error("a user name has at least {} characters", Username::MIN)]
    TooShort,
    /// It has more than sixty-four characters.
    #[error("a user name has at most {} characters", Username::MAX)]
    TooLong,
    /// It holds an `@`, which only e-mail addresses do.
    #[error("a user name has no @")]
    AtSign,
    /// It holds a blank.
    #[error("a user name has no blanks")]
    Blank,
    /// It holds a control character or one that nobody sees.
    #[error("a user name has no control characters")]
    Control,
}

/// The name that a user logs in with, as it is shown.
///
/// Two names are equal when their folded forms are.
#[derive(Clone)]
pub struct Username {
    shown: String,
    folded: String,
}

impl Username {
    /// The fewest characters.
    pub const MIN: usize = 3;
    /// The most characters.
    pub const MAX: usize = 64;

    /// Reads a user name as typed.
    pub fn parse(text: &str) -> Result<Self, UsernameFault> {
        let shown: String = text.trim().nfkc().collect();
        let folded = fold(&shown);

        if shown.contains('@') {
            return Err(UsernameFault::AtSign);
        }
        if shown.chars().any(char::is_whitespace) {
            return Err(UsernameFault::Blank);
        }
        if shown.chars().any(|c| c.is_control() || is_invisible(c)) {
            return Err(UsernameFault::Control);
        }
        match shown.chars().count() {
            ..Self::MIN => Err(UsernameFault::TooShort),
            Self::MIN..=Self::MAX => Ok(Self { shown, folded }),
            _ => Err(UsernameFault::TooLong),
        }
    }

    /// The name as it is shown.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The name as it is compared and looked up.
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

impl PartialEq for Username {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Username {}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Username({:?})", self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn s7_case_blanks_and_width_make_no_other_name() {
        for spelling in ["alice", " Alice ", "ALICE\u{3000}", "ａｌｉｃｅ", "\u{a0}aLiCe\t"] {
            assert_eq!(fold(spelling), "alice", "{spelling:?}");
        }
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_eq!(fold("e\u{301}va"), fold("Éva"));
        assert_eq!(Username::parse("Alice"), Username::parse("ａＬＩＣＥ"));
    }

    #[test]
    fn a_name_has_three_to_sixty_four_characters() {
        assert_eq!(Username::parse("al"), Err(UsernameFault::TooShort));
        assert_eq!(Username::parse("  al  "), Err(UsernameFault::TooShort));
        assert!(Username::parse("ali").is_ok());
        assert!(Username::parse(&"ü".repeat(64)).is_ok());
        assert_eq!(Username::parse(&"ü".repeat(65)), Err(UsernameFault::TooLong));
    }

    #[test]
    fn a_name_holds_no_at_sign_blank_or_control_character() {
        assert_eq!(Username::parse("a@b.example"), Err(UsernameFault::AtSign));
        assert_eq!(Username::parse("alice＠example"), Err(UsernameFault::AtSign));
        assert_eq!(Username::parse("al ice"), Err(UsernameFault::Blank));
        assert_eq!(Username::parse("al\u{2003}ice"), Err(UsernameFault::Blank));
        assert_eq!(Username::parse("al\u{0}ice"), Err(UsernameFault::Control));
        assert_eq!(Username::parse("al\u{200b}ice"), Err(UsernameFault::Control));
        assert_eq!(Username::parse("al\u{202e}ice"), Err(UsernameFault::Control));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}|[\u{340}-\u{3ff}\u{1e00}-\u{1fff}İıſßŉǰΐ]{0,12}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn what_was_parsed_parses_again_to_the_same(text in "\\PC{0,70}") {
            if let Ok(name) = Username::parse(&text) {
                let again = Username::parse(name.as_str()).expect("a stored name reads back");
                prop_assert_eq!(again.as_str(), name.as_str());
                prop_assert_eq!(again.folded(), name.folded());
            }
        }

        #[test]
        fn s23_whatever_is_typed_is_a_bounded_name_or_refused(text in "(?s:.){0,20}|[aé @]{2,4}|[aé]{62,67}") {
            if let Ok(name) = Username::parse(&text) {
                prop_assert!((Username::MIN..=Username::MAX).contains(&name.as_str().chars().count()));
                prop_assert!(!name.as_str().contains(|c: char| c == '@' || c.is_whitespace() || c.is_control()));
            }
        }
    }
}
