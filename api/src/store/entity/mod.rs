//! The rows as they lie in the tables; private to the store.
//!
//! An instant is a number, whole milliseconds since 1970 in UTC: it compares alike on both engines.

pub(super) mod activity;
pub(super) mod api_token;
pub(super) mod backup_code;
mod count;
pub(super) mod enrollment_grant;
pub(super) mod known_client;
pub(super) mod link;
pub(super) mod login_challenge;
pub(super) mod mail;
pub(super) mod notice;
pub(super) mod pending_enrollment;
pub(super) mod remembered_device;
pub(super) mod session;
pub(super) mod signing_key;
pub(super) mod sms_code;
pub(super) mod spent_refresh_token;
pub(super) mod tally;
pub(super) mod team;
pub(super) mod text;
pub(super) mod totp_authenticator;
pub(super) mod user;
pub(super) mod wrong_code;
pub(super) mod wrong_password;

/// An instant in a row.
pub(super) type At = sea_orm::prelude::ChronoUnixTimestampMillis;

pub(super) use count::Count;
