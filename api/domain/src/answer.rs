//! What someone typed into the one field for codes, before it is weighed.
//!
//! Six ASCII digits may come from the app or from a text, ten of Crockford's characters from the
//! printed list. Whoever names the method is held to it. Any other form is refused before any
//! work, and is no try (S5).

use serde::{Deserialize, Serialize};

use crate::backup_code::BackupCode;
use crate::digits::{MalformedCode, SixDigits, bare};

/// How a second factor is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A code from an authenticator app.
    Totp,
    /// A code from a text message.
    Sms,
    /// A printed backup code.
    BackupCode,
}

impl Method {
    /// The method's name, as on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Sms => "sms",
            Self::BackupCode => "backup_code",
        }
    }
}

/// A code of a good form, and what it is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Six digits.
    Digits {
        /// The digits.
        code: SixDigits,
        /// Whether they are held against the app.
        totp: bool,
        /// Whether they are held against the live SMS code.
        sms: bool,
    },
    /// A backup code.
    Backup(BackupCode),
}

impl Answer {
    /// Reads a code as typed; with a method, against that one alone.
    pub fn parse(code: &str, method: Option<Method>) -> Result<Self, MalformedCode> {
        let bare = bare(code);
        let digits = |totp, sms| SixDigits::from_bare(&bare).map(|code| Self::Digits { code, totp, sms });
        let backup = || BackupCode::from_bare(&bare).map(Self::Backup);

        match method {
            Some(Method::Totp) => digits(true, false),
            Some(Method::Sms) => digits(false, true),
            Some(Method::BackupCode) => backup(),
            None => digits(true, true).or_else(backup),
        }
        .ok_or(MalformedCode)
    }

    /// The one method that it can be of; six digits may come from the app or from a text.
    pub const fn method(&self) -> Option<Method> {
        match self {
            Self::Backup(_) => Some(Method::BackupCode),
            Self::Digits { totp: true, sms: false, .. } => Some(Method::Totp),
            Self::Digits { totp: false, sms: true, .. } => Some(Method::Sms),
            Self::Digits { .. } => None,
        }
    }

    /// The backup code, if it is one: what the store looks up before the answer is weighed.
    pub const fn backup_code(&self) -> Option<&BackupCode> {
        match self {
            Self::Backup(code) => Some(code),
            Self::Digits { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn digits(text: &str, totp: bool, sms: bool) -> Result<Answer, MalformedCode> {
        Ok(Answer::Digits { code: SixDigits::parse(text)?, totp, sms })
    }

    #[test]
    fn the_form_tells_what_a_code_is_held_against() {
        assert_eq!(Answer::parse(" 012 345", None), digits("012345", true, true));
        assert_eq!(Answer::parse("abcde-fghjk", None), BackupCode::parse("ABCDEFGHJK").map(Answer::Backup));
        assert_eq!(Answer::parse("1234567890", None), BackupCode::parse("1234567890").map(Answer::Backup));
    }

    #[test]
    fn a_named_method_is_the_only_one() {
        assert_eq!(Answer::parse("012345", Some(Method::Totp)), digits("012345", true, false));
        assert_eq!(Answer::parse("012345", Some(Method::Sms)), digits("012345", false, true));
        assert_eq!(Answer::parse("012345", Some(Method::BackupCode)), Err(MalformedCode));
        assert_eq!(Answer::parse("abcde-fghjk", Some(Method::Totp)), Err(MalformedCode));
        assert!(Answer::parse("abcde-fghjk", Some(Method::BackupCode)).is_ok());
    }

    #[test]
    fn c104_other_digits_than_ascii_are_malformed() {
        for text in ["١٢٣٤٥٦", "１２３４５６", "12345６", "", "-", "1234567", "<script>", "123456 OR 1=1"]
        {
            assert_eq!(Answer::parse(text, None), Err(MalformedCode), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(text in ".{0,40}") {
            if let Ok(answer) = Answer::parse(&text, None) {
                let kept = text.chars().filter(|c| !c.is_whitespace() && !"-\u{2010}\u{2011}".contains(*c)).count();
                prop_assert_eq!(kept, if answer.backup_code().is_some() { 10 } else { 6 });
            }
        }
    }
}
