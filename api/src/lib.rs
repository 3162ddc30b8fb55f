//! Vestibule: two-factor sign-in of a client portal.
//!
//! A request takes three hops: the route table ([`http`]), a handler, then the domain crate and the store side by
//! side. The domain decides and knows nobody; the store asks and states; the handler loads, decides, saves, replies.
//! What all handlers can reach is [`app::App`], and what an operator can set is [`config::Config`].

pub mod store;

pub mod activity;
pub mod app;
pub mod background;
pub mod cli;
pub mod clock;
pub mod config;
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
pub mod security_event;
pub mod server;
pub mod sessions;

pub mod sms;
pub mod startup;
pub mod telemetry;
pub mod tokens;
pub mod vault;
