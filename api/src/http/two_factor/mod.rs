//! Setting up, replacing and switching off the second factor.

pub mod backup_codes;
pub mod begin;
pub mod confirm;
pub mod reset;
pub mod status;
pub mod switch_off;

use vestibule_domain::{
    backup_code::{BackupCode, BackupCodes},
    id::{SessionId, UserId},
    session::SessionEnd,
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

/// What ends when an authenticator is put in force, replaced or taken away: every other session, every
/// remembered device and known client, every open link, challenge and text (S6, S13, S15, S24).
pub async fn end_what_hung_on_it(
    app: &App,
    tx: &Transaction,
    user: UserId,
    kept: Option<SessionId>,
) -> StoreResult<()> {
    let now = app.now();
    store::session::end_others(&**tx, user, kept, SessionEnd::Ended, now).await?;
    store::remembered_device::forget_all(&**tx, user).await?;
    store::known_client::forget_all(&**tx, user).await?;
    store::end_what_is_open(tx, user, now).await
}

/// Takes the second factor away, with its codes and all that hung on it. API tokens were proven by it (S12).
pub async fn remove(app: &App, tx: &Transaction, user: UserId, kept: Option<SessionId>) -> StoreResult<()> {
    store::user::lock(&**tx, user).await?;
    store::totp::remove(&**tx, user).await?;
    store::enrollment::remove(&**tx, user).await?;
    store::backup_code::remove(&**tx, user).await?;
    store::api_token::end_all(&**tx, user).await?;
    end_what_hung_on_it(app, tx, user, kept).await
}
