//! Logs.
use crate::config::Log;
/// Sends log events to stderr, as text on a terminal and as JSON otherwise.
pub fn start(log: &Log) { todo!() }
