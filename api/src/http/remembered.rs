//! Remembered devices at log-in: they stand in for the second factor, and for nothing else (S13).

use vestibule_domain::remembered_device::{REPLACEMENT_GRACE, RememberedDevice};

use super::error::ApiResult;
use crate::{
    app::App,
    entropy::Token,
    store::{self, Transaction, account::Account},
    vault::TokenKind,
};

/// For how many days a device can be remembered; 0 where the team forbids it.
pub fn days(app: &App, account: &Account) -> i64 {
    if account.team.policy.allow_remember_device { app.config.remember_device.lifetime.num_days() } else { 0 }
}

/// Redeems the one of these tokens that is this user's: the device, its next token, and the other tokens.
///
/// An old, foreign, lapsed or forbidden one is ignored. A token that was replaced seconds ago answers
/// with the same successor, since its answer may be lost or two tabs may log in at once.
pub async fn redeem(
    app: &App,
    tx: &Transaction,
    account: &Account,
    tokens: &[String],
) -> ApiResult<Option<(RememberedDevice, Token, Vec<String>)>> {
    let (user, now) = (account.user.id, app.now());
    if !account.team.policy.allow_remember_device {
        return Ok(None);
    }
    let hashes: Vec<_> = tokens.iter().map(|token| app.vault.token_hash(TokenKind::Device, token)).collect();
    let Some(presented) = store::remembered_device::lock_presented(&**tx, user, &hashes).await? else {
        return Ok(None);
    };
    let too_late = presented.replaced_at.is_some_and(|at| now >= at + REPLACEMENT_GRACE);
    if too_late || !presented.device.excuses(user, now) {
        return Ok(None);
    }

    let device = presented.device;
    let successor = app.vault.successor(TokenKind::Device, &tokens[presented.place], device.id.as_uuid());
    if presented.replaced_at.is_none() {
        let hash = app.vault.token_hash(TokenKind::Device, successor.as_str());
        store::remembered_device::replace_token(&**tx, device.id, hash, now).await?;
    }
    let others = tokens.iter().enumerate().filter(|(place, _)| *place != presented.place);
    let others = others.map(|(_, token)| token.clone()).collect();
    Ok(Some((device, successor, others)))
}
