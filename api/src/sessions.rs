//! Ending all sessions of somebody else, as an admin and the command line do.

use vestibule_domain::{
    activity::Happening,
    session::{Place, SessionEnd},
};

use crate::{
    activity::{self, By},
    app::App,
    store::{self, StoreResult, Transaction, account::Account},
};

/// Ends every session of a held user, and what would become one: set-ups and log-ins that are under way. Tells how
/// many sessions there were.
pub async fn end_all(
    app: &App,
    tx: &Transaction,
    account: &Account,
    by: By<'_>,
    place: &Place,
) -> StoreResult<u64> {
    let (user, now) = (account.user.id, app.now());
    let ended = store::session::end_others(&**tx, user, None, SessionEnd::Ended, now).await?;
    store::enrollment_grant::end_all(&**tx, user, now).await?;
    store::challenge::end_all(&**tx, user, now).await?;
    if ended > 0 {
        activity::note(app, tx, account, by, place, &Happening::SessionsEnded).await?;
    }
    Ok(ended)
}
