//! `/me/two-factor`: setting up, replacing and switching off the second factor.

mod backup_codes;
mod begin;
mod confirm;
mod confirm_refusals;
mod status;
mod switch_off;
