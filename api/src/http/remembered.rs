//! Remembered devices at log-in: they stand in for the second factor, and for nothing else (S13).

use vestibule_domain::{
    id::UserId,
    remembered_device::{REPLACEMENT_GRACE, RememberedDevice},
};

use super::{cookie::Cookies, error::ApiResult};
use crate::{
    app::App,
    entropy::Token,
    store::{self, Transaction, account::Account, remembered_device::Presented},
    vault::TokenKind,
};

/// For how many days a device can be remembered; 0 where the team forbids it.
pub fn days(app: &App, account: &Account) -> i64 {
    if account.team.policy.allow_remember_device { app.config.remember_device.lifetime.num_days() } else { 0 }
}

/// Redeems the one of these tokens that is this user's and good: the device and its next token.
///
/// An old, foreign, lapsed or forbidden one is ignored. A token that was replaced seconds ago answers
/// with the same successor, since its answer may be lost or two tabs may log in at once.
pub async fn redeem(
    app: &App,
    tx: &Transaction,
    account: &Account,
    tokens: &[String],
) -> ApiResult<Option<(RememberedDevice, Token)>> {
    let (user, now) = (account.user.id, app.now());
    if !account.team.policy.allow_remember_device {
        return Ok(None);
    }
    let hashes = app.vault.token_hashes(TokenKind::Device, tokens);
    let presented = store::remembered_device::lock_presented(&**tx, user, &hashes).await?;
    let in_time = |presented: &Presented| presented.replaced_at.is_none_or(|at| now < at + REPLACEMENT_GRACE);
    let good = presented.into_iter().filter(|found| in_time(found) && found.device.excuses(user, now));
    // The present token of a device goes before one that was just replaced.
    let Some(found) = good.min_by_key(|found| found.replaced_at.is_some()) else { return Ok(None) };

    let device = found.device;
    let successor = app.vault.successor(TokenKind::Device, &tokens[found.place], device.id.as_uuid());
    if found.replaced_at.is_none() {
        let hash = app.vault.token_hash(TokenKind::Device, successor.as_str());
        store::remembered_device::replace_token(&**tx, device.id, hash, now).await?;
    }
    Ok(Some((device, successor)))
}

/// What stays in a shared browser's cookies beside this user's new tokens: the live ones of its other users.
pub async fn tokens_of_others(
    app: &App,
    tx: &Transaction,
    user: UserId,
    cookies: Cookies,
) -> ApiResult<Cookies> {
    let devices = app.vault.token_hashes(TokenKind::Device, &cookies.devices);
    let devices = store::remembered_device::places_of_others(&**tx, user, &devices, app.now()).await?;
    let known = app.vault.token_hashes(TokenKind::Known, &cookies.known);
    let known = store::known_client::places_of_others(&**tx, user, &known).await?;
    let kept = |tokens: &[String], places: Vec<usize>| {
        places.into_iter().map(|place| tokens[place].clone()).collect()
    };
    Ok(Cookies {
        refresh: None,
        devices: kept(&cookies.devices, devices),
        known: kept(&cookies.known, known),
    })
}
