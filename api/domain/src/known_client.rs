//! Known clients: browsers and apps from which a user logged in before, and so have a tally of their own (S6, S7).

use chrono::TimeDelta;

/// How long a client stays known after its last log-in: as long as browsers keep any cookie.
pub const LIFETIME: TimeDelta = TimeDelta::days(400);
