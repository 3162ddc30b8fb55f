//! The countries that have phone numbers.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use phonenumber::Mode;
use serde::{Deserialize, Serialize};

use super::region::Region;

/// A text that names no country that has phone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a country")]
pub struct UnknownCountry;

/// A country by its two letters (ISO 3166-1 alpha-2), known to libphonenumber.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode(&'static str);

impl CountryCode {
    /// Reads two letters of either case.
    pub fn parse(text: &str) -> Result<Self, UnknownCountry> {
        let region = Region::of_country(&text.to_ascii_uppercase()).ok_or(UnknownCountry)?;
        Self::of_region(region).ok_or(UnknownCountry)
    }

    pub(super) fn of_region(region: Region) -> Option<Self> {
        region.country().map(Self)
    }

    /// The two letters, in upper case.
    pub const fn as_str(&self) -> &'static str {
        self.0
    }
}

impl FromStr for CountryCode {
    type Err = UnknownCountry;

    fn from_str(text: &str) -> Result<Self, UnknownCountry> {
        Self::parse(text)
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
        code.0.to_owned()
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
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
    static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
        let mut countries: Vec<_> = Region::countries().filter_map(country).collect();
        countries.sort_by(|a, b| sort_key(&a.name).cmp(&sort_key(&b.name)));
        countries
    });
    &COUNTRIES
}

fn country(region: Region) -> Option<Country> {
    let code = CountryCode::of_region(region)?;
    Some(Country {
        code,
        name: name(code.0),
        calling_code: format!("+{}", region.calling_code()),
        example: national_form(region, region.example()?),
    })
}

fn national_form(region: Region, national: &str) -> String {
    phonenumber::parse(None, format!("+{}{national}", region.calling_code()))
        .map_or_else(|_| national.to_owned(), |number| number.format().mode(Mode::National).to_string())
}

/// Names that begin with a letter with a mark stand beside those without.
fn sort_key(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfd().filter(char::is_ascii).collect()
}

fn name(code: &str) -> String {
    rust_iso3166::from_alpha2(code).map_or_else(|| code.to_owned(), |country| country.name.to_owned())
}
