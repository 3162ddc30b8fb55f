//! Links to choose a first password (S24).

use vestibule_domain::{id::UserId, link::LinkPurpose};

use crate::{
    app::App,
    entropy::Token,
    links,
    mail::letter::Content,
    post::{self, LinkMail, Posted},
    store::{self, StoreResult, Transaction, account::Account},
};

/// Makes an invitation, voiding the user's former links, and tells its address.
pub async fn invite(app: &App, tx: &Transaction, user: UserId) -> StoreResult<String> {
    let token = renew(app, tx, user).await?;
    Ok(format!("{}/invitation#token={}", app.config.public_url, token.as_str()))
}

/// Makes an invitation, voiding the user's former links, and mails it; `client` is the prefix of the address
/// that the inviting admin calls from.
pub async fn mail(
    app: &App,
    tx: &Transaction,
    invited: &Account,
    admin: &Account,
    client: &str,
) -> StoreResult<Posted> {
    let token = renew(app, tx, invited.user.id).await?;
    let content = Content::Invitation {
        team: invited.team.name.clone(),
        invited_by: admin.user.name.clone(),
        token: token.into_string(),
        days: app.config.links.invitation.num_days().max(1),
    };
    let mail = LinkMail { account: invited, to: &invited.user.email, client: Some(client), content };
    post::link(app, tx, mail).await
}

async fn renew(app: &App, tx: &Transaction, user: UserId) -> StoreResult<Token> {
    store::link::end_all(&**tx, user, app.now()).await?;
    links::make(app, tx, user, LinkPurpose::Invitation, None).await
}
