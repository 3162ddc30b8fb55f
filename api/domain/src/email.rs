//! E-mail addresses: where the service writes to, and another way to name oneself at log-in.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::username::{fold, is_invisible};

/// A text that is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct MalformedEmail;

/// An e-mail address of the shape that mail servers take (RFC 5321, without quoted locals and
/// address literals).
///
/// Two addresses are equal when their folded forms are.
#[derive(Clone)]
pub struct EmailAddress {
    shown: String,
    folded: String,
}

impl EmailAddress {
    /// The most bytes of an address (RFC 5321 §4.5.3.1.3).
    pub const MAX: usize = 254;
    /// The most bytes before the `@` (RFC 5321 §4.5.3.1.1).
    pub const MAX_LOCAL: usize = 64;

    /// Reads an address as typed.
    pub fn parse(text: &str) -> Result<Self, MalformedEmail> {
        let shown: String = text.trim().nfkc().collect();
        let (local, domain) = shown.split_once('@').ok_or(MalformedEmail)?;

        let fits = shown.len() <= Self::MAX && local.len() <= Self::MAX_LOCAL;
        if !(fits && is_local(local) && is_domain(domain)) {
            return Err(MalformedEmail);
        }
        Ok(Self { folded: fold(&shown), shown })
    }

    /// The address as typed, which is where mail goes.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The address as it is compared and looked up.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// As much of the address as others of the team may see: `a•••@example.com`.
    pub fn hint(&self) -> String {
        let (local, domain) = self.shown.split_once('@').unwrap_or_default();
        let first: String = local.chars().take(1).collect();
        format!("{first}•••@{domain}")
    }
}

fn is_dotted(text: &str, is_atom: impl Fn(&str) -> bool) -> bool {
    text.split('.').all(|atom| !atom.is_empty() && is_atom(atom))
}

fn is_local(local: &str) -> bool {
    is_dotted(local, |atom| atom.chars().all(|c| is_letter(c) || "!#$%&'*+-/=?^_`{|}~".contains(c)))
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| is_letter(c) || c == '-')
    };
    domain == "localhost" || (domain.contains('.') && is_dotted(domain, is_label))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && !c.is_control() && !c.is_whitespace() && !is_invisible(c))
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for EmailAddress {}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.hint())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_the_usual_shapes_are_taken() {
        for text in [
            "alice@example.com",
            " Alice.O'Neil+tag@Mail.Example.co.uk ",
            "root@localhost",
            "jörg@müller.example",
            "a@1.example",
        ] {
            assert_eq!(EmailAddress::parse(text).map(|email| email.to_string()), Ok(text.trim().to_owned()));
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        let long_local = format!("{}@example.com", "a".repeat(65));
        let too_long = format!("a@{}com", "abcdefghi.".repeat(26));
        for text in [
            "",
            "@",
            "alice",
            "alice@",
            "@example.com",
            "a@b@example.com",
            "alice@example",
            "al ice@example.com",
            "alice@exam ple.com",
            "alice@.example.com",
            "alice@example..com",
            "alice@example.com.",
            ".a@example.com",
            "a..b@example.com",
            "alice@-example.com",
            "<alice@example.com>",
            "a@example.com\r\nBcc: b@example.com",
            "a,b@example.com",
            "\"a b\"@example.com",
            "a@[127.0.0.1]",
            "al\u{200b}ice@example.com",
            &long_local,
            &too_long,
        ] {
            assert_eq!(EmailAddress::parse(text), Err(MalformedEmail), "{text:?}");
        }
    }

    #[test]
    fn s7_case_makes_no_other_address() {
        let one = EmailAddress::parse("Alice@Example.COM").expect("parses");
        assert_eq!(one.folded(), "alice@example.com");
        assert_eq!(Ok(one), EmailAddress::parse("alice@example.com"));
    }

    #[test]
    fn a_hint_tells_only_the_first_letter_and_the_domain() {
        let email = EmailAddress::parse("alice@example.com").expect("parses");
        assert_eq!(email.hint(), "a•••@example.com");
        assert!(!format!("{email:?}").contains("alice"));
    }

    proptest! {
        #[test]
        fn what_was_parsed_parses_again_to_the_same(text in "\\PC{1,20}@\\PC{1,20}\\.[a-z]{2,3}") {
            if let Ok(email) = EmailAddress::parse(&text) {
                let again = EmailAddress::parse(email.as_str()).expect("a stored address reads back");
                prop_assert_eq!(again.as_str(), email.as_str());
            }
        }

        #[test]
        fn s23_whatever_is_typed_is_a_bounded_address_or_refused(text in "(?s:.){0,20}@(?s:.){0,20}|[a-z ,;<>\"]{1,4}@b[.]c|a{62,67}@b[.]c|a@(b{50,62}[.]){3,5}c") {
            if let Ok(email) = EmailAddress::parse(&text) {
                prop_assert!(email.as_str().len() <= EmailAddress::MAX && email.as_str().lines().count() == 1);
                let local = email.as_str().split('@').next().unwrap_or_default();
                prop_assert!(local.len() <= EmailAddress::MAX_LOCAL);
                prop_assert!(!email.as_str().contains(|c: char| c.is_control() || " ,;<>".contains(c)));
                prop_assert!(!email.hint().is_empty());
            }
        }
    }
}
