//! What the mails say, in English and German.
//!
//! Each tells what happened, when and from where, and what to do if it wasn't the reader. Links hang
//! on the configured public URL alone, their token in the fragment (S24).

mod english;
mod german;

use vestibule_domain::locale::Locale;

use super::{
    Mail,
    letter::{Circumstance, Content, Letter},
};

/// What every mail has.
#[derive(Debug, Clone, Copy)]
pub struct Letterhead<'a> {
    /// `brand.name`.
    pub brand: &'a str,
    /// `public_url`.
    pub public_url: &'a str,
    /// [`crate::config::Support::line`]: how to reach support; may be empty.
    pub support: &'a str,
}

/// What a language says: the subject, what happened, and what to do.
struct Words {
    subject: String,
    told: String,
    advice: String,
}

impl Words {
    fn new(subject: impl Into<String>, told: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { subject: subject.into(), told: told.into(), advice: advice.into() }
    }
}

/// Puts a letter into words.
pub fn write(letter: &Letter, head: &Letterhead<'_>) -> Mail {
    let Words { subject, told, advice } = match letter.locale {
        Locale::En => english::words(letter, head),
        Locale::De => german::words(letter, head),
    };
    let greeting = match (letter.locale, one_line(&letter.name)) {
        (Locale::En, name) => format!("Hello {name},"),
        (Locale::De, name) => format!("Guten Tag {name},"),
    };
    let help = match (letter.locale, head.support) {
        (_, "") => String::new(),
        (Locale::En, support) => format!("Support: {support}\n"),
        (Locale::De, support) => format!("Hilfe: {support}\n"),
    };
    let text = [greeting, told, circumstances(letter), advice, format!("-- \n{}\n{help}", head.brand)];
    let text: Vec<_> = text.into_iter().filter(|part| !part.is_empty()).collect();
    let text = text.join("\n\n");
    Mail { to: letter.to.clone(), subject: format!("{}: {subject}", head.brand), html: html(&text), text }
}

/// The same words as a page: a paragraph for each of the text, a link for each address that stands alone.
fn html(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let lines = paragraph.lines().map(|line| {
            let safe = escaped(line);
            if is_address(line) { format!("<a href=\"{safe}\">{safe}</a>") } else { safe }
        });
        format!("<p>{}</p>\n", lines.collect::<Vec<_>>().join("<br>\n"))
    });
    format!(
        "<!doctype html>\n<html><head><meta charset=\"utf-8\"><style>body{{font:16px/1.5 sans-serif;max-width:36em}}\
         </style></head><body>\n{}</body></html>\n",
        paragraphs.collect::<String>()
    )
}

fn is_address(line: &str) -> bool {
    !line.contains(' ') && (line.starts_with("https://") || line.starts_with("http://"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// When, from where, and by whom.
fn circumstances(letter: &Letter) -> String {
    let times = match &letter.content {
        Content::Notice { times, .. } => times.as_slice(),
        Content::Reset { asked, .. } | Content::ConfirmEmail { asked, .. } => std::slice::from_ref(asked),
        Content::Invitation { .. } => &[],
    };
    let told: Vec<_> = times.iter().map(|time| circumstance(letter.locale, time)).collect();
    told.join("\n\n")
}

fn circumstance(locale: Locale, time: &Circumstance) -> String {
    let at = time.at.format("%Y-%m-%d %H:%M UTC");
    let (when, address, device, admin) = match locale {
        Locale::En => ("When", "From address", "Device", "By"),
        Locale::De => ("Wann", "Von Adresse", "Gerät", "Durch"),
    };
    let mut lines = vec![format!("{when}: {at}")];
    for (label, value) in [
        (address, time.address.as_str()),
        (device, &time.device),
        (admin, time.admin.as_deref().unwrap_or_default()),
    ] {
        if !value.is_empty() {
            lines.push(format!("{label}: {}", one_line(value)));
        }
    }
    lines.join("\n")
}

/// What someone else may have written, without line ends and other control characters.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use vestibule_domain::activity::Happening;

    use super::*;
    use crate::mail::letter::ResetLink;

    const HEAD: Letterhead<'static> = Letterhead {
        brand: "Client Portal",
        public_url: "https://portal.example.com",
        support: "help@example.com",
    };

    fn letter(locale: Locale, content: Content) -> Letter {
        Letter {
            to: "alice@example.com".to_owned(),
            name: "Alice".to_owned(),
            username: "alice".to_owned(),
            locale,
            content,
        }
    }

    fn notice(locale: Locale, what: Happening) -> Mail {
        let time = Circumstance {
            at: chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
            address: "203.0.113.7".to_owned(),
            device: "Firefox on Linux".to_owned(),
            admin: None,
        };
        write(&letter(locale, Content::Notice { what, times: vec![time] }), &HEAD)
    }

    #[test]
    fn s6_wrong_codes_are_told_with_when_from_where_and_what_to_do() {
        let mail = notice(Locale::En, Happening::WrongCodes { count: 5 });
        assert_eq!(mail.subject, "Client Portal: wrong codes at sign-in");
        for part in [
            "2027-01-15 08:00 UTC",
            "203.0.113.7",
            "Firefox on Linux",
            "ask your team's admin",
            "help@example.com",
        ] {
            assert!(mail.text.contains(part), "{part} is missing in\n{}", mail.text);
        }
    }

    #[test]
    fn s3_a_spent_backup_code_warns_where_few_are_left() {
        let many = notice(Locale::De, Happening::BackupCodeSpent { left: 4 });
        let few = notice(Locale::De, Happening::BackupCodeSpent { left: 3 });
        assert!(!many.text.contains("erstellen Sie neue, bevor"), "{}", many.text);
        assert!(few.text.contains("erstellen Sie neue, bevor"), "{}", few.text);
        assert_eq!(few.subject, "Client Portal: ein Ersatzcode wurde benutzt, nur noch 3 übrig");
    }

    #[test]
    fn s24_an_invitation_links_to_the_public_url_and_a_name_adds_no_lines() {
        let content = Content::Invitation {
            team: "A\r\nBcc: b@example.com".to_owned(),
            invited_by: "Eve\n".to_owned(),
            token: "tok".to_owned(),
            days: 7,
        };
        let mail = write(&letter(Locale::En, content), &HEAD);
        assert!(mail.text.contains("\nhttps://portal.example.com/invitation#token=tok\n"), "{}", mail.text);
        assert!(!mail.subject.contains(['\r', '\n']));
        assert!(!mail.text.contains("\nBcc"));
    }

    #[test]
    fn s25_whatever_is_told_has_words_of_its_own_in_each_language() {
        for locale in Locale::ALL {
            let told = Happening::one_of_each().into_iter().filter(Happening::is_told);
            let mut subjects = std::collections::BTreeSet::new();
            for what in told {
                let mail = notice(locale, what.clone());
                for of_none in ["something changed", "etwas wurde geändert"] {
                    assert!(!mail.subject.contains(of_none), "{what:?} has no words of its own");
                }
                assert!(mail.text.contains("alice"), "{what:?} names the account:\n{}", mail.text);
                assert!(subjects.insert(mail.subject), "{what:?} has another one's subject");
            }
        }
    }

    #[test]
    fn s24_the_page_of_a_mail_links_to_the_same_address_and_takes_no_markup() {
        let links = vec![ResetLink { username: "<b>alice</b>".to_owned(), token: "tok".to_owned() }];
        let asked = Circumstance {
            at: chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
            address: "203.0.113.7".to_owned(),
            device: "\"<i>\"".to_owned(),
            admin: None,
        };
        let mail = write(&letter(Locale::En, Content::Reset { links, minutes: 30, asked }), &HEAD);
        let link = "https://portal.example.com/reset#token=tok";
        assert!(mail.text.contains(&format!("\n{link}\n")), "{}", mail.text);
        assert!(mail.html.contains(&format!("<a href=\"{link}\">{link}</a>")), "{}", mail.html);
        assert!(!mail.html.contains("<b>") && !mail.html.contains("<i>"), "{}", mail.html);
    }
}
