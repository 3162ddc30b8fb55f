//! Known clients: who completed a log-in here before keeps a tally of their own (S6, S7). Opens nothing.

use vestibule_domain::id::{KnownClientId, UserId};

use super::error::ApiResult;
use crate::{
    app::App,
    store::{self, known_client::KnownClient},
    vault::TokenKind,
};

/// The user's client that shows one of these tokens.
pub async fn find(app: &App, user: UserId, tokens: &[String]) -> ApiResult<Option<KnownClient>> {
    let hashes = app.vault.token_hashes(TokenKind::Known, tokens);
    Ok(store::known_client::find(app.db.read_ahead(), user, &hashes).await?)
}

/// The client whose tally of second factors counts: one that was proven by one before, or a stranger.
pub fn tally_of(client: Option<KnownClient>) -> Option<KnownClientId> {
    client.filter(|client| client.second_factor_proven).map(|client| client.id)
}

/// The client, if one is told, whose tally of second factors counts: one that is known still, and proved one before.
pub async fn proven(
    app: &App,
    user: UserId,
    client: Option<KnownClientId>,
) -> ApiResult<Option<KnownClientId>> {
    match client {
        Some(client) => Ok(store::known_client::proven(app.db.read(), user, client).await?),
        None => Ok(None),
    }
}
