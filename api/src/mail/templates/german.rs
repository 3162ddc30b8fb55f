//! The mails in German.

use vestibule_domain::{activity::Happening, backup_code::BackupCodes};

use super::{Letterhead, Words, english::reset_links, one_line};
use crate::mail::letter::{Content, Letter};

const NOT_YOU: &str = "Waren Sie es, ist nichts zu tun. Waren Sie es nicht, bitten Sie sofort die Verwaltung Ihres \
                       Teams oder unsere Hilfe um Rat.";
const IGNORE: &str = "Wissen Sie nicht, worum es geht, lassen Sie diese Mail bitte liegen: Ohne einen Klick geschieht \
                      nichts.";

/// Subject, what happened, and what to do.
pub(super) fn words(letter: &Letter, head: &Letterhead<'_>) -> Words {
    let Letterhead { public_url, brand, .. } = head;
    match &letter.content {
        Content::Notice { what, .. } => notice(what, &letter.username, head),
        Content::Invitation { team, invited_by, token, days } => {
            let who = if invited_by.is_empty() {
                "Sie sind eingeladen"
            } else {
                &format!("{invited_by} lädt Sie ein")
            };
            let days = if *days == 1 { "1 Tag".to_owned() } else { format!("{days} Tage") };
            let (team, who) = (one_line(team), one_line(who));
            Words::new(
                format!("Ihre Einladung zu {team}"),
                format!(
                    "{who}, dem Team {team} bei {brand} beizutreten. Ihr Benutzername ist {}. Hier wählen Sie Ihr \
                     Passwort:\n\n{public_url}/invitation#token={token}\n\nDer Link gilt einmal, {days} lang.",
                    letter.username
                ),
                IGNORE,
            )
        }
        Content::Reset { links, minutes, .. } => Words::new(
            "ein neues Passwort wählen",
            format!(
                "Jemand hat um ein neues Passwort gebeten. Hier wählen Sie es:\n\n{}\n\nJeder Link gilt einmal, \
                 {minutes} Minuten lang. Ihr zweiter Faktor bleibt, wie er ist.",
                reset_links(links, public_url, "Benutzername")
            ),
            IGNORE,
        ),
        Content::ConfirmEmail { token, hours, .. } => Words::new(
            "bestätigen Sie Ihre E-Mail-Adresse",
            format!(
                "Diese Adresse soll die von {} werden. Hier bestätigen Sie es:\n\n{public_url}/email#token={token}\n\n\
                 Der Link gilt einmal, {hours} Stunden lang. Bis dahin bleibt die jetzige Adresse.",
                letter.username
            ),
            IGNORE,
        ),
    }
}

fn notice(what: &Happening, username: &str, head: &Letterhead<'_>) -> Words {
    let public_url = head.public_url;
    let plain = |subject: &str, told: String| Words::new(subject, told, NOT_YOU);
    match what {
        Happening::LoggedIn { .. } => Words::new(
            "eine Anmeldung von einem neuen Gerät",
            format!("Jemand hat sich als {username} von einem Gerät angemeldet, das wir nicht kannten."),
            format!(
                "Waren Sie es, ist nichts zu tun. Waren Sie es nicht, ändern Sie sofort Ihr Passwort, unter\n\n\
                 {public_url}/password\n\nund bitten Sie die Verwaltung Ihres Teams oder unsere Hilfe um Rat."
            ),
        ),
        Happening::LoginUnfinished => Words::new(
            "Ihr Passwort wurde ohne Code benutzt",
            format!(
                "Jemand hat auf einem Gerät, das wir nicht kennen, das richtige Passwort für {username} angegeben \
                 und danach keinen richtigen Code. Wir haben niemanden eingelassen."
            ),
            "Waren Sie es, ist nichts zu tun. Waren Sie es nicht, kennt jemand Ihr Passwort: Wählen Sie sofort ein \
             anderes. Mit dem Passwort allein kommt niemand hinein.",
        ),
        Happening::WrongCodes { count } => Words::new(
            "falsche Codes bei der Anmeldung",
            format!(
                "Jemand hat das richtige Passwort für {username} angegeben und danach {count} falsche Codes in \
                 Folge. Wir haben niemanden eingelassen und lassen jeden weiteren Versuch warten."
            ),
            "Waren Sie es, prüfen Sie, ob Ihr Telefon die Uhrzeit automatisch einstellt, und versuchen Sie es \
             später noch einmal. Waren Sie es nicht, kennt jemand Ihr Passwort: Bitten Sie sofort die Verwaltung \
             Ihres Teams oder unsere Hilfe um ein neues. Mit dem Passwort allein kommt niemand hinein.",
        ),
        Happening::PasswordReset => plain(
            "Ihr Passwort wurde zurückgesetzt",
            format!(
                "Für {username} wurde ein neues Passwort gewählt. Alle Sitzungen sind beendet, alle Geräte vergessen."
            ),
        ),
        Happening::PasswordChanged => plain(
            "Ihr Passwort wurde geändert",
            format!(
                "Das Passwort von {username} wurde geändert. Alle anderen Sitzungen sind beendet, alle Geräte vergessen."
            ),
        ),
        Happening::EmailChangeRequested => plain(
            "eine andere E-Mail-Adresse wurde angegeben",
            format!(
                "Für {username} wurde eine andere E-Mail-Adresse angegeben. Sie gilt, sobald der Link geöffnet wird, \
                 den wir dorthin geschickt haben; bis dahin bleibt diese."
            ),
        ),
        Happening::EmailChanged => plain(
            "Ihre E-Mail-Adresse wurde geändert",
            format!(
                "Mails für {username} gehen von jetzt an an eine andere Adresse. Dies ist die letzte an diese."
            ),
        ),
        Happening::PhoneChanged => plain(
            "Ihre Handynummer wurde geändert",
            format!("Für {username} wurde eine andere Handynummer gespeichert."),
        ),
        Happening::PhoneRemoved => plain(
            "Ihre Handynummer wurde entfernt",
            format!("Die Handynummer von {username} wurde entfernt. Codes können nicht mehr per SMS kommen."),
        ),
        Happening::TwoFactorEnabled => plain(
            "die Zwei-Faktor-Anmeldung ist an",
            format!(
                "Für {username} wurde die Zwei-Faktor-Anmeldung eingeschaltet. Wurde zuvor eine Handynummer bestätigt, können Codes auch dorthin kommen: Sehen Sie auf der Seite der Zwei-Faktor-Anmeldung nach, ob es Ihre ist."
            ),
        ),
        Happening::TwoFactorReplaced => plain(
            "eine andere Authentifizierungs-App wurde eingerichtet",
            format!(
                "Für {username} trat eine andere Authentifizierungs-App an die Stelle der bisherigen. Deren Codes gelten nicht mehr."
            ),
        ),
        Happening::TwoFactorDisabled => plain(
            "die Zwei-Faktor-Anmeldung ist aus",
            format!(
                "Für {username} wurde die Zwei-Faktor-Anmeldung ausgeschaltet. Das Passwort allein genügt jetzt."
            ),
        ),
        Happening::TwoFactorReset { .. } => plain(
            "die Zwei-Faktor-Anmeldung wurde zurückgesetzt",
            format!(
                "Die Zwei-Faktor-Anmeldung von {username} wurde entfernt, damit Sie sich anmelden und sie neu einrichten können."
            ),
        ),
        Happening::BackupCodesCreated => plain(
            "neue Ersatzcodes wurden erstellt",
            format!("Für {username} wurden neue Ersatzcodes erstellt. Die bisherigen gelten nicht mehr."),
        ),
        Happening::ApiTokenCreated { name } => plain(
            "ein API-Token wurde erstellt",
            format!("Für {username} wurde ein API-Token namens \u{201e}{}\u{201c} erstellt.", one_line(name)),
        ),
        Happening::BackupCodeSpent { left } => backup_code_spent(*left, username, public_url),
        // Aufgeschrieben, nicht gemeldet: Davon wird nie eine Mail eingereiht.
        _ => plain("etwas wurde geändert", format!("An {username} wurde etwas geändert.")),
    }
}

fn backup_code_spent(left: usize, username: &str, public_url: &str) -> Words {
    let codes = if left == 1 { "Ersatzcode" } else { "Ersatzcodes" };
    let few = if BackupCodes::are_few(left) {
        format!(" Bitte erstellen Sie neue, bevor keiner mehr übrig ist:\n\n{public_url}/two-factor")
    } else {
        String::new()
    };
    let subject = match left {
        0 => "Ihr letzter Ersatzcode wurde benutzt".to_owned(),
        left if BackupCodes::are_few(left) => format!("ein Ersatzcode wurde benutzt, nur noch {left} übrig"),
        _ => "ein Ersatzcode wurde benutzt".to_owned(),
    };
    Words::new(
        subject,
        format!(
            "Einer Ihrer Ersatzcodes wurde benutzt, um sich als {username} anzumelden. Sie haben noch {left} \
             {codes}.{few}"
        ),
        format!(
            "Waren Sie es, ist nichts zu tun. Waren Sie es nicht, kennt jemand Ihr Passwort und hat einen Ihrer \
             Codes: Erstellen Sie sofort neue Ersatzcodes, unter\n\n{public_url}/two-factor\n\nund bitten Sie \
             die Verwaltung Ihres Teams oder unsere Hilfe um ein neues Passwort."
        ),
    )
}
