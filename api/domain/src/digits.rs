//! How codes are spelt: six digits, and what people put between them.

use std::fmt;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// How many digits a code has, from an app and by SMS alike.
pub const DIGITS: u32 = 6;

const LENGTH: usize = DIGITS as usize;

/// A code that has not the form of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code")]
pub struct MalformedCode;

/// Six decimal digits, before it is known what they answer: `012345` is not `12345`.
///
/// Comparing takes the same time whether they are right or wrong (S5).
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SixDigits([u8; LENGTH]);

impl SixDigits {
    /// Reads six ASCII digits; blanks and hyphens between them drop out.
    pub fn parse(text: &str) -> Result<Self, MalformedCode> {
        Self::from_bare(&bare(text)).ok_or(MalformedCode)
    }

    pub(crate) fn from_bare(bare: &str) -> Option<Self> {
        let digits = <[u8; LENGTH]>::try_from(bare.as_bytes()).ok()?;
        digits.iter().all(u8::is_ascii_digit).then_some(Self(digits))
    }

    /// Six digits of chance, each number as likely as any other.
    pub(crate) fn generate(rng: &mut impl CryptoRng) -> Self {
        const COUNT: u32 = 1_000_000;
        // Numbers above the last whole multiple would favour the small codes: draw again.
        const FAIR: u32 = u32::MAX - u32::MAX % COUNT;
        let number = loop {
            let draw = rng.next_u32();
            if draw < FAIR {
                break draw % COUNT;
            }
        };
        let text = Zeroizing::new(format!("{number:06}"));
        let mut digits = [b'0'; LENGTH];
        digits.copy_from_slice(text.as_bytes());
        Self(digits)
    }

    pub(crate) fn expose(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl PartialEq for SixDigits {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for SixDigits {}

impl fmt::Debug for SixDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SixDigits(••••••)")
    }
}

/// A code without the blanks and hyphens that people put into it.
///
/// Longer texts than any code are cut, so that a long one costs no more than a short one.
pub(crate) fn bare(text: &str) -> Zeroizing<String> {
    const ENOUGH: usize = 16;
    let mut bare = Zeroizing::new(String::with_capacity(ENOUGH * 4));
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}' | '\u{2011}'));
    for c in kept.take(ENOUGH) {
        bare.push(c);
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::seeded;
    use proptest::prelude::*;

    #[test]
    fn leading_zeros_count() {
        assert_eq!(SixDigits::parse("012345").map(|code| code.expose().to_owned()), Ok("012345".to_owned()));
        assert_eq!(SixDigits::parse("12345"), Err(MalformedCode));
    }

    #[test]
    fn blanks_and_hyphens_drop_out() {
        for text in [" 123 456 ", "123-456", "1\u{2010}2\u{2011}3\u{a0}4\u{2003}5\t6\n"] {
            assert_eq!(SixDigits::parse(text), SixDigits::parse("123456"), "{text:?}");
        }
    }

    #[test]
    fn other_digits_and_other_lengths_are_malformed() {
        for text in
            ["", "1234567", "١٢٣٤٥٦", "１２３４５６", "12345a", "123456.", "123–456", "+123456", "12345６"]
        {
            assert_eq!(SixDigits::parse(text), Err(MalformedCode), "{text:?}");
        }
    }

    #[test]
    fn digits_do_not_print() {
        assert!(!format!("{:?}", SixDigits::parse("123456")).contains("123"));
    }

    #[test]
    fn every_digit_comes_up_in_every_place() {
        let rng = &mut seeded(5);
        let mut seen = [[0_u32; 10]; LENGTH];
        for _ in 0..20_000 {
            for (place, digit) in SixDigits::generate(rng).0.iter().enumerate() {
                seen[place][usize::from(digit - b'0')] += 1;
            }
        }
        assert!(seen.iter().flatten().all(|times| (1_800..2_200).contains(times)), "{seen:?}");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(text in "\\PC{0,30}") {
            let digits: String = text.chars().filter(|c| !c.is_whitespace() && !"-\u{2010}\u{2011}".contains(*c)).collect();
            let well_formed = digits.len() == LENGTH && digits.bytes().all(|b| b.is_ascii_digit());
            prop_assert_eq!(SixDigits::parse(&text).is_ok(), well_formed);
        }

        #[test]
        fn two_codes_are_equal_when_their_digits_are(a in "[0-9]{6}", b in "[0-9]{6}") {
            prop_assert_eq!(SixDigits::parse(&a) == SixDigits::parse(&b), a == b);
        }
    }
}
