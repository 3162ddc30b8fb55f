//! Links that are mailed (S24): made of chance, kept as a hash, told once.

use vestibule_domain::{
    id::{LinkId, UserId},
    link::LinkPurpose,
};

use crate::{
    app::App,
    entropy::Token,
    store::{self, StoreResult, Transaction, link::Link},
    vault::TokenKind,
};

/// Makes a link for a user; `email` is the address that it confirms, where it confirms one.
///
/// The token stands in the fragment, which browsers send to nobody. Links made before stay good: asking
/// again doesn't void them.
pub async fn make(
    app: &App,
    tx: &Transaction,
    user: UserId,
    purpose: LinkPurpose,
    email: Option<String>,
) -> StoreResult<Token> {
    let now = app.now();
    let lifetime = match purpose {
        LinkPurpose::Reset => app.config.links.reset,
        LinkPurpose::Invitation => app.config.links.invitation,
        LinkPurpose::Email => app.config.links.email,
    };
    let token = app.entropy.token();
    let link = Link {
        id: LinkId::new(now, &mut app.rng()),
        user,
        purpose,
        email,
        expires_at: now + lifetime,
        used_at: None,
    };
    store::link::insert(&**tx, &link, app.vault.token_hash(TokenKind::Link, token.as_str()), now).await?;
    Ok(token)
}
