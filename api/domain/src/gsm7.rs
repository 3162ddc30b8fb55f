//! The alphabet of text messages, GSM 03.38: a text within it is sent in one part of 160
//! characters, one letter outside it makes it two or three.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many septets one message has.
const MESSAGE: usize = 160;

/// The basic table beyond printable ASCII.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¡ÄÖÑÜ§¿äöñüà¤";

/// The extension table, whose characters take two septets.
const EXTENSION: &str = "^{}\\[~]|€";

/// How many septets a character takes; none where the alphabet lacks it.
fn septets(c: char) -> Option<usize> {
    if EXTENSION.contains(c) {
        return Some(2);
    }
    let in_ascii = c.is_ascii_graphic() && c != '`';
    (in_ascii || BASIC.contains(c)).then_some(1)
}

/// Whether a text is one message.
pub(crate) fn fits(text: &str) -> bool {
    text.chars().map(septets).sum::<Option<usize>>().is_some_and(|sum| sum <= MESSAGE)
}

/// Spells a text in the alphabet: letters outside it lose their marks, typographic signs become
/// plain ones, and what has no likeness is left out.
pub(crate) fn spell(text: &str) -> String {
    let mut spelt = String::new();
    for c in text.nfc() {
        if septets(c).is_some() && !c.is_control() {
            spelt.push(c);
        } else if let Some(likeness) = likeness(c) {
            spelt.push_str(likeness);
        } else {
            spelt.extend(
                std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c) && septets(*c).is_some()),
            );
        }
    }
    spelt.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn likeness(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '′' | '´' | '`' | 'ʼ' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '•' | '·' => "*",
        '…' => "...",
        'ẞ' => "SS",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ħ' => "h",
        'ı' => "i",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "Th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn characters_of_the_extension_count_twice() {
        assert!(fits(&"a".repeat(160)) && !fits(&"a".repeat(161)));
        assert!(fits(&"€".repeat(80)) && !fits(&"€".repeat(81)));
        assert!(!fits("ê") && !fits("–") && !fits("`") && !fits("ç"));
    }

    #[test]
    fn letters_outside_the_alphabet_lose_their_marks() {
        assert_eq!(spell("Crêpe façon Łódź ẞ"), "Crepe facon Lódz SS".replace('ó', "o"));
        assert_eq!(spell("Été à Zürich, ñandú"), "Été à Zürich, ñandu");
        assert_eq!(spell("e\u{301}te\u{301}"), "été");
    }

    #[test]
    fn signs_become_plain_and_emoji_are_left_out() {
        assert_eq!(spell("“A”–‘B’… 🥞 C"), "\"A\"-'B'... C");
        assert_eq!(spell("Жук 株式会社"), "");
        assert_eq!(spell("Acme\u{a0}株式会社"), "Acme");
    }

    proptest! {
        #[test]
        fn whatever_is_spelt_is_of_the_alphabet(text in ".{0,40}") {
            let spelt = spell(&text);
            prop_assert!(spelt.chars().all(|c| septets(c).is_some()), "{spelt:?}");
            prop_assert!(!spelt.contains(['\n', '\r']));
        }
    }
}
