//! Links to choose a first password (S24).

use vestibule_domain::{id::UserId, link::LinkPurpose};

use crate::{
    app::App,
    links,
    store::{self, StoreResult, Transaction},
};

/// Makes an invitation, voiding the user's former links, and tells its address.
pub async fn invite(app: &App, tx: &Transaction, user: UserId) -> StoreResult<String> {
    store::link::end_all(&**tx, user, app.now()).await?;
    let token = links::make(app, tx, user, LinkPurpose::Invitation, None).await?;
    Ok(format!("{}/invitation#token={}", app.config.public_url, token.as_str()))
}
