//! What the database is asked, however much is in it.

mod crowd;
mod hot_paths;
mod plan;
