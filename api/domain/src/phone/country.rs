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
        countries.sort_by_cached_key(|country| sort_key(&country.name));
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

/// The name that people look for; the standard's, unless that is one for treaties.
fn name(code: &str) -> String {
    let usual = USUAL_NAMES.iter().find(|(usual, _)| *usual == code).map(|(_, name)| *name);
    let standard = || rust_iso3166::from_alpha2(code).map(|country| country.name);
    usual.or_else(standard).unwrap_or(code).to_owned()
}

/// Names where the standard's is long or missing.
const USUAL_NAMES: &[(&str, &str)] = &[
    ("AC", "Ascension Island"),
    ("BN", "Brunei"),
    ("BO", "Bolivia"),
    ("BQ", "Caribbean Netherlands"),
    ("CC", "Cocos Islands"),
    ("CD", "Congo, Democratic Republic"),
    ("CG", "Congo, Republic"),
    ("CV", "Cape Verde"),
    ("FK", "Falkland Islands"),
    ("FM", "Micronesia"),
    ("GB", "United Kingdom"),
    ("IR", "Iran"),
    ("KP", "North Korea"),
    ("KR", "South Korea"),
    ("LA", "Laos"),
    ("MD", "Moldova"),
    ("MF", "Saint Martin"),
    ("MO", "Macau"),
    ("NL", "Netherlands"),
    ("PS", "Palestine"),
    ("RU", "Russia"),
    ("SH", "Saint Helena"),
    ("ST", "São Tomé and Príncipe"),
    ("SX", "Sint Maarten"),
    ("SY", "Syria"),
    ("TA", "Tristan da Cunha"),
    ("TR", "Turkey"),
    ("TW", "Taiwan"),
    ("TZ", "Tanzania"),
    ("US", "United States"),
    ("VA", "Vatican City"),
    ("VE", "Venezuela"),
    ("VG", "British Virgin Islands"),
    ("VI", "U.S. Virgin Islands"),
    ("VN", "Vietnam"),
    ("XK", "Kosovo"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn find(code: &str) -> &'static Country {
        countries().iter().find(|country| country.code.as_str() == code).expect("a country")
    }

    #[test]
    fn a_country_is_shown_as_people_know_it() {
        let us = find("US");
        assert_eq!((&*us.name, &*us.calling_code, &*us.example), ("United States", "+1", "(201) 555-0123"));
        assert_eq!(find("GB").name, "United Kingdom");
        assert_eq!(find("XK").name, "Kosovo");
        assert_eq!(find("AC").calling_code, "+247");
    }

    #[test]
    fn no_name_is_a_code_or_has_brackets_and_none_comes_twice() {
        for country in countries() {
            assert!(country.name.chars().count() > 3 && !country.name.contains(['(', '[']), "{country:?}");
            let namesakes = countries().iter().filter(|other| other.name == country.name);
            assert_eq!(namesakes.count(), 1, "{country:?}");
        }
    }

    #[test]
    fn countries_stand_in_the_order_of_their_names() {
        let names: Vec<_> = countries().iter().take(4).map(|country| &*country.name).collect();
        assert_eq!(names, ["Afghanistan", "Åland Islands", "Albania", "Algeria"]);
    }

    #[test]
    fn a_code_is_two_letters_of_either_case() {
        assert_eq!(CountryCode::parse("us"), CountryCode::parse("US"));
        for text in ["", "U", "USA", "001", "ZZ", "uß", "U S"] {
            assert_eq!(CountryCode::parse(text), Err(UnknownCountry), "{text:?}");
        }
    }
}
