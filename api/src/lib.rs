//! Vestibule: two-factor sign-in of a client portal.
//!
//! A request takes three hops: the route table ([`http`]), a handler, then the domain crate and the store side by
//! side. The domain decides and knows nobody; the store asks and states; the handler loads, decides, saves, replies.
//! What all handlers can reach is [`app::App`], and what an operator can set is [`config::Config`].
//!
//! # From the ground up
//!
//! A module uses those above it in this list, and none below.
//!
//! | | |
//! | --- | --- |
//! | what is configured, what time it is, chance | [`config`], [`clock`], [`entropy`] |
//! | ways out: files, texts, mail, logs | [`outbox`], [`sms`], [`mail`], [`telemetry`] |
//! | secrets at rest, tokens, passwords, counts | [`vault`], [`tokens`], [`hasher`], [`metrics`] |
//! | rows | [`store`] |
//! | all of these in one | [`app`] |
//! | what is mailed and written down with a change | [`links`], [`post`], [`activity`] |
//! | changes that pages, commands and tasks share | [`invitations`], [`new_password`], [`sessions`], [`two_factor`], [`keys`], [`first_admin`] |
//! | what goes on beside the calls | [`delivery`], [`housekeeping`], [`background`] |
//! | the API | [`http`] |
//! | the start, the listeners, the command line | [`startup`], [`server`], [`cli`] |

pub mod activity;
pub mod app;
pub mod background;
pub mod cli;
pub mod clock;
pub mod config;
pub mod delivery;
pub mod entropy;
pub mod first_admin;
pub mod hasher;
pub mod housekeeping;
pub mod http;
pub mod invitations;
pub mod keys;
pub mod links;
pub mod mail;
pub mod metrics;
pub mod new_password;
pub mod outbox;
pub mod post;
pub mod server;
pub mod sessions;
pub mod sms;
pub mod startup;
pub mod store;
pub mod telemetry;
pub mod tokens;
pub mod two_factor;
pub mod vault;
