//! Mail: what it says, and where it goes.

pub mod letter;
mod smtp;
pub mod templates;

use std::{fs, path::Path};

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use tokio::sync::{Mutex, MutexGuard};
use vestibule_domain::id::MailId;

use crate::{
    clock::Clock,
    config::{Config, MailGatewayKind},
    outbox::{Channel, Outbox},
};

pub use smtp::{Patience, SmtpClient};

/// How a certificate in PEM begins.
const PEM_CERTIFICATE: &[u8] = b"-----BEGIN CERTIFICATE-----";

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

/// What tells a mail from every other one; the same whenever it is tried.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// The queued mail, so that readers see one once that arrives twice.
    pub id: MailId,
    /// When it was to leave.
    pub at: DateTime<Utc>,
}

/// Where mail goes.
#[derive(Debug)]
pub enum Mailer {
    /// To people.
    Smtp(Box<SmtpClient>),
    /// Into a file: development and tests.
    Outbox(Outbox),
}

/// Whose turn it is to deliver: one at a time in a process.
#[derive(Debug, Default)]
pub struct Turn(Mutex<u64>);

impl Turn {
    /// Waits for it. With it goes the count of commits that had queued mail when the last delivery began.
    pub async fn take(&self) -> MutexGuard<'_, u64> {
        self.0.lock().await
    }
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
                let from = config.mail.from.as_deref().unwrap_or_default();
                let authorities = config.mail.smtp_ca_file.as_deref().map(read_authorities).transpose()?;
                let client = SmtpClient::new(url, from, authorities.as_deref(), Patience::default())?;
                Self::Smtp(Box::new(client))
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
    pub async fn send(&self, mail: &Mail, stamp: Stamp) -> Result<(), MailError> {
        match self {
            Self::Smtp(client) => client.send(mail, stamp).await,
            Self::Outbox(outbox) => {
                outbox.keep(Channel::Mail, &mail.to, Some(&mail.subject), &mail.text).await.map_err(|error| {
                    MailError::passing(format!("a mail could not be kept in the outbox: {error}"))
                })
            }
        }
    }
}

fn read_authorities(file: &Path) -> Result<Vec<u8>, MailError> {
    let told = |why: String| MailError::lasting(format!("mail.smtp_ca_file: {} {why}", file.display()));
    let pem = fs::read(file).map_err(|error| told(format!("cannot be read: {error}.")))?;
    if pem.windows(PEM_CERTIFICATE.len()).any(|window| window == PEM_CERTIFICATE) {
        return Ok(pem);
    }
    Err(told("holds no certificate; it has to be PEM.".to_owned()))
}
