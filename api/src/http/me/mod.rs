//! The caller's own account.

pub mod change_email;
pub mod change_password;
pub mod confirm_phone;
pub mod edit;
pub mod send_phone_code;
pub mod show;
