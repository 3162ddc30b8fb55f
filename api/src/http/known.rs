//! Known clients: who completed a log-in here before keeps a tally of their own (S6, S7). Opens nothing.

use vestibule_domain::id::UserId;

use super::error::ApiResult;
use crate::{
    app::App,
    store::{self, known_client::KnownClient},
    vault::TokenKind,
};

/// The user's client that shows one of these tokens.
pub async fn find(app: &App, user: UserId, tokens: &[String]) -> ApiResult<Option<KnownClient>> {
    let hashes: Vec<_> = tokens.iter().map(|token| app.vault.token_hash(TokenKind::Known, token)).collect();
    Ok(store::known_client::find(app.db.read(), user, &hashes).await?)
}
