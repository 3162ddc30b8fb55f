//! Phone numbers: from what people type to E.164, by libphonenumber's rules.
//!
//! Codes are sent to mobile numbers alone. What lies in a range that libphonenumber calls mobile,
//! or can't tell from mobile, is taken as certain. What has a possible length in a range that it
//! does not know yet is taken too, since ranges are newer than metadata; but not for certain, so
//! that it stays unverified until a code came back from it (S27). Within the calling code 1 fixed
//! lines and phones share ranges, so that there is nothing new to wait for.

mod country;
mod region;
mod typed;

use std::fmt;

use chrono::NaiveDate;
use phonenumber::Type;

use region::{Length, Region};

pub use country::{Country, CountryCode, UnknownCountry, countries};

/// What is known of phone numbers, and since when: ranges that are newer are not known (C105).
#[derive(Debug, Clone, Copy)]
pub struct Metadata {
    /// The version of libphonenumber.
    pub version: &'static str,
    released_on: (i32, u32, u32),
}

/// What this binary knows of phone numbers. A test holds the version against the library in use.
pub const METADATA: Metadata = Metadata { version: "9.0.33", released_on: (2026, 7, 2) };

impl Metadata {
    /// The day from which the library had it.
    pub fn released_on(&self) -> NaiveDate {
        let (year, month, day) = self.released_on;
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }
}

/// The calling code that the United States share with their neighbours.
const NORTH_AMERICA: u16 = 1;

/// How many digits a national number may have (libphonenumber's bounds).
const NATIONAL_DIGITS: std::ops::RangeInclusive<usize> = 2..=17;

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

/// A kept text that is no number in E.164.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number in E.164")]
pub struct MalformedNumber;

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

impl PhoneNumber {
    /// Reads a number as typed.
    ///
    /// A number with a plus says itself where it belongs, and beats the country; one without is
    /// read as it is dialled within the country.
    pub fn parse(typed: &str, country: Option<CountryCode>) -> Result<TypedPhone, PhoneFault> {
        let typed = typed::read(typed)?;
        if typed.international {
            return Reading::international(&typed.digits).and_then(|reading| reading.judge(country));
        }
        let country = country.ok_or(PhoneFault::CountryRequired)?;
        Reading::within(country, &typed.digits).and_then(|reading| reading.judge(Some(country)))
    }

    /// Takes up a number that was kept in E.164.
    pub fn from_stored(text: &str) -> Result<Self, MalformedNumber> {
        let digits = text.strip_prefix('+').ok_or(MalformedNumber)?;
        let is_number = (4..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && split_calling_code(digits).is_some() {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedNumber)
        }
    }

    /// The number in E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As much of the number as its owner needs to know it, and no more: `+1 •••-•••-••42`.
    pub fn hint(&self) -> String {
        let last = self.0.get(self.0.len() - 2..).unwrap_or_default();
        format!("+{} •••-•••-••{last}", self.calling_code())
    }

    /// The calling code, without the plus.
    fn calling_code(&self) -> u16 {
        split_calling_code(&self.0[1..]).map_or(0, |(code, _)| code)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber({})", self.hint())
    }
}

/// The calling code that an international number begins with, and the rest.
fn split_calling_code(digits: &str) -> Option<(u16, &str)> {
    (1..=3).find_map(|length| {
        let (code, rest) = digits.split_at_checked(length)?;
        let code = code.parse().ok().filter(|_| !code.starts_with('0'))?;
        Region::main_of(code).map(|_| (code, rest))
    })
}

/// A number taken apart.
struct Reading {
    calling_code: u16,
    national: String,
}

impl Reading {
    fn international(digits: &str) -> Result<Self, PhoneFault> {
        let (calling_code, rest) = split_calling_code(digits).ok_or(PhoneFault::Invalid)?;
        let main = Region::main_of(calling_code).ok_or(PhoneFault::Invalid)?;
        Ok(Self { calling_code, national: main.national_number(rest) })
    }

    fn within(country: CountryCode, digits: &str) -> Result<Self, PhoneFault> {
        let region = Region::of_country(country.as_str()).ok_or(PhoneFault::Invalid)?;
        if let Some(abroad) = region.after_international_prefix(digits) {
            return Self::international(abroad);
        }
        let calling_code = region.calling_code();
        let national = match (region.without_own_calling_code(digits), Region::main_of(calling_code)) {
            (Some(rest), Some(main)) => main.national_number(&rest),
            _ => region.national_number(digits),
        };
        Ok(Self { calling_code, national })
    }

    /// Decides whether texts may go there.
    fn judge(self, typed_within: Option<CountryCode>) -> Result<TypedPhone, PhoneFault> {
        if !NATIONAL_DIGITS.contains(&self.national.len()) {
            return Err(PhoneFault::Invalid);
        }
        let region = Region::of_number(self.calling_code, &self.national);
        match region.map_or(Type::Unknown, |region| region.kind(&self.national)) {
            Type::Mobile | Type::FixedLineOrMobile => {
                let region = self.region_typed_for(typed_within).or(region);
                let country = region.and_then(CountryCode::of_region).ok_or(PhoneFault::NotMobile)?;
                self.into_typed(country, true)
            }
            Type::Unknown => {
                let country = self.country_of_new_range(typed_within).ok_or(PhoneFault::Invalid)?;
                self.into_typed(country, false)
            }
            _ => Err(PhoneFault::NotMobile),
        }
    }

    /// The country that a number was typed for, where it is good there too: Finland and Åland, say,
    /// share ranges.
    fn region_typed_for(&self, typed_within: Option<CountryCode>) -> Option<Region> {
        let region = Region::of_country(typed_within?.as_str())?;
        let shares_range =
            region.calling_code() == self.calling_code && region.kind(&self.national) != Type::Unknown;
        shares_range.then_some(region)
    }

    /// The country of a number in a range that nobody knows, if such a number may be new: the one it
    /// was typed for, or the main one of its calling code.
    fn country_of_new_range(&self, typed_within: Option<CountryCode>) -> Option<CountryCode> {
        let main = Region::main_of(self.calling_code)?;
        if self.calling_code == NORTH_AMERICA || main.length(&self.national) != Length::Possible {
            return None;
        }
        let shares_code = |country: &CountryCode| {
            Region::of_country(country.as_str())
                .is_some_and(|region| region.calling_code() == self.calling_code)
        };
        typed_within.filter(shares_code).or_else(|| CountryCode::of_region(main))
    }

    fn into_typed(self, country: CountryCode, certain: bool) -> Result<TypedPhone, PhoneFault> {
        let text = format!("+{}{}", self.calling_code, self.national);
        let number = PhoneNumber::from_stored(&text).map_err(|_| PhoneFault::Invalid)?;
        Ok(TypedPhone { number, country, certain })
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
