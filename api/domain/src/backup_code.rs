//! Printed one-time codes for the day when the phone is gone (S3).
//!
//! Ten characters of Crockford's base32 are 50 bits. People copy them by hand, so case, blanks
//! and hyphens do not matter, and letters that look like digits are read as these.

use std::fmt;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::digits::{MalformedCode, bare};

/// Crockford's alphabet: no I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A backup code, compared in constant time (S5).
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct BackupCode(String);

impl BackupCode {
    /// How many characters a code has.
    pub const LENGTH: usize = 10;

    /// Reads a code as typed, whatever its case and hyphens; `O` is 0, `I` and `L` are 1.
    pub fn parse(text: &str) -> Result<Self, MalformedCode> {
        Self::from_bare(&bare(text)).ok_or(MalformedCode)
    }

    pub(crate) fn from_bare(bare: &str) -> Option<Self> {
        // ASCII alone passes, so bytes are characters.
        if bare.len() != Self::LENGTH {
            return None;
        }
        bare.chars().map(canonical_letter).collect::<Option<String>>().map(Self)
    }

    /// Makes a new code, each as likely as any other.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut chance = [0; Self::LENGTH];
        rng.fill_bytes(&mut chance);
        let code = chance.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        chance.zeroize();
        Self(code)
    }

    /// The ten characters alone, in the one spelling that is hashed.
    pub fn canonical(&self) -> &str {
        &self.0
    }
}

fn canonical_letter(c: char) -> Option<char> {
    let letter = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().any(|known| char::from(*known) == letter).then_some(letter)
}

impl PartialEq for BackupCode {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for BackupCode {}

/// Writes the code as it is handed out: `XXXXX-XXXXX`.
impl fmt::Display for BackupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = self.0.split_at(Self::LENGTH / 2);
        write!(f, "{left}-{right}")
    }
}

impl fmt::Debug for BackupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BackupCode(•••••-•••••)")
    }
}

/// The list of backup codes that a user is given at once.
#[derive(Debug)]
pub struct BackupCodes;

impl BackupCodes {
    /// How many codes a list has.
    pub const COUNT: usize = 10;

    /// From how many codes on the owner is told that few are left.
    pub const FEW_LEFT: usize = 3;

    /// Makes a new list of codes, no two alike.
    pub fn fresh_set(rng: &mut impl CryptoRng) -> [BackupCode; Self::COUNT] {
        loop {
            let codes: [BackupCode; Self::COUNT] = std::array::from_fn(|_| BackupCode::generate(rng));
            let differ = codes.iter().enumerate().all(|(n, code)| !codes[..n].contains(code));
            if differ {
                return codes;
            }
        }
    }

    /// Whether so few are left that the owner should make new ones.
    pub const fn are_few(remaining: usize) -> bool {
        remaining <= Self::FEW_LEFT
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::seeded;
    use proptest::prelude::*;

    #[test]
    fn look_alike_letters_case_blanks_and_hyphens_do_not_matter() {
        for text in [
            "01A11-0ZXCV",
            "oiali-0zxcv",
            "OLAI10ZXCV",
            "0 1-a 1\u{2011}lozxcv",
            " o\u{a0}Ia\u{2010}iL 0z x c v\n",
        ] {
            let code = BackupCode::parse(text).expect("parses");
            assert_eq!(code.canonical(), "01A110ZXCV", "{text}");
            assert_eq!(code.to_string(), "01A11-0ZXCV");
        }
    }

    #[test]
    fn other_forms_are_malformed() {
        for text in [
            "",
            "ABCDE-FGHJ",
            "ABCDE-FGHJKM",
            "ABCDE-FGHJU",
            "ABCDE-FGHJ.",
            "ABCDE-FGHJÉ",
            "ÀÀÀÀÀ",
            "ABCDE_FGHJK",
        ] {
            assert_eq!(BackupCode::parse(text), Err(MalformedCode), "{text:?}");
        }
    }

    #[test]
    fn s3_a_list_has_ten_different_codes_that_do_not_print() {
        let codes = BackupCodes::fresh_set(&mut seeded(7));
        assert_eq!(codes.len(), 10);
        for (n, code) in codes.iter().enumerate() {
            assert!(!codes[..n].contains(code));
            assert!(!format!("{code:?}").contains(code.canonical()));
        }
        assert!(BackupCodes::are_few(3) && !BackupCodes::are_few(4));
    }

    #[test]
    fn every_character_comes_up_alike() {
        let rng = &mut seeded(8);
        let mut seen = [0_u32; 32];
        for _ in 0..3_200 {
            for byte in BackupCode::generate(rng).canonical().bytes() {
                let place = ALPHABET.iter().position(|known| *known == byte).expect("of the alphabet");
                seen[place] += 1;
            }
        }
        assert!(seen.iter().all(|times| (850..1_150).contains(times)), "{seen:?}");
    }

    proptest! {
        #[test]
        fn every_code_reads_back_in_every_spelling(
            seed: u64,
            upper in prop::collection::vec(any::<bool>(), 10),
            gaps in prop::collection::vec("[ \\-\u{a0}\u{2010}\u{2011}]{0,2}", 10),
        ) {
            let code = BackupCode::generate(&mut seeded(seed));
            let mut spelt = String::new();
            for ((c, upper), gap) in code.canonical().chars().zip(upper).zip(gaps) {
                spelt.push(match (c, upper) {
                    ('0', true) => 'O',
                    ('1', true) => 'l',
                    ('1', false) => 'I',
                    (c, true) => c,
                    (c, false) => c.to_ascii_lowercase(),
                });
                spelt.push_str(&gap);
            }
            prop_assert_eq!(BackupCode::parse(&spelt), Ok(code.clone()));
            prop_assert_eq!(BackupCode::parse(&code.to_string()), Ok(code));
        }

        #[test]
        fn what_is_read_is_of_the_alphabet(text in "\\PC{0,16}") {
            if let Ok(code) = BackupCode::parse(&text) {
                prop_assert!(code.canonical().bytes().all(|byte| ALPHABET.contains(&byte)));
                prop_assert_eq!(code.canonical().len(), BackupCode::LENGTH);
            }
        }
    }
}
