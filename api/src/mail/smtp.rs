//! Mail by SMTP, each over a connection of its own.

use std::{fmt, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};

use super::{Mail, MailError};

/// How long each step of the conversation may take.
const STEP_TIME_OUT: Duration = Duration::from_secs(10);

/// How long a mail may take in all.
const TIME_OUT: Duration = Duration::from_secs(30);

/// Talks to the configured mail server.
pub struct SmtpClient {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpClient {
    /// A client of the server that a URL of `mail.smtp_url` names; `from` is the sender of all mail.
    pub fn new(url: &str, from: &str) -> Result<Self, MailError> {
        // Ours alone: to the library a URL without `tls` is one without TLS.
        let url = url.replace("?tls=none", "");
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(|error| fault(&error))?;
        let transport = transport.timeout(Some(STEP_TIME_OUT)).build();
        let from = from.parse().map_err(|_| MailError::lasting("`mail.from` is no mail address"))?;
        Ok(Self { transport, from })
    }

    /// Greets the server and logs in to it.
    pub async fn check(&self) -> Result<(), MailError> {
        match tokio::time::timeout(STEP_TIME_OUT, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(MailError::passing("the mail server ended the conversation")),
            Ok(Err(error)) => Err(match error.status() {
                Some(code) => MailError::lasting(format!("the mail server refuses us with {code}")),
                None => fault(&error),
            }),
            Err(_) => Err(MailError::passing("the mail server did not answer in time")),
        }
    }

    /// Has the server take a mail.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let to = mail.to.parse().map_err(|_| MailError::lasting("the reader's mail address is none"))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&mail.subject)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|error| MailError::lasting(format!("a mail could not be written: {error}")))?;
        match tokio::time::timeout(TIME_OUT, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(fault(&error)),
            Err(_) => Err(MailError::passing("the mail server did not answer in time")),
        }
    }
}

impl fmt::Debug for SmtpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpClient").field("from", &self.from).finish_non_exhaustive()
    }
}

/// A fault with its cause. A server's refusal may quote the address, so of one only the code is kept (S21).
fn fault(error: &lettre::transport::smtp::Error) -> MailError {
    if let Some(code) = error.status() {
        let told = format!("the mail server refused a mail with {code}");
        return if error.is_permanent() { MailError::lasting(told) } else { MailError::passing(told) };
    }
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    MailError::passing(format!(
        "the mail server failed: {}",
        causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
    ))
}
