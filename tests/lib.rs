//! Tests of the service from outside live in `main.rs`; this library is empty.
