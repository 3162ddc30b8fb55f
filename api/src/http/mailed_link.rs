//! Links that came by mail (S24).

use sea_orm::ConnectionTrait;
use vestibule_domain::link::LinkPurpose;

use super::error::{ApiResult, ErrorCode};
use crate::{
    app::App,
    security_event::concerns,
    store::{self, account::Account, link::Link},
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
        let link = store::link::lock_by_token(db, hash).await?.ok_or(ErrorCode::LinkExpired)?;
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
}
