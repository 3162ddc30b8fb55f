//! Passwords: which ones a user may choose, and the one form in which they are hashed (S19).
//!
//! Length is what counts; there are no rules of composition. Refused is what guessers try first:
//! common passwords, and the names that stand around the user.

use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::username::fold;

/// The fewest characters that a service may ask for.
pub const MIN_LENGTH: usize = 12;

/// The most characters.
pub const MAX_LENGTH: usize = 256;

/// From how many characters on a name may not be part of a password.
const NAME_LENGTH: usize = 4;

/// The common passwords inside the binary, one a line; `data/README.md` tells where they are from.
const COMMON: &str = include_str!("../data/common-passwords.txt");

/// What is wrong with a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// It has too few characters.
    #[error("the password is too short")]
    TooShort,
    /// It has too many characters.
    #[error("the password is too long")]
    TooLong,
    /// It is on the list of common ones.
    #[error("the password is a common one")]
    TooCommon,
    /// It holds the user's, the team's or the brand's name.
    #[error("the password contains a name")]
    ContainsName,
}

impl PasswordFault {
    /// The fault's name, as on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::TooCommon => "too_common",
            Self::ContainsName => "contains_name",
        }
    }
}

/// Passwords that guessers try first.
#[derive(Debug)]
pub struct CommonPasswords(HashSet<Box<str>>);

impl CommonPasswords {
    /// The list inside the binary.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<CommonPasswords> = LazyLock::new(|| CommonPasswords::from_lines(COMMON));
        &BUILT_IN
    }

    /// A list of one password a line.
    pub fn from_lines(lines: &str) -> Self {
        Self(lines.lines().map(fold).filter(|line| !line.is_empty()).map(String::into_boxed_str).collect())
    }

    /// Whether a password is on the list, whatever its case.
    pub fn contains(&self, password: &str) -> bool {
        self.0.contains(&*fold(password))
    }

    /// How many passwords the list has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a new password is held against.
#[derive(Debug, Clone, Copy)]
pub struct PasswordRules<'a> {
    /// The fewest characters; below [`MIN_LENGTH`] nothing is taken whatever it says.
    pub min_length: usize,
    /// The names around the user: user name, local part of the e-mail, team, brand.
    pub names: &'a [&'a str],
    /// The common passwords.
    pub common: &'a CommonPasswords,
}

/// A password that a user may choose, in the form that is hashed.
#[derive(Clone)]
pub struct NewPassword(Zeroizing<String>);

impl NewPassword {
    /// Reads a new password as typed.
    pub fn parse(text: &str, rules: &PasswordRules<'_>) -> Result<Self, PasswordFault> {
        let password = normalize(text);
        let length = password.chars().count();
        if length < rules.min_length.max(MIN_LENGTH) {
            return Err(PasswordFault::TooShort);
        }
        if length > MAX_LENGTH {
            return Err(PasswordFault::TooLong);
        }
        if rules.common.contains(&password) {
            return Err(PasswordFault::TooCommon);
        }
        let folded = Zeroizing::new(fold(&password));
        if rules.names.iter().any(|name| holds_name(&folded, &fold(name))) {
            return Err(PasswordFault::ContainsName);
        }
        Ok(Self(password))
    }

    /// The normalized password: for the hasher alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

fn holds_name(password: &str, name: &str) -> bool {
    let is_long = name.chars().count() >= NAME_LENGTH;
    password == name || (is_long && password.contains(name))
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(••••)")
    }
}

/// The form in which passwords are hashed: NFKC, nothing trimmed.
///
/// Of a text longer than any password one character too many is kept: it can never be right, and
/// costs no more than others.
pub fn normalize(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.nfkc().take(MAX_LENGTH + 1).collect())
}

#[cfg(test)]
#[path = "password_tests.rs"]
mod tests;
