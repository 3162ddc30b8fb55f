//! The mails in English.

use vestibule_domain::{activity::Happening, backup_code::BackupCodes};

use super::{Letterhead, Words, one_line};
use crate::mail::letter::{Content, Letter, ResetLink};

const NOT_YOU: &str = "If that was you, there is nothing to do. If it wasn't, ask your team's admin or our support \
                       for help at once.";
const IGNORE: &str =
    "If you don't know what this is about, please ignore this mail: without a click nothing happens.";

/// Subject, what happened, and what to do.
pub(super) fn words(letter: &Letter, head: &Letterhead<'_>) -> Words {
    let Letterhead { public_url, brand, .. } = head;
    match &letter.content {
        Content::Notice { what, .. } => notice(what, &letter.username, head),
        Content::Invitation { team, invited_by, token, days } => {
            let who =
                if invited_by.is_empty() { "You are invited" } else { &format!("{invited_by} invites you") };
            let days = if *days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            let (team, who) = (one_line(team), one_line(who));
            Words::new(
                format!("your invitation to {team}"),
                format!(
                    "{who} to join {team} on {brand}. Your user name is {}. Choose your password here:\n\n\
                     {public_url}/invitation#token={token}\n\nThe link works once, for {days}.",
                    letter.username
                ),
                IGNORE,
            )
        }
        Content::Reset { links, minutes, .. } => Words::new(
            "choose a new password",
            format!(
                "Somebody asked for a new password. Choose it here:\n\n{}\n\nEach link works once, for {minutes} \
                 minutes. Your second factor stays as it is.",
                reset_links(links, public_url, "User name")
            ),
            IGNORE,
        ),
        Content::ConfirmEmail { token, hours, .. } => Words::new(
            "confirm your e-mail address",
            format!(
                "This address is to be the one of {}. Confirm it here:\n\n{public_url}/email#token={token}\n\nThe \
                 link works once, for {hours} hours. Until then the present address stays.",
                letter.username
            ),
            IGNORE,
        ),
    }
}

/// A user name and its link, for each.
pub(super) fn reset_links(links: &[ResetLink], public_url: &str, label: &str) -> String {
    let each = links.iter().map(|link| {
        format!("{label}: {}\n{public_url}/reset#token={}", one_line(&link.username), link.token)
    });
    each.collect::<Vec<_>>().join("\n\n")
}

fn notice(what: &Happening, username: &str, head: &Letterhead<'_>) -> Words {
    let public_url = head.public_url;
    let plain = |subject: &str, told: String| Words::new(subject, told, NOT_YOU);
    match what {
        Happening::LoggedIn { .. } => Words::new(
            "a sign-in from a new device",
            format!("Someone signed in as {username} from a device that we didn't know."),
            format!(
                "If that was you, there is nothing to do. If it wasn't, change your password at once, at\n\n\
                 {public_url}/password\n\nand ask your team's admin or our support for help."
            ),
        ),
        Happening::LoginUnfinished => Words::new(
            "your password was used without a code",
            format!(
                "Someone gave the right password for {username} on a device that we don't know, and then no right \
                 code. We let nobody in."
            ),
            "If that was you, there is nothing to do. If it wasn't, someone knows your password: choose another one \
             at once. Nobody gets in with the password alone.",
        ),
        Happening::WrongCodes { count } => Words::new(
            "wrong codes at sign-in",
            format!(
                "Someone gave the right password for {username}, and then {count} wrong codes in a row. \
                 We let nobody in, and make each further try wait."
            ),
            "If that was you: check that your phone sets its time by itself, then try again later. If it wasn't, \
             someone knows your password: ask your team's admin or our support for a new one at once. Nobody gets \
             in with the password alone.",
        ),
        Happening::PasswordReset => plain(
            "your password was reset",
            format!(
                "A new password was chosen for {username}. All sessions ended, and all devices are forgotten."
            ),
        ),
        Happening::PasswordChanged => plain(
            "your password was changed",
            format!(
                "The password of {username} was changed. All other sessions ended, and all devices are forgotten."
            ),
        ),
        Happening::EmailChangeRequested => plain(
            "another e-mail address was given",
            format!(
                "Another e-mail address was given for {username}. It holds once the link that we sent there is \
                 opened; until then this one stays."
            ),
        ),
        Happening::EmailChanged => plain(
            "your e-mail address was changed",
            format!(
                "Mail for {username} goes to another address from now on. This is the last one to this address."
            ),
        ),
        Happening::PhoneChanged => plain(
            "your cell phone number was changed",
            format!("Another cell phone number was saved for {username}."),
        ),
        Happening::PhoneRemoved => plain(
            "your cell phone number was removed",
            format!("The cell phone number of {username} was removed. Codes can't be sent by text any more."),
        ),
        Happening::TwoFactorEnabled => plain(
            "two-factor is on",
            format!(
                "Two-factor authentication was switched on for {username}. Where a cell phone number was confirmed before, codes can come to it, too: look under 2-Factor Auth whether it is yours."
            ),
        ),
        Happening::TwoFactorReplaced => plain(
            "another authenticator app was set up",
            format!(
                "Another authenticator app took the former one's place for {username}. The former one's codes no longer work."
            ),
        ),
        Happening::TwoFactorDisabled => plain(
            "two-factor is off",
            format!(
                "Two-factor authentication was switched off for {username}. The password alone signs in now."
            ),
        ),
        Happening::TwoFactorReset { .. } => plain(
            "two-factor was reset",
            format!(
                "Two-factor authentication of {username} was taken away, so that you can sign in and set it up anew."
            ),
        ),
        Happening::BackupCodesCreated => plain(
            "new backup codes were made",
            format!("New backup codes were made for {username}. The former ones no longer work."),
        ),
        Happening::ApiTokenCreated { name } => plain(
            "an API token was made",
            format!("An API token named \u{201c}{}\u{201d} was made for {username}.", one_line(name)),
        ),
        Happening::BackupCodeSpent { left } => backup_code_spent(*left, username, public_url),
        // Written down, and not told: no mail of these is ever queued.
        _ => plain("something changed", format!("Something about {username} was changed.")),
    }
}

fn backup_code_spent(left: usize, username: &str, public_url: &str) -> Words {
    let codes = if left == 1 { "backup code" } else { "backup codes" };
    let few = if BackupCodes::are_few(left) {
        format!(" Please make new ones before you run out:\n\n{public_url}/two-factor")
    } else {
        String::new()
    };
    let subject = match left {
        0 => "your last backup code was used".to_owned(),
        left if BackupCodes::are_few(left) => format!("a backup code was used, only {left} left"),
        _ => "a backup code was used".to_owned(),
    };
    Words::new(
        subject,
        format!(
            "One of your backup codes was used to sign in as {username}. You have {left} {codes} left.{few}"
        ),
        format!(
            "If that was you, there is nothing to do. If it wasn't, someone knows your password and has a code \
             of yours: make new backup codes at once, at\n\n{public_url}/two-factor\n\nand ask your team's \
             admin or our support for a new password."
        ),
    )
}
