//! Links to choose a first password (S24).

use vestibule_domain::{
    id::{LinkId, UserId},
    link::LinkPurpose,
};

use crate::{
    app::App,
    store::{self, StoreResult, Transaction, link::Link},
    vault::TokenKind,
};

/// Makes an invitation, voiding the user's former links, and tells its address.
///
/// The token stands in the fragment, which browsers send to nobody.
pub async fn invite(app: &App, tx: &Transaction, user: UserId) -> StoreResult<String> {
    let now = app.now();
    let token = app.entropy.token();
    let link = Link {
        id: LinkId::new(now, &mut app.rng()),
        user,
        purpose: LinkPurpose::Invitation,
        expires_at: now + app.config.links.invitation,
        used_at: None,
    };
    store::link::end_all(&**tx, user, now).await?;
    store::link::insert(&**tx, &link, app.vault.token_hash(TokenKind::Link, token.as_str()), now).await?;
    Ok(format!("{}/invitation#token={}", app.config.public_url, token.as_str()))
}
