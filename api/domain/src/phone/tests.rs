use super::*;
use proptest::prelude::*;

fn country(code: &str) -> Option<CountryCode> {
    (!code.is_empty()).then(|| CountryCode::parse(code).expect("a country"))
}

fn parse(code: &str, typed: &str) -> Result<TypedPhone, PhoneFault> {
    PhoneNumber::parse(typed, country(code))
}

fn number(code: &str, typed: &str) -> String {
    parse(code, typed).map_or_else(|fault| format!("{fault:?}"), |read| read.number.as_str().to_owned())
}

/// Numbers of every kind, and what libphonenumber 9.0.33 says of them by our rule; the version that
/// the metadata have.
#[test]
fn numbers_are_read_as_libphonenumber_reads_them() {
    for line in include_str!("vectors.tsv").lines() {
        let mut fields = line.split('\t');
        let (code, typed, expected) = (fields.next(), fields.next(), fields.next());
        let found = match parse(code.expect("a country"), typed.expect("a number")) {
            Ok(read) => format!("{} {} {}", read.number.as_str(), read.country, read.certain),
            Err(fault) => format!("{fault:?}"),
        };
        assert_eq!(Some(&*found), expected, "{line}");
    }
}

#[test]
fn a_national_number_that_begins_with_its_own_calling_code_keeps_it() {
    assert_eq!(number("IT", "392 345 6789"), "+393923456789");
    assert_eq!(number("IN", "91123 45678"), "+919112345678");
    assert_eq!(number("BR", "(55) 99123-4567"), "+5555991234567");
}

#[test]
fn zeros_that_belong_to_a_number_stay() {
    assert_eq!(number("CI", "07 12 34 56 78"), "+2250712345678");
    assert_eq!(number("GB", "+44 (0) 7400 123456"), "+447400123456");
}

#[test]
fn a_plus_beats_the_country() {
    let read = parse("DE", "+1 (201) 555-0123").expect("reads");
    assert_eq!((read.number.as_str(), read.country.as_str(), read.certain), ("+12015550123", "US", true));
    assert_eq!(number("US", "011 44 7400 123456"), "+447400123456");
}

#[test]
fn a_national_number_needs_a_country() {
    assert_eq!(parse("", "0151 23456789"), Err(PhoneFault::CountryRequired));
    assert_eq!(number("de", "0151 23456789"), "+4915123456789");
}

#[test]
fn c104_digits_of_other_scripts_are_taken() {
    assert_eq!(number("SA", "٠٥١ ٢٣٤ ٥٦٧٨"), "+966512345678");
    assert_eq!(number("", "＋４９１５１２３４５６７８９"), "+4915123456789");
}

#[test]
fn fixed_lines_and_costly_numbers_are_not_mobile() {
    for (code, typed) in
        [("DE", "030 123456"), ("US", "1-900-234-5678"), ("US", "800 234 5678"), ("GB", "0844 012 3456")]
    {
        assert_eq!(parse(code, typed), Err(PhoneFault::NotMobile), "{code} {typed}");
    }
    assert_eq!(parse("", "+870 301234567"), Err(PhoneFault::NotMobile));
}

#[test]
fn c105_a_possible_length_in_an_unknown_range_is_taken_but_not_for_certain() {
    let read = parse("FR", "+33 8 45 12 34 56").expect("reads");
    assert!(!read.certain);
    // Within the calling code 1 there are no ranges to wait for.
    assert_eq!(parse("US", "(123) 555-0123"), Err(PhoneFault::Invalid));
}

#[test]
fn nonsense_and_extensions_are_invalid() {
    for typed in
        ["", "abc", "+", "+0 123 456", "1", "+999 123 4567", "+1 201 555 01234567890", "(201) 555-0123 x5"]
    {
        assert_eq!(parse("US", typed), Err(PhoneFault::Invalid), "{typed:?}");
    }
}

#[test]
fn s21_a_number_does_not_print_whole() {
    let read = parse("US", "(201) 555-0142").expect("reads");
    assert_eq!(read.number.hint(), "+1 •••-•••-••42");
    assert_eq!(number_of("+4915123456789").hint(), "+49 •••-•••-••89");
    assert!(!format!("{read:?}").contains("555"));
}

fn number_of(text: &str) -> PhoneNumber {
    PhoneNumber::from_stored(text).expect("a kept number")
}

#[test]
fn a_kept_number_tells_its_calling_code() {
    assert_eq!(number_of("+12042345678").calling_code(), 1);
    assert_eq!(number_of("+3545678901").calling_code(), 354);
    for text in ["", "12015550123", "+", "+12", "+1201555012x", "+0123456", "+1234567890123456"] {
        assert_eq!(PhoneNumber::from_stored(text), Err(MalformedNumber), "{text:?}");
    }
}

#[test]
fn every_countrys_example_is_read_as_a_number_of_that_country() {
    assert_eq!(countries().len(), 245);
    for country in countries() {
        let found = PhoneNumber::parse(&country.example, Some(country.code));
        if country.code.as_str() == "TA" {
            assert_eq!(found, Err(PhoneFault::NotMobile), "it has fixed lines alone");
            continue;
        }
        let read = found.unwrap_or_else(|fault| panic!("{country:?}: {fault}"));
        assert_eq!((read.country, read.certain), (country.code, true), "{country:?}");
        assert_eq!(format!("+{}", read.number.calling_code()), country.calling_code);
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read_or_refused(typed in ".{0,30}|[+0-9 ()x.-]{0,20}", place in 0..245_usize) {
        let country = countries()[place].code;
        if let Ok(read) = PhoneNumber::parse(&typed, Some(country)) {
            prop_assert_eq!(PhoneNumber::from_stored(read.number.as_str()), Ok(read.number));
        }
    }

    #[test]
    fn what_was_read_for_certain_reads_again_to_the_same(digits in "[0-9]{4,13}", place in 0..245_usize) {
        let country = countries()[place].code;
        if let Ok(read) = PhoneNumber::parse(&digits, Some(country)) && read.certain {
            prop_assert_eq!(PhoneNumber::parse(read.number.as_str(), Some(read.country)), Ok(read));
        }
    }
}

#[test]
fn c105_the_age_of_the_metadata_is_that_of_the_library_in_use() {
    let lock = include_str!("../../../../Cargo.lock");
    let (_, locked) = lock.split_once("name = \"phonenumber\"\nversion = \"").expect("the library");
    let version = locked.split('"').next().and_then(|version| version.split_once('+'));
    let told = "a newer library brings newer metadata: change METADATA, its day of release too";
    assert_eq!(version.map(|(_, metadata)| metadata), Some(METADATA.version), "{told}");
    assert!(METADATA.released_on() > chrono::NaiveDate::default());
}
