//! Passwords: which ones a user may choose, and the one form in which they are hashed (S19).
//!
//! Length is what counts; there are no rules of composition. Refused is what guessers try first:
//! common passwords, and the names that stand around the user.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

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

/// Passwords that guessers try first: folded, sorted, one a line, and searched as they lie.
#[derive(Debug)]
pub struct CommonPasswords(Cow<'static, str>);

impl CommonPasswords {
    /// The list inside the binary.
    pub const fn built_in() -> &'static Self {
        const BUILT_IN: &CommonPasswords = &CommonPasswords(Cow::Borrowed(COMMON));
        BUILT_IN
    }

    /// A list of one password a line, in any order and case.
    pub fn from_lines(lines: &str) -> Self {
        let sorted: BTreeSet<String> = lines.lines().map(fold).filter(|line| !line.is_empty()).collect();
        Self(Cow::Owned(sorted.into_iter().map(|line| line + "\n").collect()))
    }

    /// Whether a password is on the list, whatever its case.
    pub fn contains(&self, password: &str) -> bool {
        let password = Zeroizing::new(fold(password));
        let mut rest = self.0.as_bytes();
        // Halve the list, each time at the line that holds its middle.
        while !rest.is_empty() {
            let (before, line, after) = middle_line(rest);
            rest = match password.as_bytes().cmp(line) {
                Ordering::Less => before,
                Ordering::Equal => return true,
                Ordering::Greater => after,
            };
        }
        false
    }
}

/// The lines before the one in the middle of a text, that one, and those after it.
fn middle_line(text: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let middle = text.len() / 2;
    let start = text[..middle].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let line = text[start..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    let next = (start + line.len() + 1).min(text.len());
    (&text[..start], line, &text[next..])
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
    /// Those that the service refuses beside them.
    pub listed: Option<&'a CommonPasswords>,
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
        if rules.common.contains(&password) || rules.listed.is_some_and(|list| list.contains(&password)) {
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
