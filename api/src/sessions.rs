//! The sessions that a user has open, and ending all of somebody else's, as an admin and the command line do.

use sea_orm::ConnectionTrait;
use vestibule_domain::{
    activity::Happening,
    id::UserId,
    session::{Place, Session, SessionEnd},
};

use crate::{
    activity::{self, By},
    app::App,
    store::{self, StoreResult, Transaction, account::Account},
};

/// A user's sessions that are open, newest first.
pub async fn open_ones(app: &App, db: &impl ConnectionTrait, user: UserId) -> StoreResult<Vec<Session>> {
    let mut sessions = store::session::not_ended(db, user).await?;
    sessions.retain(|session| session.is_open(app.now()));
    Ok(sessions)
}

/// Ends every session of a held user, and what would become one: set-ups and log-ins that are under way. Tells how
/// many sessions were open.
pub async fn end_all(
    app: &App,
    tx: &Transaction,
    account: &Account,
    by: By<'_>,
    place: &Place,
) -> StoreResult<usize> {
    let (user, now) = (account.user.id, app.now());
    let open = open_ones(app, &**tx, user).await?.len();
    store::session::end_others(&**tx, user, None, SessionEnd::Ended, now).await?;
    store::enrollment_grant::end_all(&**tx, user, now).await?;
    store::challenge::end_all(&**tx, user, now).await?;
    if open > 0 {
        activity::note(app, tx, account, by, place, &Happening::SessionsEnded).await?;
    }
    Ok(open)
}
