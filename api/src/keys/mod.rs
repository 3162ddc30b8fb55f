//! The keys of a running service: it learns of new ones by itself (S17, S20).
//!
//! Whoever rotates writes to the database alone. Each replica reads the signing keys again every half
//! minute, when somebody asks for the key set, and when a token names a key that it doesn't have.

mod rotation;

use std::{sync::Arc, time::Duration};

use crate::{
    app::App,
    store::{self, StoreError, StoreResult},
    tokens::{AccessClaims, TokenError},
    vault::{LookupKeyChanged, MasterKeyError, MasterKeySource},
};

pub use rotation::{OVERLAP, Resealed, Rotated, rotate};

/// How often signing keys are read again without a reason. A new key is shown for an hour before it signs.
const READ_EVERY: Duration = Duration::from_secs(30);

/// Why the keys stay as they were.
#[derive(Debug, thiserror::Error)]
pub enum ReloadFault {
    /// The master keys can't be read.
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    /// The master keys are others.
    #[error(transparent)]
    Lookup(#[from] LookupKeyChanged),
    /// The signing keys can't be read.
    #[error("The signing keys can't be read: {0}.")]
    Store(#[from] StoreError),
}

/// Reads master keys and signing keys again, and puts them in force at once.
pub async fn reload(app: &App) -> Result<(), ReloadFault> {
    app.vault.reload(&MasterKeySource::of(&app.config).read()?)?;
    Ok(reload_signing(app).await?)
}

/// Puts the database's signing keys in force.
pub async fn reload_signing(app: &App) -> StoreResult<()> {
    let keys = store::signing_key::all(app.db.read(), &app.vault).await?;
    app.tokens.reload(keys);
    Ok(())
}

/// Reads the signing keys again unless they were read just now; where that fails, those at hand have to do.
pub async fn look(app: &App) {
    if app.tokens.wants_a_look(app.now()) {
        look_now(app).await;
    }
}

async fn look_now(app: &App) {
    if let Err(error) = reload_signing(app).await {
        tracing::warn!(event = "keys_not_read", %error, "signing keys stay as they were");
    }
}

/// Reads an access token. One of an unknown key makes us look for new keys first.
pub async fn read_token(app: &App, token: &str) -> Result<Arc<AccessClaims>, TokenError> {
    match app.tokens.verify(token, app.now()) {
        Err(TokenError::UnknownKey) => {
            look(app).await;
            app.tokens.verify(token, app.now())
        }
        read => read,
    }
}

/// Reads the signing keys again and again.
pub async fn keep_current(app: &App) {
    loop {
        tokio::time::sleep(READ_EVERY).await;
        look_now(app).await;
    }
}
