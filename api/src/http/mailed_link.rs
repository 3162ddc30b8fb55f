//! Links that came by mail (S24).

use sea_orm::ConnectionTrait;
use vestibule_domain::link::LinkPurpose;

use super::{
    error::{ApiResult, ErrorCode},
    fields,
    security_event::concerns,
};
use crate::{
    app::App,
    new_password,
    store::{self, Transaction, account::Account, link::Link},
    vault::TokenKind,
};

/// A link in force, and whose it is.
#[derive(Debug)]
pub struct MailedLink {
    /// The link.
    pub link: Link,
    /// Its user.
    pub account: Account,
}

impl MailedLink {
    /// The link of a token; unknown, used and lapsed ones are alike: 410 `link_expired`.
    pub async fn of_token(app: &App, db: &impl ConnectionTrait, token: &str) -> ApiResult<Self> {
        let hash = app.vault.token_hash(TokenKind::Link, token);
        Self::in_force(app, db, store::link::of_token(db, hash).await?).await
    }

    /// The same, held until the transaction ends.
    pub async fn hold(app: &App, tx: &Transaction, token: &str) -> ApiResult<Self> {
        let hash = app.vault.token_hash(TokenKind::Link, token);
        Self::in_force(app, &**tx, store::link::lock_by_token(tx, hash).await?).await
    }

    async fn in_force(app: &App, db: &impl ConnectionTrait, link: Option<Link>) -> ApiResult<Self> {
        let link = link.ok_or(ErrorCode::LinkExpired)?;
        concerns(link.user);
        if link.used_at.is_some() || app.now() >= link.expires_at {
            return Err(ErrorCode::LinkExpired.into());
        }
        let account = store::account::of_user(db, link.user).await?;
        let account = account.filter(|account| account.user.active).ok_or(ErrorCode::LinkExpired)?;
        Ok(Self { link, account })
    }

    /// Goes on only with a link of this purpose; another one is as good as none.
    pub fn good_for(self, purpose: LinkPurpose) -> ApiResult<Self> {
        if self.link.purpose == purpose { Ok(self) } else { Err(ErrorCode::LinkExpired.into()) }
    }

    /// Chooses a password by the link of a token, which is spent with all else that is open, and tells whose it is;
    /// whoever asked writes that down and commits.
    ///
    /// A password that is refused spends nothing: it points to `pointer`.
    pub async fn choose_password(
        app: &App,
        purpose: LinkPurpose,
        token: &str,
        pointer: &str,
        password: &str,
    ) -> ApiResult<(Transaction, Account)> {
        let found = Self::of_token(app, app.db.read(), token).await?.good_for(purpose)?;
        let chosen = fields::new_password(app, &found.account, pointer, password)?;
        let phc = app.hasher.hash(chosen.expose()).await?;

        let tx = app.begin().await?;
        store::user::lock(&*tx, found.account.user.id).await?;
        let found = Self::hold(app, &tx, token).await?.good_for(purpose)?;
        new_password::put_in_force(app, &tx, found.account.user.id, &phc, None).await?;
        Ok((tx, found.account))
    }
}
