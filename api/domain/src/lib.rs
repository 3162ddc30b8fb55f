//! The decisions of Vestibule.
#[cfg(test)]
mod testing;

mod digits;
mod gsm7;
mod sms_text;
mod span;

pub mod address;
pub mod answer;
pub mod backup_code;
pub mod challenge;
pub mod email;
pub mod enrollment;
pub mod id;
pub mod link;
pub mod locale;
pub mod name;
pub mod password;
pub mod phone;
pub mod policy;
pub mod provisioning;
pub mod remembered_device;
pub mod secret;
pub mod session;
pub mod sms_code;
pub mod texting;
pub mod throttle;
pub mod totp;
pub mod username;

pub use digits::{MalformedCode, SixDigits};
pub use span::retry_after_seconds;
