//! A new signing key, and everything sealed anew.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::App,
    store::{self, StoreResult, sealed::Outcome},
    tokens::{ScheduledKey, SigningKey},
    vault::Sealed,
};

/// How long a new key is shown before it signs, so that every relying service has it by then.
const SHOWN_FOR: TimeDelta = TimeDelta::hours(1);

/// How long the former key verifies after the new one signs: the longest access token that any setting
/// allows, and a minute for leeways and for replicas whose clocks differ.
pub const OVERLAP: TimeDelta = TimeDelta::minutes(16);

/// How often values that somebody held are come back to.
const PASSES: usize = 3;

/// What a rotation did.
#[derive(Debug)]
pub struct Rotated {
    /// The key that signs next.
    pub next: ScheduledKey,
    /// Whether this rotation made it; one that still waits for its hour is not followed by another.
    pub is_new: bool,
    /// The keys that verify until they retire.
    pub retiring: Vec<ScheduledKey>,
    /// The ids of those that had retired, and are gone.
    pub removed: Vec<String>,
    /// What was sealed anew, by kind.
    pub resealed: Vec<Resealed>,
}

/// What became of the values of a kind that were sealed with an older master key.
#[derive(Debug)]
pub struct Resealed {
    /// The kind.
    pub kind: Sealed,
    /// How many there were.
    pub outcome: Outcome,
}

/// Makes the next signing key, lets the present one retire, and seals with the newest master key what hangs
/// on an older one. Run again, it goes on where it was stopped.
pub async fn rotate(app: &App) -> StoreResult<Rotated> {
    let mut rotated = schedule(app).await?;
    super::reload_signing(app).await?;
    for kind in Sealed::ALL {
        rotated.resealed.push(Resealed { kind, outcome: reseal(app, kind).await? });
    }
    Ok(rotated)
}

async fn schedule(app: &App) -> StoreResult<Rotated> {
    let now = app.now();
    let tx = app.begin().await?;
    store::signing_key::lock(&*tx).await?;
    let removed = store::signing_key::remove_retired(&*tx, now).await?;
    let present = store::signing_key::all(&*tx, &app.vault).await?;

    let waiting = present.iter().find(|key| key.signs_from > now).cloned();
    let is_new = waiting.is_none();
    let next = waiting.unwrap_or_else(|| successor(app, now));
    if is_new {
        store::signing_key::insert(&*tx, &app.vault, &next, now).await?;
        store::signing_key::retire_others(&*tx, next.key.kid(), next.signs_from + OVERLAP).await?;
    }
    let all = store::signing_key::all(&*tx, &app.vault).await?;
    tx.commit().await?;

    let retiring = all.into_iter().filter(|key| key.retires_at.is_some()).collect();
    Ok(Rotated { next, is_new, retiring, removed, resealed: Vec::new() })
}

fn successor(app: &App, now: DateTime<Utc>) -> ScheduledKey {
    ScheduledKey { key: SigningKey::generate(&mut app.rng()), signs_from: now + SHOWN_FOR, retires_at: None }
}

async fn reseal(app: &App, kind: Sealed) -> StoreResult<Outcome> {
    let mut sum = Outcome::default();
    for _ in 0..PASSES {
        let pass = store::sealed::reseal(&app.db, &app.vault, kind).await?;
        sum = Outcome { resealed: sum.resealed + pass.resealed, ..pass };
        if sum.held == 0 {
            break;
        }
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Bound, KEYS};

    #[test]
    fn s17_the_former_key_outlives_the_longest_access_token_that_any_setting_allows() {
        let key = KEYS.iter().find(|key| key.name == "token.access_lifetime").unwrap();
        assert!(matches!(key.bound, Bound::Span(_, "15m")));
        assert!(OVERLAP >= TimeDelta::minutes(15) + TimeDelta::seconds(5));
    }
}
