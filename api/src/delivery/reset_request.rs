//! Who forgot their password is found out here, away from the answer to whoever asked (S10).

use vestibule_domain::{activity::Happening, link::LinkPurpose, session::Place};

use crate::{
    activity::{self, By},
    app::App,
    links,
    mail::letter::{Circumstance, Content, ResetLink},
    post::{self, LinkMail, Posted},
    store::{self, StoreResult, account::Account, mail::QueuedMail},
};

/// Answers a queued request: one mail with a link for each user of that name or address, or nothing.
pub(super) async fn answer(
    app: &App,
    request: &QueuedMail,
    folded: &str,
    asked: &Circumstance,
) -> StoreResult<()> {
    let tx = app.begin().await?;
    let place = Place { device_name: asked.device.clone(), ip: asked.address.clone() };
    let mut accounts: Vec<Account> = Vec::new();
    for user in store::user::named(&*tx, folded).await? {
        store::user::lock(&*tx, user.id).await?;
        accounts.extend(store::account::of_user(&*tx, user.id).await?);
    }
    let mut made = Vec::new();
    for account in &accounts {
        let token = links::make(app, &tx, account.user.id, LinkPurpose::Reset, None).await?;
        made.push(ResetLink { username: account.user.username.clone(), token: token.into_string() });
        let asked_for = Happening::PasswordResetRequested;
        activity::note(app, &tx, account, By::Stranger, &place, &asked_for).await?;
    }
    let mut posted = None;
    if let Some(first) = accounts.first() {
        let minutes = app.config.links.reset.num_minutes();
        let content = Content::Reset { links: made, minutes, asked: asked.clone() };
        let mail = LinkMail { account: first, to: &first.user.email, client: None, content };
        posted = Some(post::link(app, &tx, mail).await?);
    }
    if let Some(Posted::OverBudget(_)) = posted {
        // The mailbox has had its share: nothing of this remains but that it was answered.
        drop(tx);
        let tx = app.begin().await?;
        store::mail::end(&*tx, request.id, app.now()).await?;
        return tx.commit().await;
    }
    store::mail::end(&*tx, request.id, app.now()).await?;
    tx.commit().await
}
