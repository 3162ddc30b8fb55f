//! Who runs a team, as an argument: their rights over its members, and how freshly they proved who they are.

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Path};
use futures_util::future::LocalBoxFuture;
use vestibule_domain::{
    id::UserId,
    policy::Role,
    rights::Right,
    session::{FRESH, Place, Session},
};

use super::member;
use crate::{
    app::App,
    http::{
        error::{ApiError, ApiResult, ErrorCode},
        extract::ClientAddress,
        signed_in::{FreshlyProven, SignedIn, must_still_stand},
    },
    store::{self, Transaction, account::Account},
};

/// An admin with a session in force. Whoever is none gets 403 before anything else is looked at (S18).
#[derive(Debug)]
pub struct TeamAdmin(SignedIn);

/// The same with a fresh proof, by the second factor once they have one (S14).
#[derive(Debug)]
pub struct ProvenAdmin(FreshlyProven);

impl FromRequest for TeamAdmin {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = SignedIn::from_request(req, payload);
        Box::pin(async move {
            let caller = caller.await?;
            must_be_admin(&caller.account)?;
            Ok(Self(caller))
        })
    }
}

/// Goes on only for an admin: 403 `forbidden`.
fn must_be_admin(account: &Account) -> ApiResult<()> {
    if account.user.role == Role::Admin { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

impl TeamAdmin {
    /// Who.
    pub fn account(&self) -> &Account {
        &self.0.account
    }

    /// The user whom the admin wants to do this to: 404 where they are of another team (S18), 403 where the right
    /// doesn't extend to them.
    pub async fn member(&self, app: &App, id: ApiResult<Path<UserId>>, right: Right) -> ApiResult<Account> {
        let found = member(app, &self.0, id?.into_inner()).await?;
        if right.extends(&self.account().user, &found.user) { Ok(found) } else { Err(refusal(right)) }
    }

    /// Goes on only with a proof of the last 10 minutes, by the second factor once there is one.
    pub async fn freshly_proven(self, app: &App) -> ApiResult<ProvenAdmin> {
        let proven = self.0.proven_by_second_factor(app).await?.freshly_proven(app, FRESH).await?;
        Ok(ProvenAdmin(proven))
    }
}

impl ProvenAdmin {
    /// Who.
    pub fn account(&self) -> &Account {
        &self.0.account
    }

    /// Where the admin is.
    pub fn place(&self, address: &ClientAddress) -> Place {
        self.0.session.place.seen_at(&address.ip)
    }

    /// Begins a change of the team as a whole, with the admin held.
    pub async fn begin(&self, app: &App) -> ApiResult<Transaction> {
        self.begin_on(app, self.account().user.id).await
    }

    /// Begins a change of a user, with the admin and the user held: by an admin who is one still.
    pub async fn begin_on(&self, app: &App, user: UserId) -> ApiResult<Transaction> {
        let tx = self.0.begin_on(app, user).await?;
        must_be_admin(&present(&tx, self.account()).await?)?;
        Ok(tx)
    }

    /// Begins the removal of a user, with the user and all admins held, where the team keeps an admin.
    pub async fn begin_removal(&self, app: &App, user: UserId) -> ApiResult<Transaction> {
        let tx = app.begin().await?;
        let admins = hold_admins(app, &tx, self.account(), &self.0.session, user).await?;
        must_keep_an_admin(&admins, user)?;
        Ok(tx)
    }

    /// The held user as they are now, where the right still extends to them.
    pub async fn held(&self, tx: &Transaction, user: UserId, right: Right) -> ApiResult<Account> {
        let found = store::account::of_user(&**tx, user).await?.ok_or(ErrorCode::NotFound)?;
        if right.extends(&self.account().user, &found.user) { Ok(found) } else { Err(refusal(right)) }
    }
}

fn refusal(right: Right) -> ApiError {
    let error = ApiError::from(ErrorCode::Forbidden);
    match right {
        Right::Invite => error.saying("Only who has not chosen a password yet is invited anew."),
        Right::ResetPassword => error.saying("Only an active user gets a link to choose a new password."),
        Right::Reset => error.saying("Your own second factor is changed at /me/two-factor."),
        _ => error,
    }
}

/// The caller as they are now.
pub async fn present(tx: &Transaction, caller: &Account) -> ApiResult<Account> {
    let present = store::account::of_user(&**tx, caller.user.id).await?;
    Ok(present.ok_or(ErrorCode::InvalidToken)?)
}

/// Holds all admins that can log in and one more user; tells who the admins are.
///
/// The caller's session and rights are weighed anew then: of two who turn each other out at once, the second finds
/// itself turned out.
pub async fn hold_admins(
    app: &App,
    tx: &Transaction,
    caller: &Account,
    session: &Session,
    user: UserId,
) -> ApiResult<Vec<UserId>> {
    let admins = store::user::lock_active_admins(&**tx, caller.team.id, user).await?;
    must_still_stand(app, tx, session).await?;
    if admins.contains(&caller.user.id) { Ok(admins) } else { Err(ErrorCode::Forbidden.into()) }
}

/// Goes on only where the team keeps an admin without the one who leaves: 409 `last_admin`.
pub fn must_keep_an_admin(admins: &[UserId], leaving: UserId) -> ApiResult<()> {
    if admins == [leaving] { Err(ErrorCode::LastAdmin.into()) } else { Ok(()) }
}
