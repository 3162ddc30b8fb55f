//! `/me`: one's own account.

mod edit;
mod phone;
mod phone_confirm;
mod show;
