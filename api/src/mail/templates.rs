//! What the mails say, in English and German.
//!
//! Each tells what happened, when and from where, and what to do if it wasn't the reader. Links hang
//! on the configured public URL alone, their token in the fragment (S24).

use vestibule_domain::{activity::Happening, backup_code::BackupCodes, locale::Locale};

use super::{
    Mail,
    letter::{Circumstance, Content, Letter},
};
use crate::activity::told_apart;

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

/// Puts a letter into words.
pub fn write(letter: &Letter, head: &Letterhead<'_>) -> Mail {
    let (subject, told, advice) = match letter.locale {
        Locale::En => english(letter, head),
        Locale::De => german(letter, head),
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
    Mail {
        to: letter.to.clone(),
        subject: format!("{}: {subject}", head.brand),
        html: format!("<pre>{text}</pre>"),
        text,
    }
}

/// Subject, what happened, and what to do.
fn english(letter: &Letter, head: &Letterhead<'_>) -> (String, String, String) {
    let Letterhead { public_url, brand, .. } = head;
    let username = &letter.username;
    match &letter.content {
        Content::Notice { what: Happening::BackupCodeSpent { left }, .. } => {
            let left = *left;
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
        Content::Notice { what: Happening::WrongCodes { count }, .. } => (
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
        Content::Invitation { team, invited_by, token, days } => {
            let days = *days;
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
        Content::Notice { what, .. } => (told_apart(what).0, told_apart(what).0, String::new()),
        Content::Reset { links, .. } => {
            let links: Vec<_> = links
                .iter()
                .map(|link| format!("{}: {public_url}/reset#token={}", link.username, link.token))
                .collect();
            ("reset".to_owned(), links.join("\n"), String::new())
        }
        Content::ConfirmEmail { token, .. } => {
            ("confirm".to_owned(), format!("{public_url}/email#token={token}"), String::new())
        }
    }
}

/// Betreff, was geschah und was zu tun ist.
fn german(letter: &Letter, head: &Letterhead<'_>) -> (String, String, String) {
    let Letterhead { public_url, brand, .. } = head;
    let username = &letter.username;
    match &letter.content {
        Content::Notice { what: Happening::BackupCodeSpent { left }, .. } => {
            let left = *left;
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
        Content::Notice { what: Happening::WrongCodes { count }, .. } => (
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
        Content::Invitation { team, invited_by, token, days } => {
            let days = *days;
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
        Content::Notice { what, .. } => (told_apart(what).0, told_apart(what).0, String::new()),
        Content::Reset { links, .. } => {
            let links: Vec<_> = links
                .iter()
                .map(|link| format!("{}: {public_url}/reset#token={}", link.username, link.token))
                .collect();
            ("reset".to_owned(), links.join("\n"), String::new())
        }
        Content::ConfirmEmail { token, .. } => {
            ("confirm".to_owned(), format!("{public_url}/email#token={token}"), String::new())
        }
    }
}

/// When, and from where.
fn circumstances(letter: &Letter) -> String {
    let Content::Notice { times, .. } = &letter.content else { return String::new() };
    let told: Vec<_> = times.iter().map(|time| circumstance(letter.locale, time)).collect();
    told.join("\n\n")
}

fn circumstance(locale: Locale, time: &Circumstance) -> String {
    let at = time.at.format("%Y-%m-%d %H:%M UTC");
    let (when, address, device) = match locale {
        Locale::En => ("When", "From address", "Device"),
        Locale::De => ("Wann", "Von Adresse", "Gerät"),
    };
    let mut lines = vec![format!("{when}: {at}")];
    for (label, value) in [(address, &time.address), (device, &time.device)] {
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
}
