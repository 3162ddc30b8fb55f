//! Setting up, replacing and switching off the second factor.

pub mod backup_codes;
pub mod begin;
pub mod confirm;
pub mod status;
pub mod switch_off;

use vestibule_domain::{
    backup_code::{BackupCode, BackupCodes},
    id::UserId,
};

use crate::{
    app::App,
    store::{self, StoreResult, Transaction},
};

/// What goes with the codes on every page and in every answer that shows them.
pub const WARNING: &str = "Each code works once. Print them or write them down, and keep them apart from your phone: \
                           they are shown only now, and they let you in when the phone is lost.";

/// A fresh set of codes as they are shown, once.
async fn fresh_codes(app: &App, tx: &Transaction, user: UserId) -> StoreResult<Vec<String>> {
    let codes = BackupCodes::fresh_set(&mut app.rng());
    store::backup_code::replace(&**tx, &app.vault, user, &codes, app.now()).await?;
    Ok(codes.iter().map(BackupCode::to_string).collect())
}
