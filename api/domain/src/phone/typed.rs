//! What people type into the field for a phone number, reduced to digits.

use super::PhoneFault;

/// Where the ten digits of each script begin (Unicode, general category Nd).
const ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
    0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066,
    0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730,
    0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11de0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50,
    0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950,
    0x1fbf0,
];

/// The longest text that is looked at.
const LONGEST: usize = 64;

/// The digits of a number, and whether a plus stood before them.
pub(super) struct Digits {
    pub(super) international: bool,
    pub(super) digits: String,
}

/// Reduces a typed number to its digits.
///
/// Digits of other scripts are mapped, and what people put between digits drops out. Letters and
/// other signs are refused, and with them extensions: nobody can text to one.
pub(super) fn read(text: &str) -> Result<Digits, PhoneFault> {
    let text = strip_scheme(text.trim_matches(is_filler));
    let bare = text.trim_start_matches(['+', '＋']);
    let international = bare.len() < text.len();

    let mut digits = String::new();
    for c in bare.chars() {
        match digit(c) {
            Some(digit) => digits.push(digit),
            None if is_filler(c) => {}
            None => return Err(PhoneFault::Invalid),
        }
    }
    if digits.is_empty() || text.chars().count() > LONGEST {
        return Err(PhoneFault::Invalid);
    }
    Ok(Digits { international, digits })
}

/// Drops the `tel:` of links that were copied (RFC 3966).
fn strip_scheme(text: &str) -> &str {
    match text.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel:") => rest.trim_matches(is_filler),
        _ => text,
    }
}

fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let code = u32::from(c);
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    char::from_digit(code - zero, 10).filter(char::is_ascii_digit)
}

/// Whether a character parts digits without meaning anything: libphonenumber's punctuation, blanks,
/// and the invisible marks that come along when a number is copied from elsewhere.
fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || "-‐‑‒–—―−ー－／．()（）［］[]./~⁓∼～\u{ad}\u{feff}".contains(c)
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn digits(text: &str) -> Option<String> {
        read(text).ok().map(|read| if read.international { format!("+{}", read.digits) } else { read.digits })
    }

    #[test]
    fn c104_digits_of_other_scripts_are_mapped() {
        for text in
            ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿"]
        {
            assert_eq!(digits(text).as_deref(), Some("0123456789"), "{text}");
        }
        assert_eq!(digits("＋４９ １５１").as_deref(), Some("+49151"));
    }

    #[test]
    fn what_stands_between_digits_drops_out() {
        for text in [
            " (201) 555-0123 ",
            "201.555.0123",
            "201/555–0123",
            "\u{202a}201\u{a0}555\u{2011}0123\u{202c}",
            "tel:201-555-0123",
        ] {
            assert_eq!(digits(text).as_deref(), Some("2015550123"), "{text}");
        }
        assert_eq!(digits("TEL:+1-201-555-0123").as_deref(), Some("+12015550123"));
        assert_eq!(digits("(+1) 201").as_deref(), Some("+1201"));
    }

    #[test]
    fn extensions_letters_and_nonsense_are_refused() {
        for text in [
            "",
            " ",
            "+",
            "tel:",
            "201-555-0123x",
            "201-555-0123 x5",
            "201-555-0123 ext. 5",
            "201-555-0123;ext=5",
            "201-555-0123#5",
            "+1 201+555",
            "0800-FLOWERS",
            "201,555,0123",
            "half past five",
            "²",
            "Ⅷ",
            "*100#",
        ] {
            assert_eq!(digits(text), None, "{text:?}");
        }
        assert_eq!(digits(&"1 ".repeat(33)), None);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_comes_out_as_ascii_digits_or_not_at_all(text in ".{0,70}") {
            if let Ok(read) = read(&text) {
                prop_assert!(!read.digits.is_empty() && read.digits.bytes().all(|byte| byte.is_ascii_digit()));
            }
        }
    }
}
