//! Settings: defaults, then the file, then variables, then flags; all faults are told at once.
//!
//! `KEYS` is the one list of keys. What a value may be stands there too, what several values may be
//! together in `checks`.

mod checks;
mod keys;
mod parse;
mod sections;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, fmt, fs, io, path::Path};

use figment::{
    Figment,
    providers::{Format, Serialized, Toml},
    value::{Dict, Value},
};

pub use checks::is_loopback_host;
pub use keys::{Bound, KEYS, Key, example};
pub use sections::*;

/// The file that is read where it is there and no other is named.
const DEFAULT_FILE: &str = "vestibule.toml";

/// What stands before the name of a variable.
const PREFIX: &str = "VESTIBULE_";

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key, as `vestibule.toml` names it.
    pub key: String,
    /// What is wrong with its value.
    pub message: String,
}

impl Fault {
    fn new(key: impl Into<String>, message: impl Into<String>) -> Self {
        Self { key: key.into(), message: message.into() }
    }
}

/// All that is wrong with the settings, a line a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFaults(pub Vec<Fault>);

impl fmt::Display for ConfigFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(|Fault { key, message }| format!("{key}: {message}")).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for ConfigFaults {}

impl Config {
    /// Reads all layers: defaults, the file, variables (those that begin with `VESTIBULE_`), flags
    /// (pairs of a key's name and its value).
    pub fn load(
        path: Option<&Path>,
        env: impl IntoIterator<Item = (String, String)>,
        flags: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigFaults> {
        let mut faults = Vec::new();
        let file = read_file(path, &mut faults);
        let variables = env.into_iter().filter_map(|(name, value)| {
            let key = name.strip_prefix(PREFIX)?.to_lowercase().replace("__", ".");
            Some((key, value))
        });
        let mut values =
            Figment::from(Serialized::defaults(keys::defaults())).merge(Serialized::defaults(file));
        for (name, text) in variables.chain(flags) {
            match Key::find(&name) {
                Some(key) => values = values.merge(Serialized::default(&name, key.read(&text))),
                None => faults.push(Fault::new(name, UNKNOWN)),
            }
        }
        let values = values.extract::<Dict>().unwrap_or_default();

        let config = settle(values, &mut faults).map(checks::normalized);
        if let Some(config) = &config {
            checks::check(config, &mut faults);
        }
        match config {
            Some(config) if faults.is_empty() => Ok(config),
            _ => Err(ConfigFaults(faults)),
        }
    }

    /// The `iss` of access tokens.
    pub fn issuer(&self) -> &str {
        &self.public_url
    }

    /// The `aud` of access tokens.
    pub fn audience(&self) -> &str {
        self.token.audience.as_deref().unwrap_or(&self.public_url)
    }

    /// Whether people reach the service by TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The host of `public_url`, without scheme or port.
    pub fn public_host(&self) -> &str {
        checks::host_of(&self.public_url)
    }

    /// Whether the service is reached from this machine alone: `public_url` and `bind` are loopback (S28).
    pub fn is_loopback(&self) -> bool {
        is_loopback_host(self.public_host()) && self.bind.ip().is_loopback()
    }

    /// Whether the outbox, its page and its call exist: a gateway is `outbox`, on loopback alone (S28).
    pub fn development(&self) -> bool {
        let keeps =
            self.sms.gateway == SmsGatewayKind::Outbox || self.mail.gateway == MailGatewayKind::Outbox;
        keeps && self.is_loopback()
    }

    /// Every key with the value in force, secrets masked.
    pub fn shown(&self) -> &[(&'static str, String)] {
        &self.shown
    }
}

impl Support {
    /// How to reach support in one line; empty where nothing is configured.
    pub fn line(&self) -> String {
        let ways = [&self.email, &self.phone, &self.hours, &self.url];
        ways.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
    }
}

impl Passwords {
    /// How many threads hash: as configured, or one a core.
    pub fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.hash_threads.unwrap_or_else(cores)
    }
}

const UNKNOWN: &str = "is no key of Vestibule; vestibule.example.toml lists them all";

/// The file's values. A file that was named has to be there.
fn read_file(path: Option<&Path>, faults: &mut Vec<Fault>) -> Dict {
    let file = path.unwrap_or(Path::new(DEFAULT_FILE));
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if path.is_none() && error.kind() == io::ErrorKind::NotFound => return Dict::new(),
        Err(error) => {
            faults.push(Fault::new(file.display().to_string(), format!("cannot be read: {error}")));
            return Dict::new();
        }
    };
    Figment::from(Toml::string(&text)).extract().unwrap_or_else(|error| {
        faults.push(Fault::new(file.display().to_string(), error.to_string()));
        Dict::new()
    })
}

/// Makes the settings of their values. Where a value is wrong it tells the fault and goes on with the
/// default, so that all faults come out at once.
fn settle(mut values: Dict, faults: &mut Vec<Fault>) -> Option<Config> {
    let mut named = Vec::new();
    flatten("", &values, &mut named);
    for name in named.iter().filter(|name| Key::find(name).is_none()) {
        faults.push(Fault::new(name.as_str(), UNKNOWN));
        remove(&mut values, name);
    }
    let defaults = Value::from(keys::defaults());
    let mut reset = BTreeSet::new();
    for key in KEYS {
        let breach = Value::from(values.clone()).find_ref(key.name).and_then(|value| key.breach(value));
        if let Some(message) = breach {
            faults.push(Fault::new(key.name, message));
            replace(&mut values, key.name, defaults.find_ref(key.name));
        }
    }
    loop {
        let error = match Value::from(values.clone()).deserialize::<Config>() {
            Ok(config) => {
                let shown = KEYS.iter().map(|key| (key.name, show(key, &values))).collect();
                return Some(Config { shown, ..config });
            }
            Err(error) => error,
        };
        let path = error.path.join(".");
        let key = KEYS.iter().find(|key| path == key.name || path.starts_with(&format!("{}.", key.name)));
        let message = match key {
            Some(key) if key.is_secret => "has to be text".to_owned(),
            _ => error.kind.to_string(),
        };
        faults.push(Fault::new(path, message));
        let key = key.filter(|key| reset.insert(key.name))?;
        replace(&mut values, key.name, defaults.find_ref(key.name));
    }
}

/// The names of all values, tables taken apart.
fn flatten(prefix: &str, values: &Dict, names: &mut Vec<String>) {
    for (name, value) in values {
        let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            Value::Dict(_, inner) if Key::find(&name).is_none() => flatten(&name, inner, names),
            _ => names.push(name),
        }
    }
}

fn remove(values: &mut Dict, name: &str) {
    match name.split_once('.') {
        None => _ = values.remove(name),
        Some((table, rest)) => {
            if let Some(Value::Dict(_, inner)) = values.get_mut(table) {
                remove(inner, rest);
            }
        }
    }
}

/// Puts `value` where `name` says, or nothing.
fn replace(values: &mut Dict, name: &str, value: Option<&Value>) {
    let Some(value) = value else { return remove(values, name) };
    let nested = Figment::from(Serialized::defaults(values.clone())).merge(Serialized::default(name, value));
    *values = nested.extract().unwrap_or_default();
}

/// A value as people read it; what is secret only says that it is there.
fn show(key: &Key, values: &Dict) -> String {
    let values = Value::from(values.clone());
    match values.find_ref(key.name) {
        None => String::new(),
        Some(Value::String(_, text)) if key.is_secret => checks::masked(text),
        Some(_) if key.is_secret => "••••••".to_owned(),
        Some(Value::String(_, text)) => text.clone(),
        Some(value) => serde_json::to_string(value).unwrap_or_default(),
    }
}
