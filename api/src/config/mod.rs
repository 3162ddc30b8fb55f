//! Settings: defaults, then the file, then variables, then flags; all faults are told at once.

mod parse;
mod sections;

use std::path::Path;

pub use sections::*;

impl Config {
    /// Reads all layers.
    pub fn load(
        path: Option<&Path>,
        env: impl IntoIterator<Item = (String, String)>,
        flags: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigFaults> {
        todo!()
    }
    /// Whether people speak to the service by TLS.
    pub fn is_https(&self) -> bool { todo!() }
    /// The host of `public_url`, without scheme or port.
    pub fn public_host(&self) -> &str { todo!() }
    /// The `iss` of access tokens.
    pub fn issuer(&self) -> &str { &self.public_url }
    /// The `aud` of access tokens.
    pub fn audience(&self) -> &str { todo!() }
    /// Whether `public_url` and `bind` are both loopback (S28).
    pub fn is_loopback(&self) -> bool { todo!() }
    /// Whether the outbox and its page exist: a gateway is `outbox`, and all is loopback (S28).
    pub fn development(&self) -> bool { todo!() }
    /// Every key and the value in force, secrets masked.
    pub fn shown(&self) -> &[(&'static str, String)] { &self.shown }
}
impl Support {
    /// How to reach support in one line, or nothing.
    pub fn line(&self) -> String { todo!() }
}
impl Passwords {
    /// How many threads hash.
    pub fn threads(&self) -> usize { todo!() }
}

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key, as `vestibule.toml` names it.
    pub key: String,
    /// What is wrong with its value.
    pub message: String,
}

/// All that is wrong with the settings, a line a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFaults(pub Vec<Fault>);
