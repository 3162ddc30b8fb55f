//! A right password left without a code by a stranger: the owner is told, once a day (S25).

use chrono::TimeDelta;
use vestibule_domain::activity::Happening;

use crate::{
    activity::{self, By},
    app::App,
    store::{self, StoreError, StoreResult, challenge::Lapsed},
};

/// How often an owner is told.
const TOLD_EVERY: TimeDelta = TimeDelta::days(1);

/// How long a challenge is left alone after its end, for a replica whose clock is behind still takes answers.
const LEFT_ALONE: TimeDelta = TimeDelta::minutes(1);

/// How long one waits whose owner's account can't be read: a key may be brought back.
const READ_WITHIN: TimeDelta = TimeDelta::days(1);

/// How many are looked for at a time.
const BATCH: u64 = 100;

/// Ends the challenges that lapsed without an answer, and tells the owners of those that strangers opened.
pub(super) async fn tell(app: &App) -> StoreResult<u64> {
    let lapsed_before = app.now() - LEFT_ALONE;
    let mut told = 0;
    loop {
        let lapsed = store::challenge::lapsed(app.db.read(), lapsed_before, BATCH).await?;
        let mut is_stuck = false;
        for challenge in &lapsed {
            match end(app, challenge).await {
                Ok(is_told) => told += u64::from(is_told),
                // One row that can't be read must not hold up all that lapsed after it.
                Err(error @ (StoreError::Unreadable(_) | StoreError::Sealed(_))) => {
                    is_stuck = true;
                    tracing::warn!(event = "housekeeping_failed", user_id = %challenge.user, %error, "an unfinished log-in waits");
                }
                Err(error) => return Err(error),
            }
        }
        if is_stuck || (lapsed.len() as u64) < BATCH {
            return Ok(told);
        }
    }
}

/// Ends one, and tells whether its owner was told.
async fn end(app: &App, lapsed: &Lapsed) -> StoreResult<bool> {
    let tx = app.begin().await?;
    store::user::lock(&*tx, lapsed.user).await?;
    // Of several replicas one ends it; and a right answer that was faster has ended it already.
    let is_ours = store::challenge::end(&*tx, lapsed).await?;
    let account = match store::account::of_user(&*tx, lapsed.user).await {
        Err(StoreError::Unreadable(_) | StoreError::Sealed(_)) if lapsed.since + READ_WITHIN <= app.now() => {
            None
        }
        account => account?,
    };
    let mut told = false;
    if let Some(account) = account.filter(|account| is_ours && lapsed.by_stranger && account.user.active) {
        told = store::notice::claim(&*tx, lapsed.user, "login_unfinished", TOLD_EVERY, app.now()).await?;
        if told {
            let what = Happening::LoginUnfinished;
            activity::record(app, &tx, &account, By::Stranger, &lapsed.place, what).await?;
        }
    }
    tx.commit().await?;
    Ok(told)
}
