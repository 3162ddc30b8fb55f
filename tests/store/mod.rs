//! What the database is asked, however much is in it, and what an upgrade leaves of it.

mod crowd;
mod hot_paths;
mod plan;
mod reader;
mod schema_change;
mod upgrades;
