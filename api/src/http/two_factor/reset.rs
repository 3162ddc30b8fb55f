//! Taking two-factor away from somebody who lost everything, as an admin or the command line does.

use vestibule_domain::{activity::Happening, reason::Reason, session::Place};

use super::remove;
use crate::{
    activity::{self, By},
    app::App,
    store::{StoreResult, Transaction, account::Account},
};

/// Switches a user's two-factor off with all that hangs on it, writes it down, and tells them by mail.
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
