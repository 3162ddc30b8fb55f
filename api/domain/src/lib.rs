//! The decisions of Vestibule: who may come in, by which proof, and how slowly they may guess.
//!
//! This crate knows nobody. It opens no connection, reads no clock and rolls no dice: the time is
//! an argument (`now`), and so is chance (`rng`). What it is given are values, and what it gives
//! back are values, so that every rule of the house can be tried out at any hour of any day, in
//! any order, a million times a minute. Whoever stores, sends and answers does it elsewhere and
//! asks here what is right.
//!
//! # A way through
//!
//! Somebody types a name and a password. The name is [folded](username::fold) into the one form in
//! which names are compared, and the [address](address::ClientAddress) of the call is made out. A
//! [tally](throttle::Tally) tells whether the password may be tried at all; if it is right, but a
//! second factor is owed, a [challenge](challenge::LoginChallenge) is opened and nothing else.
//!
//! The code that follows is read by its [form](answer::Answer): six digits may come from the
//! [app](totp::TotpAuthenticator) or from a [text](sms_code::LiveSmsCode), ten characters from the
//! [printed list](backup_code::BackupCode). One [weighing](challenge::Weighing) serves log-in and
//! step-up alike; its verdict is a value, since a wrong answer must be remembered before it is
//! refused. A right one opens a [session](session::Session), and the browser may ask to be
//! [remembered](remembered_device::RememberedDevice).
//!
//! How one gets an app in the first place is told by [`enrollment`], and how its secret travels by
//! [`provisioning`]. Where a text may go is decided by [`phone`], how often by [`texting`], what
//! it says by [`sms_text`], and whether it counts as a factor by [`policy`], which also knows what a
//! team demands. [`password`] refuses what guessers try first; [`link`] bounds what is mailed.
//!
//! # Glossary
//!
//! One name for a thing, from the table to the page.
//!
//! | word | meaning |
//! | --- | --- |
//! | *user*, *team* | a person's record, and the group they belong to |
//! | *authenticator* | what proves possession: an app, a phone, a list of codes (NIST SP 800-63B) |
//! | *factor* | a kind of proof: what one knows, what one has |
//! | *challenge* | the server's open question after a right password |
//! | *enroll*, *confirm* | bind an authenticator: show its secret, then see a first code of it |
//! | *verify* | compare an answer; *parse* is only to read it |
//! | *shared secret* | K of RFC 4226 and RFC 6238: what app and service both hold |
//! | *time step* | T of RFC 6238: the count of half minutes since 1970 |
//! | *drift* | how many steps a phone's clock may be off |
//! | *last accepted step* | the mark: it and all steps before it are spent |
//! | *backup code* | a printed code that works once; one *redeems* it |
//! | *remembered device* | a browser excused from the second factor at log-in; one *forgets* it |
//! | *known client* | a browser from which this user logged in before; it opens nothing, but has a tally of its own |
//! | *stranger* | whoever is no known client; all of them share one tally |
//! | *throttle*, *tally*, *wait* | the slowing of guesses, the count it goes by, and how long it takes |
//! | *API token*, *scope* | what a script holds in place of password and code, and what it may read by it |
//! | *step-up*, *fresh* | a new proof before a risky act, and how long it counts |
//! | *brand* | the name that the service goes by in apps, texts and mails |
//!
//! The numbers S1 to S30 are those of the rules in `docs/SECURITY.md`; C1 and up are faults of others
//! that a test keeps away.

#[cfg(test)]
mod testing;

mod digits;
mod gsm7;
mod line;
mod span;

pub mod activity;
pub mod address;
pub mod answer;
pub mod api_token;
pub mod backup_code;
pub mod challenge;
pub mod email;
pub mod enrollment;
pub mod id;
pub mod known_client;
pub mod link;
pub mod locale;
pub mod name;
pub mod password;
pub mod phone;
pub mod policy;
pub mod provisioning;
pub mod reason;
pub mod remembered_device;
pub mod rights;
pub mod secret;
pub mod session;
pub mod sms_code;
pub mod sms_text;
pub mod texting;
pub mod throttle;
pub mod totp;
pub mod user;
pub mod username;

pub use digits::{MalformedCode, SixDigits};
pub use span::retry_after_seconds;
