//! Where mail goes.

mod smtp;
pub mod templates;

use secrecy::ExposeSecret;

use crate::{
    clock::Clock,
    config::{Config, MailGatewayKind},
    outbox::{Channel, Outbox},
};

pub use smtp::SmtpClient;

/// A mail in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The reader's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Where mail goes.
#[derive(Debug)]
pub enum Mailer {
    /// To people.
    Smtp(Box<SmtpClient>),
    /// Into a file: development and tests.
    Outbox(Outbox),
}

/// A mail that was not sent, or a mailer that can't be made.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct MailError(String);

impl Mailer {
    /// The mailer that is configured.
    pub fn from_config(config: &Config, clock: &Clock) -> Result<Self, MailError> {
        Ok(match config.mail.gateway {
            MailGatewayKind::Outbox => Self::Outbox(Outbox::new(config.outbox.clone(), clock.clone())),
            MailGatewayKind::Smtp => {
                let url = config.mail.smtp_url.as_ref().map_or("", ExposeSecret::expose_secret);
                Self::Smtp(Box::new(SmtpClient::new(url, config.mail.from.as_deref().unwrap_or_default())?))
            }
        })
    }

    /// Sends a mail.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        match self {
            Self::Smtp(client) => client.send(mail).await,
            Self::Outbox(outbox) => outbox
                .keep(Channel::Mail, &mail.to, Some(&mail.subject), &mail.text)
                .await
                .map_err(|error| MailError(format!("a mail could not be kept in the outbox: {error}"))),
        }
    }
}
