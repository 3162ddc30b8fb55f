//! Where mail goes.

pub mod templates;

use crate::{clock::Clock, config::Config, outbox::Outbox};

/// A mail in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail { /// The address.
pub to: String, /// The subject.
pub subject: String, /// The text.
pub text: String }

/// Where mail goes.
pub enum Mailer {
    /// Into a file: development and tests.
    Outbox(Outbox),
}

/// A mail that was not sent.
#[derive(Debug, thiserror::Error)]
#[error("the mail was not sent: {0}")]
pub struct MailError(String);

impl Mailer {
    /// The mailer that is configured.
    pub fn from_config(config: &Config, clock: &Clock) -> Result<Self, MailError> { todo!() }
    /// Sends a mail.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> { todo!() }
}
