//! Vestibule.

mod store;

pub mod clock;
pub mod config;
pub mod entropy;
pub mod hasher;
pub mod mail;
pub mod outbox;
pub mod sms;
pub mod telemetry;
pub mod tokens;
pub mod vault;
