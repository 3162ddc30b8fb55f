//! Phone numbers: from what people type to E.164, by libphonenumber's rules.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a typed number is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneFault {
    /// It is no phone number, or has an extension.
    #[error("not a phone number")]
    Invalid,
    /// It belongs to a fixed line, or costs whoever writes to it.
    #[error("not a mobile number")]
    NotMobile,
    /// It is written as within a country, and no country was named.
    #[error("the country is required")]
    CountryRequired,
}

/// A text that names no country that has phone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a country")]
pub struct UnknownCountry;

/// A country by its two letters (ISO 3166-1 alpha-2), known to libphonenumber.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Reads two letters of either case.
    pub fn parse(text: &str) -> Result<Self, UnknownCountry> {
        let _ = text;
        Err(UnknownCountry)
    }

    /// The two letters, in upper case.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl TryFrom<String> for CountryCode {
    type Error = UnknownCountry;

    fn try_from(text: String) -> Result<Self, UnknownCountry> {
        Self::parse(&text)
    }
}

impl From<CountryCode> for String {
    fn from(code: CountryCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CountryCode({self})")
    }
}

/// A country as the form shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Its two letters.
    pub code: CountryCode,
    /// Its English name.
    pub name: String,
    /// Its calling code, with the plus.
    pub calling_code: String,
    /// A mobile number of it in national form.
    pub example: String,
}

/// Every country that libphonenumber knows, by name.
pub fn countries() -> &'static [Country] {
    &[]
}

/// A phone number in E.164: a plus and up to fifteen digits. It does not print whole.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

/// A number as it was typed, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedPhone {
    /// The number.
    pub number: PhoneNumber,
    /// The country it belongs to.
    pub country: CountryCode,
    /// Whether its range is known to be mobile; otherwise it stays unverified until a code came back (S27).
    pub certain: bool,
}

/// A kept text that is no number in E.164.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number in E.164")]
pub struct MalformedNumber;

impl PhoneNumber {
    /// Reads a number as typed; a country is needed where it has no plus.
    pub fn parse(typed: &str, country: Option<CountryCode>) -> Result<TypedPhone, PhoneFault> {
        let _ = (typed, country);
        Err(PhoneFault::Invalid)
    }

    /// Takes up a number that was kept in E.164.
    pub fn from_stored(text: &str) -> Result<Self, MalformedNumber> {
        let digits = text.strip_prefix('+').ok_or(MalformedNumber)?;
        let good = (4..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if good { Ok(Self(text.to_owned())) } else { Err(MalformedNumber) }
    }

    /// The number in E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As much of the number as its owner needs to know it: `+1 •••-•••-••42`.
    pub fn hint(&self) -> String {
        String::new()
    }

    /// The calling code, without the plus.
    pub fn calling_code(&self) -> u16 {
        0
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber({})", self.hint())
    }
}
