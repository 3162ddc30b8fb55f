use serde_json::Value;

use super::log;

/// A text or a mail that was kept instead of sent.
#[derive(Clone, Debug)]
pub struct Message {
    pub channel: String,
    pub to: String,
    pub subject: Option<String>,
    pub body: String,
}

impl Message {
    /// A line of the outbox.
    pub fn read(line: &str) -> Self {
        let message: Value = serde_json::from_str(line).expect("a message a line");
        let text = |member: &str| message[member].as_str().map(str::to_owned);
        let links = message["body"].as_str().unwrap_or_default().split("#token=").skip(1);
        links.filter_map(|link| link.split_whitespace().next()).for_each(log::hide);
        Self {
            channel: text("channel").expect("a channel"),
            to: text("to").expect("a recipient"),
            subject: text("subject"),
            body: text("body").expect("a body"),
        }
    }
}

/// The six digits of a text, as the last line has them.
#[track_caller]
pub fn code_in(text: &Message) -> String {
    let line = text.body.lines().last().unwrap_or_default();
    let (_, code) = line.rsplit_once('#').unwrap_or_else(|| panic!("no code in {:?}", text.body));
    assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{:?}", text.body);
    code.to_owned()
}
