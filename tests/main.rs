//! The service told from outside.

mod api;
mod cli;
mod crashes;
mod smtp;
mod store;
mod support;
mod topology;
mod twilio;
