//! The binary as a process: what an operator sees of it.

mod activity;
mod changing_users;
mod config_check;
mod contract;
mod copies;
mod doctor;
mod every_command;
mod faults;
mod first_start;
mod help;
mod keys;
mod lines;
mod logs;
mod metrics;
mod migrate;
mod postgres;
pub mod process;
mod shutdown;
mod systemd;
mod teams;
mod time_zone;
mod users;
mod while_serving;
mod written_down;
