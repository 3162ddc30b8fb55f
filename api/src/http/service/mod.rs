//! The service itself: is it well, what are its keys, what does it offer.

pub mod contract;
pub mod countries;
pub mod health;
pub mod outbox;
pub mod problems;
pub mod reference;
mod shapes;
pub mod support;
pub mod well_known;

use actix_web::http::header::{self, HeaderName};

/// Says that an answer may be kept for 5 minutes.
const KEPT: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=300");
