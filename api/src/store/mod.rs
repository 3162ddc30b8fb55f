//! Rows in, domain values out; no decisions.

mod entity;
