//! What the mails say, in English and German.
//!
//! Each tells what happened, when and from where, and what to do if it wasn't the reader. Links hang
//! on the configured public URL alone, their token in the fragment (S24).

use chrono::{DateTime, Utc};
use vestibule_domain::{backup_code::BackupCodes, locale::Locale};

use super::Mail;

/// Whom a mail is for, and what happened when and from where.
#[derive(Debug, Clone)]
pub struct Occasion<'a> {
    /// `brand.name`.
    pub brand: &'a str,
    /// `public_url`.
    pub public_url: &'a str,
    /// [`crate::config::Support::line`]: how to reach support; may be empty.
    pub support: &'a str,
    /// The reader's language.
    pub locale: Locale,
    /// The reader's mail address.
    pub to: &'a str,
    /// The reader's name.
    pub name: &'a str,
    /// The reader's user name.
    pub username: &'a str,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The client's address; empty where there was none, as on the command line.
    pub address: &'a str,
    /// The client's device, as the page of sessions names it; may be empty.
    pub device: &'a str,
}

/// What a mail tells.
#[derive(Debug, Clone, Copy)]
pub enum Notice<'a> {
    /// A backup code was spent; where few are left it asks for new ones as well (S3).
    BackupCodeSpent {
        /// How many are left.
        left: usize,
    },
    /// Wrong codes came after a right password (S6).
    WrongCodes {
        /// How many in a row.
        count: u32,
    },
    /// An invitation to choose a password (S24).
    Invitation {
        /// The team's name.
        team: &'a str,
        /// Who invites; empty where the command line does.
        invited_by: &'a str,
        /// The link's token.
        token: &'a str,
        /// How many days the link holds.
        days: i64,
    },
}

impl Notice<'_> {
    /// The mail that tells it.
    pub fn write(&self, occasion: &Occasion<'_>) -> Mail {
        let (subject, told, advice) = match occasion.locale {
            Locale::En => english(self, occasion),
            Locale::De => german(self, occasion),
        };
        let Occasion { brand, support, locale, .. } = occasion;
        let greeting = match (locale, one_line(occasion.name)) {
            (Locale::En, name) => format!("Hello {name},"),
            (Locale::De, name) => format!("Guten Tag {name},"),
        };
        let help = match (locale, support.is_empty()) {
            (_, true) => String::new(),
            (Locale::En, false) => format!("Support: {support}\n"),
            (Locale::De, false) => format!("Hilfe: {support}\n"),
        };
        let text = [greeting, told, circumstances(occasion), advice, format!("-- \n{brand}\n{help}")];
        let text: Vec<_> = text.into_iter().filter(|part| !part.is_empty()).collect();
        Mail { to: occasion.to.to_owned(), subject: format!("{brand}: {subject}"), text: text.join("\n\n") }
    }
}

/// Subject, what happened, and what to do.
fn english(notice: &Notice<'_>, occasion: &Occasion<'_>) -> (String, String, String) {
    let Occasion { public_url, brand, username, .. } = occasion;
    match *notice {
        Notice::BackupCodeSpent { left } => {
            let codes = if left == 1 { "backup code" } else { "backup codes" };
            let told = format!(
                "One of your backup codes was used to sign in as {username}. You have {left} {codes} left.{}",
                if BackupCodes::are_few(left) {
                    format!(" Please make new ones before you run out:\n\n{public_url}/two-factor")
                } else {
                    String::new()
                }
            );
            let advice = format!(
                "If that was you, there is nothing to do. If it wasn't, someone knows your password and has a code \
                 of yours: make new backup codes at once, at\n\n{public_url}/two-factor\n\nand ask your team's \
                 admin or our support for a new password."
            );
            let subject = match left {
                0 => "your last backup code was used".to_owned(),
                left if BackupCodes::are_few(left) => format!("a backup code was used, only {left} left"),
                _ => "a backup code was used".to_owned(),
            };
            (subject, told, advice)
        }
        Notice::WrongCodes { count } => (
            "wrong codes at sign-in".to_owned(),
            format!(
                "Someone gave the right password for {username}, and then {count} wrong codes in a row. \
                 We let nobody in, and make each further try wait."
            ),
            "If that was you: check that your phone sets its time by itself, then try again later. If it wasn't, \
             someone knows your password: ask your team's admin or our support for a new one at once. Nobody gets \
             in with the password alone."
                .to_owned(),
        ),
        Notice::Invitation { team, invited_by, token, days } => {
            let who =
                if invited_by.is_empty() { "You are invited" } else { &format!("{invited_by} invites you") };
            let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            (
                format!("your invitation to {}", one_line(team)),
                format!(
                    "{} to join {} on {brand}. Your user name is {username}. Choose your password here:\n\n\
                     {public_url}/invitation#token={token}\n\nThe link works once, for {days}.",
                    one_line(who),
                    one_line(team)
                ),
                "If you don't know what this is about, please ignore this mail: without a click nothing happens."
                    .to_owned(),
            )
        }
    }
}

/// Betreff, was geschah und was zu tun ist.
fn german(notice: &Notice<'_>, occasion: &Occasion<'_>) -> (String, String, String) {
    let Occasion { public_url, brand, username, .. } = occasion;
    match *notice {
        Notice::BackupCodeSpent { left } => {
            let codes = if left == 1 { "Ersatzcode" } else { "Ersatzcodes" };
            let told = format!(
                "Einer Ihrer Ersatzcodes wurde benutzt, um sich als {username} anzumelden. Sie haben noch {left} \
                 {codes}.{}",
                if BackupCodes::are_few(left) {
                    format!(
                        " Bitte erstellen Sie neue, bevor keiner mehr übrig ist:\n\n{public_url}/two-factor"
                    )
                } else {
                    String::new()
                }
            );
            let advice = format!(
                "Waren Sie es, ist nichts zu tun. Waren Sie es nicht, kennt jemand Ihr Passwort und hat einen Ihrer \
                 Codes: Erstellen Sie sofort neue Ersatzcodes, unter\n\n{public_url}/two-factor\n\nund bitten Sie \
                 die Verwaltung Ihres Teams oder unsere Hilfe um ein neues Passwort."
            );
            let subject = match left {
                0 => "Ihr letzter Ersatzcode wurde benutzt".to_owned(),
                left if BackupCodes::are_few(left) => {
                    format!("ein Ersatzcode wurde benutzt, nur noch {left} übrig")
                }
                _ => "ein Ersatzcode wurde benutzt".to_owned(),
            };
            (subject, told, advice)
        }
        Notice::WrongCodes { count } => (
            "falsche Codes bei der Anmeldung".to_owned(),
            format!(
                "Jemand hat das richtige Passwort für {username} angegeben und danach {count} falsche Codes in \
                 Folge. Wir haben niemanden eingelassen und lassen jeden weiteren Versuch warten."
            ),
            "Waren Sie es, prüfen Sie, ob Ihr Telefon die Uhrzeit automatisch einstellt, und versuchen Sie es \
             später noch einmal. Waren Sie es nicht, kennt jemand Ihr Passwort: Bitten Sie sofort die Verwaltung \
             Ihres Teams oder unsere Hilfe um ein neues. Mit dem Passwort allein kommt niemand hinein."
                .to_owned(),
        ),
        Notice::Invitation { team, invited_by, token, days } => {
            let who = if invited_by.is_empty() {
                "Sie sind eingeladen"
            } else {
                &format!("{invited_by} lädt Sie ein")
            };
            let days = if days == 1 { "1 Tag".to_owned() } else { format!("{days} Tage") };
            (
                format!("Ihre Einladung zu {}", one_line(team)),
                format!(
                    "{}, dem Team {} bei {brand} beizutreten. Ihr Benutzername ist {username}. Hier wählen Sie Ihr \
                     Passwort:\n\n{public_url}/invitation#token={token}\n\nDer Link gilt einmal, {days} lang.",
                    one_line(who),
                    one_line(team)
                ),
                "Wissen Sie nicht, worum es geht, lassen Sie diese Mail bitte liegen: Ohne einen Klick geschieht nichts."
                    .to_owned(),
            )
        }
    }
}

/// When, and from where.
fn circumstances(occasion: &Occasion<'_>) -> String {
    let at = occasion.at.format("%Y-%m-%d %H:%M UTC");
    let (when, address, device) = match occasion.locale {
        Locale::En => ("When", "From address", "Device"),
        Locale::De => ("Wann", "Von Adresse", "Gerät"),
    };
    let mut lines = vec![format!("{when}: {at}")];
    for (label, value) in [(address, occasion.address), (device, occasion.device)] {
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
    use super::*;

    fn occasion(locale: Locale) -> Occasion<'static> {
        Occasion {
            brand: "Client Portal",
            public_url: "https://portal.example.com",
            support: "help@example.com",
            locale,
            to: "alice@example.com",
            name: "Alice",
            username: "alice",
            at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
            address: "203.0.113.7",
            device: "Firefox on Linux",
        }
    }

    #[test]
    fn s6_wrong_codes_are_told_with_when_from_where_and_what_to_do() {
        let mail = Notice::WrongCodes { count: 5 }.write(&occasion(Locale::En));
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
        let many = Notice::BackupCodeSpent { left: 4 }.write(&occasion(Locale::De));
        let few = Notice::BackupCodeSpent { left: 3 }.write(&occasion(Locale::De));
        assert!(!many.text.contains("erstellen Sie neue, bevor"), "{}", many.text);
        assert!(few.text.contains("erstellen Sie neue, bevor"), "{}", few.text);
        assert_eq!(few.subject, "Client Portal: ein Ersatzcode wurde benutzt, nur noch 3 übrig");
    }

    #[test]
    fn s24_an_invitation_links_to_the_public_url_and_a_name_adds_no_lines() {
        let notice = Notice::Invitation {
            team: "A\r\nBcc: b@example.com",
            invited_by: "Eve\n",
            token: "tok",
            days: 7,
        };
        let mail = notice.write(&occasion(Locale::En));
        assert!(mail.text.contains("\nhttps://portal.example.com/invitation#token=tok\n"), "{}", mail.text);
        assert!(!mail.subject.contains(['\r', '\n']));
        assert!(!mail.text.contains("\nBcc"));
    }
}
