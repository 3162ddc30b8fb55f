//! libphonenumber's rules, read from the metadata that the crate `phonenumber` carries.
//!
//! The crate's own parser departs from libphonenumber where a national number begins with its own
//! calling code, and its sense of a number's type where the number begins with zeros or a pattern
//! matches only its beginning. So its data are used here, and the algorithm is libphonenumber's.

use std::sync::PoisonError;

use phonenumber::metadata::{DATABASE, Descriptor};
use phonenumber::{Metadata, Type};

/// The kinds whose lengths make up what is possible in a region.
const KINDS: [Type; 10] = [
    Type::PremiumRate,
    Type::TollFree,
    Type::SharedCost,
    Type::Voip,
    Type::PersonalNumber,
    Type::Pager,
    Type::Uan,
    Type::Voicemail,
    Type::FixedLine,
    Type::Mobile,
];

/// The metadata's name for calling codes that belong to no country.
const WORLD: &str = "001";

/// A region of the metadata: a country, or what lies outside all countries.
#[derive(Clone, Copy)]
pub(super) struct Region(&'static Metadata);

/// How a number's length stands to those that its region knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Possible,
    LocalOnly,
    TooShort,
    TooLong,
    Unknown,
}

impl Region {
    /// The country of two letters in upper case.
    pub(super) fn of_country(code: &str) -> Option<Self> {
        DATABASE.by_id(code).map(Self).filter(|region| region.is_country())
    }

    /// The main region of a calling code.
    pub(super) fn main_of(calling_code: u16) -> Option<Self> {
        Self::all_of(calling_code).next()
    }

    /// All regions that share a calling code, the main one first.
    fn all_of(calling_code: u16) -> impl Iterator<Item = Self> {
        DATABASE.by_code(&calling_code).unwrap_or_default().into_iter().map(Self)
    }

    /// Every country there is.
    pub(super) fn countries() -> impl Iterator<Item = Self> {
        DATABASE.iter().map(Self).filter(|region| region.is_country())
    }

    fn is_country(self) -> bool {
        self.0.id() != WORLD
    }

    /// The two letters, unless the region is no country.
    pub(super) fn country(self) -> Option<&'static str> {
        Some(self.0.id()).filter(|id| *id != WORLD)
    }

    pub(super) fn calling_code(self) -> u16 {
        self.0.country_code()
    }

    /// A mobile number as an example, or whatever other number there is.
    pub(super) fn example(self) -> Option<&'static str> {
        let kinds = [Type::Mobile, Type::FixedLine];
        kinds.into_iter().find_map(|kind| self.0.descriptors().get(kind)?.example())
    }

    /// The region that a national number belongs to, among those that share a calling code.
    pub(super) fn of_number(calling_code: u16, national: &str) -> Option<Self> {
        let mut regions = Self::all_of(calling_code);
        let (first, second) = (regions.next()?, regions.next());
        if second.is_none() {
            return Some(first);
        }
        Self::all_of(calling_code).find(|region| match region.0.leading_digits() {
            Some(digits) => match_at_start(digits.as_str(), national).is_some(),
            None => region.kind(national) != Type::Unknown,
        })
    }

    /// What kind of number a national number is.
    pub(super) fn kind(self, national: &str) -> Type {
        let is = |kind| self.0.descriptors().get(kind).is_some_and(|range| is_in(range, national));
        if !self.is_general(national) {
            return Type::Unknown;
        }
        let by_kind = KINDS.into_iter().find(|kind| is(*kind)).unwrap_or(Type::Unknown);
        match by_kind {
            Type::FixedLine if is(Type::Mobile) => Type::FixedLineOrMobile,
            kind => kind,
        }
    }

    /// Whether a national number has the general form of the region's numbers.
    fn is_general(self, national: &str) -> bool {
        matches_whole(self.0.descriptors().general().national_number().as_str(), national)
            && self.length(national) == Length::Possible
    }

    /// How the length of a national number stands to those that the region knows.
    pub(super) fn length(self, national: &str) -> Length {
        let ranges = || KINDS.into_iter().filter_map(|kind| self.0.descriptors().get(kind));
        let is = |lengths: &[u16]| lengths.iter().any(|length| usize::from(*length) == national.len());
        let all = || ranges().flat_map(Descriptor::possible_length).map(|length| usize::from(*length));

        if ranges().any(|range| is(range.possible_length())) {
            Length::Possible
        } else if ranges().any(|range| is(range.possible_local_length())) {
            Length::LocalOnly
        } else if all().min().is_none_or(|shortest| national.len() < shortest) {
            Length::TooShort
        } else if all().max().is_some_and(|longest| national.len() > longest) {
            Length::TooLong
        } else {
            Length::Unknown
        }
    }

    /// What follows the digits with which one dials abroad from this region, where a number begins so.
    pub(super) fn after_international_prefix(self, digits: &str) -> Option<&str> {
        let prefix = self.0.international_prefix()?;
        let rest = &digits[match_at_start(prefix.as_str(), digits)?.end..];
        Some(rest).filter(|rest| !rest.starts_with('0'))
    }

    /// The national number of digits that were typed after the calling code, or within the region:
    /// without the digit that one dials before it at home.
    pub(super) fn national_number(self, digits: &str) -> String {
        let stripped = self.without_national_prefix(digits);
        match self.length(&stripped) {
            Length::TooShort | Length::LocalOnly | Length::Unknown => digits.to_owned(),
            Length::Possible | Length::TooLong => stripped,
        }
    }

    fn without_national_prefix(self, digits: &str) -> String {
        let found = match self.0.national_prefix_for_parsing() {
            Some(prefix) => match_at_start(prefix.as_str(), digits),
            None => self.0.national_prefix().and_then(|prefix| match_at_start(prefix, digits)),
        };
        let Some(found) = found else {
            return digits.to_owned();
        };
        let rest = &digits[found.end..];
        let stripped = match (self.0.national_prefix_transform_rule(), found.has_last_group()) {
            (Some(rule), true) => format!("{}{rest}", found.fill(rule)),
            _ => rest.to_owned(),
        };
        // A number that is good as it stands is left alone unless it stays good.
        if self.is_general_form(digits) && !self.is_general_form(&stripped) {
            return digits.to_owned();
        }
        stripped
    }

    fn is_general_form(self, national: &str) -> bool {
        matches_whole(self.0.descriptors().general().national_number().as_str(), national)
    }

    /// The digits without the region's own calling code, where they begin with it and make no sense
    /// otherwise.
    pub(super) fn without_own_calling_code(self, digits: &str) -> Option<String> {
        let rest = digits.strip_prefix(&*self.calling_code().to_string())?;
        let stripped = self.without_national_prefix(rest);
        let makes_sense = !self.is_general_form(digits) && self.is_general_form(&stripped);
        (makes_sense || self.length(digits) == Length::TooLong).then_some(stripped)
    }
}

/// What a pattern found at the start of a number.
struct Found {
    end: usize,
    groups: Vec<Option<String>>,
}

impl Found {
    /// Whether the pattern has groups and the last of them took part.
    fn has_last_group(&self) -> bool {
        self.groups.last().is_some_and(Option::is_some)
    }

    /// Fills what was found into a rule like `9$1`.
    fn fill(&self, rule: &str) -> String {
        let groups = self.groups.iter().zip(1..);
        groups.fold(rule.to_owned(), |filled, (group, number)| {
            filled.replace(&format!("${number}"), group.as_deref().unwrap_or_default())
        })
    }
}

fn is_in(range: &Descriptor, national: &str) -> bool {
    let has_length = range.possible_length().iter().any(|length| usize::from(*length) == national.len());
    has_length && matches_whole(range.national_number().as_str(), national)
}

/// Whether a pattern of the metadata matches a text from end to end.
///
/// The crate's cache keeps the compiled pattern; the metadata's patterns are laid out with blanks.
fn matches_whole(pattern: &str, text: &str) -> bool {
    let cache = DATABASE.cache();
    let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
    cache.compile(&format!("(?x)^(?:{pattern})$")).is_ok_and(|regex| regex.is_match(text))
}

fn match_at_start(pattern: &str, text: &str) -> Option<Found> {
    let cache = DATABASE.cache();
    let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
    let captures = cache.compile(&format!("(?x)^(?:{pattern})")).ok()?.captures(text)?;
    let groups = captures.iter().skip(1).map(|group| group.map(|group| group.as_str().to_owned())).collect();
    Some(Found { end: captures.get(0)?.end(), groups })
}
