//! Messages kept in a file instead of being sent: development and tests.

use std::{
    fs, io,
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use crate::clock::Clock;

/// Which way a message would have gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// As a text.
    Sms,
    /// As a mail.
    Mail,
}

/// A message as the file has it, one a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMessage {
    /// Which way it would have gone.
    pub channel: Channel,
    /// The number or the mail address.
    pub to: String,
    /// A mail's subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text.
    pub body: String,
    /// When it was kept.
    pub sent_at: DateTime<Utc>,
}

/// The file. Clones write to the same one.
#[derive(Debug, Clone)]
pub struct Outbox {
    path: Arc<Path>,
    clock: Clock,
}

impl Outbox {
    /// An outbox in `path`; the file and its folder are made at the first message.
    pub fn new(path: PathBuf, clock: Clock) -> Self {
        Self { path: path.into(), clock }
    }

    /// Keeps a message, durably.
    pub async fn keep(
        &self,
        channel: Channel,
        to: &str,
        subject: Option<&str>,
        body: &str,
    ) -> io::Result<()> {
        let message = OutboxMessage {
            channel,
            to: to.to_owned(),
            subject: subject.map(str::to_owned),
            body: body.to_owned(),
            sent_at: self.clock.now(),
        };
        let mut line = serde_json::to_vec(&message)?;
        line.push(b'\n');
        let path = Arc::clone(&self.path);
        spawn_blocking(move || append(&path, &line)).await?
    }

    /// The newest messages, newest first.
    pub async fn read_newest(&self, limit: usize) -> io::Result<Vec<OutboxMessage>> {
        let path = Arc::clone(&self.path);
        let text = match spawn_blocking(move || fs::read_to_string(path)).await? {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            text => text?,
        };
        // A line that a crash cut short is no message.
        Ok(text.lines().rev().filter_map(|line| serde_json::from_str(line).ok()).take(limit).collect())
    }
}

/// One write to the file's end, so that messages of several processes don't mingle.
fn append(path: &Path, line: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().create(true).read(true).append(true).open(path)?;
    // A message that a crash or a full disk cut short takes none of those after it along.
    if is_cut_short(&mut file)? {
        file.write_all(&[b"\n", line].concat())?;
    } else {
        file.write_all(line)?;
    }
    file.sync_data()
}

fn is_cut_short(file: &mut fs::File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn messages_are_a_json_object_a_line_and_come_back_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/outbox.jsonl");
        let clock = Clock::fixed(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let outbox = Outbox::new(path.clone(), clock);
        assert_eq!(outbox.read_newest(5).await.unwrap(), []);

        outbox.keep(Channel::Sms, "+491701234567", None, "code\n@x #123456").await.unwrap();
        outbox.keep(Channel::Mail, "a@example.com", Some("Hello"), "text").await.unwrap();

        let text = fs::read_to_string(path).unwrap();
        assert_eq!(
            text.lines().next().unwrap(),
            r#"{"channel":"sms","to":"+491701234567","body":"code\n@x #123456","sent_at":"2027-01-15T08:00:00Z"}"#
        );
        let newest = outbox.read_newest(1).await.unwrap();
        assert_eq!(newest[0].subject.as_deref(), Some("Hello"));
    }

    #[tokio::test]
    async fn a_message_that_was_cut_short_takes_no_later_one_along() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.jsonl");
        fs::write(&path, r#"{"channel":"mail","to":"a@exam"#).unwrap();
        let outbox = Outbox::new(path, Clock::System);

        outbox.keep(Channel::Sms, "+491701234567", None, "code").await.unwrap();
        outbox.keep(Channel::Sms, "+491701234567", None, "again").await.unwrap();

        let bodies = outbox.read_newest(5).await.unwrap().into_iter().map(|message| message.body);
        assert_eq!(bodies.collect::<Vec<_>>(), ["again", "code"]);
    }
}
