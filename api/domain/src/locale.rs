//! The languages that mails and texts are written in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that the service speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

/// A language that the service does not speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a language of this service")]
pub struct UnknownLocale;

impl Locale {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// The language's tag, as on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(text: &str) -> Result<Self, UnknownLocale> {
        Self::ALL.into_iter().find(|locale| locale.as_str() == text).ok_or(UnknownLocale)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_language_reads_back_and_others_do_not() {
        for locale in Locale::ALL {
            assert_eq!(locale.to_string().parse(), Ok(locale));
        }
        assert_eq!("fr".parse::<Locale>(), Err(UnknownLocale));
        assert_eq!(Locale::default(), Locale::En);
    }

    proptest! {
        #[test]
        fn s23_a_language_is_spelt_in_one_way(text in "(?s:.){0,8}|[ dDeEnN\u{435}-]{1,4}") {
            match text.parse::<Locale>() {
                Ok(locale) => prop_assert_eq!(locale.as_str(), text),
                Err(UnknownLocale) => prop_assert!(Locale::ALL.iter().all(|locale| locale.as_str() != text)),
            }
        }
    }
}
