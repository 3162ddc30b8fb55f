//! Taking the second factor away, and what ends whenever it changes: alike for its owner, an admin and the command line.

use vestibule_domain::{
    activity::Happening,
    id::{SessionId, UserId},
    reason::Reason,
    session::{Place, SessionEnd},
};

use crate::{
    activity::{self, By},
    app::App,
    store::{self, StoreResult, Transaction, account::Account},
};

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

/// Takes it away from somebody who lost everything, writes it down, and tells them by mail.
///
/// `account` is held. Where two-factor was off, its sessions and devices are ended all the same.
pub async fn reset(
    app: &App,
    tx: &Transaction,
    account: &Account,
    by: By<'_>,
    place: &Place,
    reason: Option<Reason>,
) -> StoreResult<()> {
    remove(app, tx, account.user.id, None).await?;
    let what = match account.two_factor_since {
        Some(_) => Happening::TwoFactorReset { reason: reason.map(Reason::into_string) },
        None => Happening::SessionsEnded,
    };
    activity::record(app, tx, account, by, place, what).await
}
