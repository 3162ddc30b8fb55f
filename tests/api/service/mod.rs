//! What the service tells anybody: contract, keys, countries, health, problems; and what every answer has.

mod answers;
mod contract;
mod cors;
mod countries;
mod headers;
mod health;
mod jwks;
mod outbox;
mod pages;
mod problems;
mod refusals;
mod support;
mod well_known;
