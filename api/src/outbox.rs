//! Messages kept in a file instead of being sent: development and tests.

use std::{io, path::PathBuf};
use crate::clock::Clock;

/// Which way a message would have gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel { /// A text message.
Sms, /// A mail.
Mail }

/// A message as the file has it, one a line.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OutboxMessage {
    /// Which way it would have gone.
    pub channel: Channel,
    /// The number or the mail address.
    pub to: String,
    /// A mail's subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text.
    pub body: String,
    /// When it was kept.
    pub sent_at: chrono::DateTime<chrono::Utc>,
}

/// The file. Clones write to the same one.
#[derive(Clone, Debug)]
pub struct Outbox;
impl Outbox {
    /// An outbox in `path`; the file and its folder are made at the first message.
    pub fn new(path: PathBuf, clock: Clock) -> Self { todo!() }
    /// Keeps a message, durably.
    pub async fn keep(&self, channel: Channel, to: &str, subject: Option<&str>, body: &str) -> io::Result<()> { todo!() }
    /// The newest messages, newest first.
    pub async fn read_newest(&self, limit: usize) -> io::Result<Vec<OutboxMessage>> { todo!() }
}
