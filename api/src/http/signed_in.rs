//! Who holds a session, how fresh their proof is, and whether the session still stands.

use std::ops::Deref;

use chrono::TimeDelta;
use vestibule_domain::{
    id::UserId,
    session::{FRESH, Session, SessionEnd},
};

use super::{
    error::{ApiError, ApiResult, ErrorCode},
    methods::{self, OfferedMethod},
};
use crate::{
    app::App,
    store::{self, StoreResult, Transaction, account::Account},
};

/// Someone with a session in force. An API token reads and does no more, so it is none: see
/// [`Reader`](super::extract::Reader).
#[derive(Debug)]
pub struct SignedIn {
    /// Who.
    pub account: Account,
    /// What they proved.
    pub session: Session,
}

/// A caller who proved lately that it is them (S14). Made by [`SignedIn::freshly_proven`] alone.
#[derive(Debug)]
pub struct FreshlyProven(SignedIn);

impl Deref for FreshlyProven {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl From<FreshlyProven> for SignedIn {
    fn from(proven: FreshlyProven) -> Self {
        proven.0
    }
}

impl AsRef<Account> for SignedIn {
    fn as_ref(&self) -> &Account {
        &self.account
    }
}

impl SignedIn {
    /// The same caller after a change that may have been one of themself.
    #[must_use]
    pub fn seeing(self, changed: &Account) -> Self {
        if self.account.user.id == changed.user.id { Self { account: changed.clone(), ..self } } else { self }
    }

    /// Goes on only where the team demands no second factor that isn't there.
    pub fn without_debt(self, app: &App) -> ApiResult<Self> {
        if self.account.owes_second_factor(app.now()) {
            return Err(ErrorCode::EnrollmentRequired.into());
        }
        Ok(self)
    }

    /// Begins a change by a session that still stands as it did: see [`must_still_stand`].
    pub async fn begin(&self, app: &App) -> ApiResult<Transaction> {
        self.begin_on(app, self.account.user.id).await
    }

    /// The same, with another user held beside the caller.
    pub async fn begin_on(&self, app: &App, other: UserId) -> ApiResult<Transaction> {
        let tx = app.begin().await?;
        store::user::lock_both(&*tx, self.account.user.id, other).await?;
        must_still_stand(app, &tx, &self.session).await?;
        Ok(tx)
    }

    /// Goes on only in a session that was proven by the second factor, where there is one (S27).
    pub async fn proven_by_second_factor(self, app: &App) -> ApiResult<Self> {
        if self.account.two_factor_since.is_none() || self.session.amr.proves_second_factor() {
            return Ok(self);
        }
        Err(step_up_required(app, &self.account, FRESH).await?)
    }

    /// Goes on only where the last proof is younger than `within`: 403 `step_up_required`.
    pub async fn freshly_proven(self, app: &App, within: TimeDelta) -> ApiResult<FreshlyProven> {
        if self.session.is_fresh(within, app.now()) {
            return Ok(FreshlyProven(self));
        }
        Err(step_up_required(app, &self.account, within).await?)
    }
}

/// Goes on only where a session is open and no access token of it was superseded since the caller was let in.
///
/// A body may come long after its headers. Whatever ended the session meanwhile, or had it prove more, has ended
/// what was asked with it (S15); its users are held already.
pub async fn must_still_stand(app: &App, tx: &Transaction, session: &Session) -> ApiResult<Session> {
    let present = store::session::lock(&**tx, session.id).await?.ok_or(SessionEnd::Ended)?;
    must_be_current(app, &present, session.generation)?;
    Ok(present)
}

/// Goes on only where a session is open, and this is the generation of its present access tokens.
pub fn must_be_current(app: &App, session: &Session, generation: i64) -> ApiResult<()> {
    if let Some(end) = session.end(app.now()) {
        return Err(end.into());
    }
    if session.generation != generation {
        return Err(ErrorCode::InvalidToken.with("reason", "superseded"));
    }
    Ok(())
}

/// What asks for a fresh proof, and of what it can be made.
pub async fn step_up_required(app: &App, account: &Account, within: TimeDelta) -> StoreResult<ApiError> {
    Ok(step_up_by(&methods::for_step_up(app, account).await?, within))
}

/// The same, with the methods at hand.
pub fn step_up_by(methods: &[OfferedMethod], within: TimeDelta) -> ApiError {
    let error = ErrorCode::StepUpRequired.with("methods", serde_json::json!(methods));
    error.with("max_age", within.num_seconds())
}
