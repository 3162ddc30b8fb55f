//! Mail by SMTP, each over a connection of its own.

use std::{fmt, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
    transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters},
};
use reqwest::Url;

use super::{Mail, MailError, Stamp};

/// How long a mail server is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// In each step of the conversation.
    pub step: Duration,
    /// For a mail in all.
    pub in_all: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { step: Duration::from_secs(10), in_all: Duration::from_secs(30) }
    }
}

/// Says that no person wrote it, so that no machine answers (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Talks to the configured mail server.
pub struct SmtpClient {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Patience,
}

impl SmtpClient {
    /// A client of the server that a URL of `mail.smtp_url` names; `from` is the sender of all mail.
    ///
    /// Of `authorities`, in PEM, one has to have signed the server's certificate; without them one that the system
    /// trusts (S28).
    pub fn new(
        url: &str,
        from: &str,
        authorities: Option<&[u8]>,
        patience: Patience,
    ) -> Result<Self, MailError> {
        // Ours alone: to the library a URL without `tls` is one without TLS.
        let url = url.replace("?tls=none", "");
        let mut transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(|error| fault(&error))?;
        if let Some(tls) = authorities.map(|pem| trusting(&url, pem)).transpose()?.flatten() {
            transport = transport.tls(tls);
        }
        let transport = transport.timeout(Some(patience.step)).build();
        let from = from.parse().map_err(|_| MailError::lasting("`mail.from` is no mail address"))?;
        Ok(Self { transport, from, patience })
    }

    /// Greets the server and logs in to it.
    pub async fn check(&self) -> Result<(), MailError> {
        match tokio::time::timeout(self.patience.in_all, self.transport.test_connection()).await {
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
    pub async fn send(&self, mail: &Mail, stamp: Stamp) -> Result<(), MailError> {
        let to = mail.to.parse().map_err(|_| MailError::lasting("the reader's mail address is none"))?;
        let message = Message::builder()
            .message_id(Some(format!("<{}@{}>", stamp.id, self.from.email.domain())))
            .date(stamp.at.into())
            .header(AutoSubmitted)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&mail.subject)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|error| MailError::lasting(format!("a mail could not be written: {error}")))?;
        match tokio::time::timeout(self.patience.in_all, self.transport.send(message)).await {
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

/// TLS with a server whose certificate one of these authorities signed, and nobody else; `None` for a URL without TLS.
fn trusting(url: &str, pem: &[u8]) -> Result<Option<Tls>, MailError> {
    let Ok(url) = Url::parse(url) else { return Ok(None) };
    let wrap = match (url.scheme(), url.query()) {
        ("smtps", _) => Tls::Wrapper,
        ("smtp", Some("tls=required")) => Tls::Required,
        _ => return Ok(None),
    };
    let parameters = TlsParameters::builder(url.host_str().unwrap_or_default().to_owned())
        .certificate_store(CertificateStore::None)
        .add_root_certificate(Certificate::from_pem(pem).map_err(|error| fault(&error))?);
    Ok(Some(wrap(parameters.build().map_err(|error| fault(&error))?)))
}

/// A fault; the library tells its cause with it. A server's refusal may quote the address, so of one only the code is kept (S21).
fn fault(error: &lettre::transport::smtp::Error) -> MailError {
    if let Some(code) = error.status() {
        let code = u16::from(code);
        let told = format!("the mail server refused a mail with {code}");
        // 55x is about this mail and its reader (RFC 5321, 4.2.3). Others are about us, as 535 is about our password:
        // somebody sees to it, and no mail is lost meanwhile.
        return if (550..560).contains(&code) { MailError::lasting(told) } else { MailError::passing(told) };
    }
    MailError::passing(format!("the mail server failed: {error}"))
}
