//! Signing in, staying in, and proving it anew.

pub mod accept_invitation;
mod after_password;
pub mod confirm_email;
pub mod forgot_password;
pub mod inspect_link;
pub mod log_in;
pub mod log_out;
pub mod password_try;
pub mod refresh;
pub mod reset_password;
pub mod second_factor;
pub mod send_sms;
pub mod step_up;
pub mod step_up_sms;
pub mod token;
pub mod verify;
