//! The service told from outside.

mod api;
mod cli;
mod support;
mod twilio;
