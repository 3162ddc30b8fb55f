//! `/me`: one's own account.

mod edit;
mod email;
mod password;
mod phone;
mod phone_confirm;
mod show;
