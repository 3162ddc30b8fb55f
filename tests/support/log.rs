//! What all services of this process have logged, and that no secret of any test is in it (S21).
//!
//! A secret may be logged before a test hears of it, or afterwards: both are noticed, and the next
//! [`super::TestApp`] that goes fails its test. Six digits are left to the logs that are searched
//! for themselves: too many numbers look alike.

use std::{
    collections::HashSet,
    io::{self, Write},
    sync::{LazyLock, Mutex, MutexGuard, Once, PoisonError},
};

use serde_json::Value;
use vestibule::{config::LogLevel, telemetry};

/// The members that nobody else may know, in answers and in bodies.
const SECRET_MEMBERS: [&str; 9] = [
    "access_token",
    "refresh_token",
    "challenge_token",
    "device_token",
    "known_token",
    "api_token",
    "token",
    "secret",
    "backup_codes",
];

/// The members that people type; they have blanks in them.
const TYPED_MEMBERS: [&str; 4] = ["password", "current_password", "new_password", "cell_phone"];

/// What is shorter may stand in a log by chance.
const SHORTEST: usize = 10;

static LOG: LazyLock<Mutex<Log>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Log {
    text: String,
    words: HashSet<String>,
    secrets: HashSet<String>,
    phrases: HashSet<String>,
    told: Vec<String>,
}

impl Log {
    fn write(&mut self, event: &str) {
        self.text.push_str(event);
        for word in words(event) {
            if self.secrets.contains(word) {
                self.told.push(format!("{word} in {event}"));
            }
            self.words.insert(word.to_owned());
        }
        let phrases = self.phrases.iter().filter(|phrase| event.contains(phrase.as_str()));
        self.told.extend(phrases.map(|phrase| format!("{phrase} in {event}")));
    }

    fn hide(&mut self, secret: &str) {
        // Of a signed token the signature is the secret; what is before it is alike in many.
        let secret = secret.rsplit('.').next().unwrap_or_default();
        for word in words(secret) {
            if self.secrets.insert(word.to_owned()) && self.words.contains(word) {
                self.told.push(word.to_owned());
            }
        }
    }

    fn hide_phrase(&mut self, phrase: &str) {
        let is_new = phrase.chars().count() > SHORTEST && self.phrases.insert(phrase.to_owned());
        if is_new && self.text.contains(phrase) {
            self.told.push(phrase.to_owned());
        }
    }

    fn hide_members(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.hide_members(item)),
            Value::Object(members) => {
                for (name, member) in members {
                    match member {
                        Value::String(text) if SECRET_MEMBERS.contains(&name.as_str()) => self.hide(text),
                        Value::String(text) if TYPED_MEMBERS.contains(&name.as_str()) => {
                            self.hide_phrase(text);
                        }
                        Value::Array(items) if SECRET_MEMBERS.contains(&name.as_str()) => {
                            items.iter().filter_map(Value::as_str).for_each(|text| self.hide(text));
                        }
                        other => self.hide_members(other),
                    }
                }
            }
            _ => {}
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    parts.filter(|word| word.len() >= SHORTEST)
}

fn locked() -> MutexGuard<'static, Log> {
    LOG.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Kept;

impl Write for Kept {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        locked().write(&String::from_utf8_lossy(event));
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps what services log from now on.
pub fn keep() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| telemetry::write_to(false, LogLevel::Info, || Kept));
}

/// All that was logged, a JSON object a line.
pub fn text() -> String {
    locked().text.clone()
}

/// Notes what is secret in a body or an answer.
pub fn hide_members(value: &Value) {
    locked().hide_members(value);
}

/// Notes a secret.
pub fn hide(secret: &str) {
    locked().hide(secret);
}

/// The secrets that a log was found to tell.
pub fn told() -> Vec<String> {
    locked().told.clone()
}

#[test]
fn s21_a_secret_is_found_whether_it_was_logged_before_or_after() {
    let mut log = Log::default();
    log.write("{\"message\":\"Bearer aaaaaaaaaa.bbbbbbbbbb.cccccccccc\"}\n");
    log.hide("xxxxxxxxxx.yyyyyyyyyy.cccccccccc");
    log.hide_members(
        &serde_json::json!({ "user": { "backup_codes": ["ABCDE-FGHJK"] }, "password": "a long phrase" }),
    );
    assert_eq!(log.told, ["cccccccccc"]);
    log.write("code ABCDE-FGHJK and a long phrase\n");
    assert_eq!(log.told.len(), 3, "{:?}", log.told);
    log.write("aaaaaaaaaa, short, and 123456\n");
    assert_eq!(log.told.len(), 3, "{:?}", log.told);
}
