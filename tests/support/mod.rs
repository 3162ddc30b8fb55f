//! What tests tell their stories with: an application of their own, people, and clients that call for them.
//!
//! Time stands still until a test moves it, chance is seeded, texts and mails land in a file.

mod answer;
mod app;
mod call;
mod client;
pub mod contract;
mod database;
pub mod log;
mod outbox;
mod person;
pub mod postgres;
mod race;

pub use answer::Answer;
pub use app::{STEP, TestApp};
pub use call::Call;
pub use client::Client;
pub use database::TestDatabase;
pub use outbox::{Message, code_in};
pub use person::{NewPerson, PASSWORD, Person, wrong_code};
pub use race::{hold, race, race_on, raw};
pub use serde_json::{Value, json};
