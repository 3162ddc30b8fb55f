//! The words of a text message (S4): one part of 160 characters on every phone.
//!
//! The first line names service and purpose. The last binds the code to the host, in the form
//! that browsers fill in by themselves (origin-bound one-time codes).

use crate::gsm7;
use crate::locale::Locale;
use crate::provisioning::Brand;
use crate::sms_code::{SmsCode, TextPurpose};

const fn first_line(purpose: TextPurpose, locale: Locale) -> &'static str {
    match (locale, purpose) {
        (Locale::En, TextPurpose::LogIn) => "is your code to sign in",
        (Locale::En, TextPurpose::StepUp) => "is your code to confirm a change",
        (Locale::En, TextPurpose::Phone) => "is your code to confirm this number",
        (Locale::De, TextPurpose::LogIn) => "ist Ihr Code zum Anmelden",
        (Locale::De, TextPurpose::StepUp) => "ist Ihr Code, um eine Änderung zu bestätigen",
        (Locale::De, TextPurpose::Phone) => "ist Ihr Code, um diese Nummer zu bestätigen",
    }
}

const fn advice(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "Never share it.",
        Locale::De => "Geben Sie ihn nie weiter.",
    }
}

/// Writes the message that carries a code: at most 160 characters of GSM-7, whatever the brand.
///
/// What does not fit is left out, first the advice, then the brand, and beside a host of extreme
/// length the words at last. Letters that text messages do not have are replaced.
pub fn text(purpose: TextPurpose, brand: &Brand, host: &str, code: &SmsCode, locale: Locale) -> String {
    let what = first_line(purpose, locale);
    let code = code.expose();
    let last = format!("@{host} #{code}");
    let brand = gsm7::spell(brand.as_str());

    let plain = format!("{code} {what}.");
    let named = if brand.is_empty() { plain.clone() } else { format!("{brand}: {plain}") };
    let advice = advice(locale);
    [format!("{named} {advice}"), named, format!("{plain} {advice}"), plain]
        .into_iter()
        .map(|first| format!("{first}\n\n{last}"))
        .find(|text| gsm7::fits(text))
        .unwrap_or_else(|| format!("{code}\n\n{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOST: &str = "vestibule.example.com";

    fn code() -> SmsCode {
        SmsCode::parse("012345").expect("parses")
    }

    fn brand(text: &str) -> Brand {
        Brand::parse(text).expect("parses")
    }

    fn check(text: &str, host: &str) {
        assert!(gsm7::fits(text), "{text}");
        assert_eq!(text.lines().last(), Some(&*format!("@{host} #012345")), "{text}");
        assert!(text.lines().next().is_some_and(|line| line.contains("012345")), "{text}");
    }

    #[test]
    fn s4_the_first_line_names_service_and_purpose_and_the_last_binds_the_host() {
        let text = text(TextPurpose::LogIn, &brand("Acme"), HOST, &code(), Locale::En);
        assert_eq!(
            text,
            "Acme: 012345 is your code to sign in. Never share it.\n\n@vestibule.example.com #012345"
        );
    }

    #[test]
    fn s4_german_users_read_german() {
        let text = text(TextPurpose::StepUp, &brand("Müller"), HOST, &code(), Locale::De);
        assert_eq!(
            text,
            "Müller: 012345 ist Ihr Code, um eine Änderung zu bestätigen. Geben Sie ihn nie weiter.\n\n\
             @vestibule.example.com #012345"
        );
    }

    #[test]
    fn c148_every_language_purpose_and_a_brand_of_forty_characters_fit_into_one_message() {
        let brands =
            ["W".repeat(40), "ü".repeat(40), "€".repeat(40), "😀".repeat(40), "–".repeat(40), "Ж".repeat(40)];
        for locale in Locale::ALL {
            for purpose in TextPurpose::ALL {
                for name in &brands {
                    check(&text(purpose, &brand(name), HOST, &code(), locale), HOST);
                }
            }
        }
    }

    #[test]
    fn s4_a_plain_brand_of_forty_characters_stays() {
        for locale in Locale::ALL {
            for purpose in TextPurpose::ALL {
                let text = text(purpose, &brand(&"W".repeat(40)), HOST, &code(), locale);
                assert!(text.starts_with(&"W".repeat(40)), "{text}");
            }
        }
    }

    #[test]
    fn s4_a_brand_too_long_is_left_out() {
        let text = text(TextPurpose::StepUp, &brand(&"€".repeat(40)), HOST, &code(), Locale::De);
        assert!(text.starts_with("012345 ist Ihr Code"), "{text}");
    }

    #[test]
    fn c148_typographic_letters_and_emoji_are_replaced() {
        let text = text(TextPurpose::LogIn, &brand("“Crêpes” – l’été 🥞"), HOST, &code(), Locale::En);
        assert!(text.starts_with("\"Crepes\" - l'été: 012345"), "{text}");
    }

    #[test]
    fn a_long_host_costs_advice_and_brand_before_it_is_cut() {
        let host = format!("{}.example", "a".repeat(90));
        for locale in Locale::ALL {
            check(&text(TextPurpose::StepUp, &brand(&"W".repeat(40)), &host, &code(), locale), &host);
        }
    }

    proptest! {
        #[test]
        fn whatever_the_brand_it_is_one_message(name in "\\PC{1,40}", purpose in 0..3_usize, german: bool) {
            let locale = if german { Locale::De } else { Locale::En };
            if let Ok(brand) = Brand::parse(&name) {
                check(&text(TextPurpose::ALL[purpose], &brand, HOST, &code(), locale), HOST);
            }
        }
    }
}
