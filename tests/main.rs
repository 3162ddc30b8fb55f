//! The service told from outside.
fn main(){}
