//! Where mail goes.

pub mod delivery;
pub mod letter;
pub mod post;
mod reset_request;
mod smtp;
pub mod templates;

use secrecy::ExposeSecret;

use crate::{
    clock::Clock,
    config::{Config, MailGatewayKind},
    outbox::{Channel, Outbox},
};

pub use smtp::SmtpClient;

/// A mail as it leaves, in plain text and as a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The reader's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as a page.
    pub html: String,
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
#[error("{told}")]
pub struct MailError {
    told: String,
    is_final: bool,
}

impl MailError {
    /// A fault that may pass.
    fn passing(told: impl Into<String>) -> Self {
        Self { told: told.into(), is_final: false }
    }

    /// A fault that stays: the same mail will never be taken.
    fn lasting(told: impl Into<String>) -> Self {
        Self { told: told.into(), is_final: true }
    }

    /// Whether another try is of no use.
    pub const fn is_final(&self) -> bool {
        self.is_final
    }
}

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

    /// Whether the server is reached and takes the credentials; nothing is sent.
    pub async fn check(&self) -> Result<(), MailError> {
        match self {
            Self::Smtp(client) => client.check().await,
            Self::Outbox(_) => Ok(()),
        }
    }

    /// Sends a mail.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        match self {
            Self::Smtp(client) => client.send(mail).await,
            Self::Outbox(outbox) => {
                outbox.keep(Channel::Mail, &mail.to, Some(&mail.subject), &mail.text).await.map_err(|error| {
                    MailError::passing(format!("a mail could not be kept in the outbox: {error}"))
                })
            }
        }
    }
}
