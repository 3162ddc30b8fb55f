//! `/me/devices`: remembered devices.

mod forget;
mod list;
