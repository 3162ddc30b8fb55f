//! What the mails say, in English and German.

use chrono::{DateTime, Utc};
use super::Mail;

/// The language of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language { /// `en`
English, /// `de`
German }

impl Language {
    /// The language of a user's locale; English where it is neither.
    pub fn of(locale: &str) -> Self { todo!() }
}

/// Whom a mail is for, what happened when and from where.
#[derive(Debug, Clone)]
pub struct Occasion<'a> {
    /// `brand.name`
    pub brand: &'a str,
    /// `public_url`
    pub public_url: &'a str,
    /// `config.support.line()`: how to reach support, or empty.
    pub support: &'a str,
    /// The reader's language.
    pub language: Language,
    /// The reader's address.
    pub to: &'a str,
    /// The reader's name.
    pub name: &'a str,
    /// The reader's user name.
    pub username: &'a str,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The client's address.
    pub address: &'a str,
    /// The client's device, as the sessions page names it.
    pub device: &'a str,
}

/// What a mail tells.
#[derive(Debug, Clone)]
pub enum Notice<'a> {
    /// A backup code was spent (S3); with three or fewer left it warns as well.
    BackupCodeSpent { /// How many are left.
    left: usize },
    /// Wrong codes after a right password (S6).
    WrongCodes { /// How many in a row.
    count: u32 },
    /// An invitation to choose a password (S24).
    Invitation { /// The team.
    team: &'a str, /// Who invites.
    invited_by: &'a str, /// The link's token.
    token: &'a str, /// How long the link holds.
    days: i64 },
}

impl Notice<'_> {
    /// The mail that tells it.
    pub fn write(&self, occasion: &Occasion<'_>) -> Mail { todo!() }
}
