//! Links that are mailed (S24): each opens one thing, once, for a while.

use serde::{Deserialize, Serialize};

/// What a mailed link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Choosing a new password.
    Reset,
    /// Choosing the first password.
    Invitation,
    /// Proving a new e-mail address.
    Email,
}

/// A text that names no purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a purpose of a link")]
pub struct UnknownPurpose;

impl LinkPurpose {
    /// Every purpose there is.
    pub const ALL: [Self; 3] = [Self::Reset, Self::Invitation, Self::Email];

    /// The purpose's name: on the wire, in the database, and the page that the link leads to.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Invitation => "invitation",
            Self::Email => "email",
        }
    }
}

impl std::str::FromStr for LinkPurpose {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, UnknownPurpose> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text).ok_or(UnknownPurpose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_read_back_and_others_do_not() {
        assert_eq!("login".parse::<LinkPurpose>(), Err(UnknownPurpose));
        for purpose in LinkPurpose::ALL {
            assert_eq!(purpose.as_str().parse(), Ok(purpose));
        }
    }
}
