//! A password is tried: how it waits and counts, alike for log-in and step-up (S7).

use sea_orm::ConnectionTrait;
use vestibule_domain::{
    id::WrongTryId,
    throttle::{Tally, ThrottleRules},
};

use crate::{
    app::App,
    http::error::{ApiError, ApiResult, ErrorCode},
    store::{
        Transaction,
        tally::{self, TallyKey},
        wrong_password,
    },
};

/// A password that someone tries.
#[derive(Debug)]
pub struct PasswordTry<'a> {
    /// The tally that it counts in.
    pub key: TallyKey,
    /// Whether it comes from no known client.
    pub is_stranger: bool,
    /// Where it comes from, for the address's budget.
    pub prefix: &'a str,
}

impl PasswordTry<'_> {
    /// Goes on only where no wait runs; nothing is hashed during one.
    pub async fn must_not_wait(&self, app: &App) -> ApiResult<()> {
        self.judge(app, &tally::read(app.db.read_ahead(), &self.key).await?)
    }

    fn judge(&self, app: &App, tally: &Tally) -> ApiResult<()> {
        let rules = ThrottleRules::password();
        match tally.password_standing(self.is_stranger, &rules, app.now()).wait(&rules) {
            Some(wait) => Err(ErrorCode::RateLimited.after(wait)),
            None => Ok(()),
        }
    }

    /// A known client of the user passes an address whose budget is used up.
    async fn must_have_budget(&self, app: &App, tx: &Transaction) -> ApiResult<()> {
        if self.is_stranger { must_have_budget(app, &**tx, self.prefix).await } else { Ok(()) }
    }

    /// Counts a wrong one and says so, unless a wait began while it was hashed: tries sent at once don't
    /// pass the count.
    pub async fn count_wrong(&self, app: &App) -> ApiResult<ApiError> {
        let tx = app.begin().await?;
        let mut tally = tally::lock(&*tx, &self.key).await?;
        self.judge(app, &tally)?;
        wrong_password::lock(&*tx, self.prefix).await?;
        self.must_have_budget(app, &tx).await?;
        tally.record_wrong(app.now());
        tally::save(&*tx, &self.key, &tally).await?;
        let id = WrongTryId::new(app.now(), &mut app.rng());
        wrong_password::insert(&*tx, id, self.prefix, app.now()).await?;
        tx.commit().await?;
        Ok(ErrorCode::InvalidCredentials.into())
    }

    /// Accepts a right one, unless a wait began while it was hashed.
    pub async fn accept(&self, app: &App, tx: &Transaction) -> ApiResult<()> {
        let mut tally = tally::lock(&**tx, &self.key).await?;
        self.judge(app, &tally)?;
        self.must_have_budget(app, tx).await?;
        if tally.wrong_in_row > 0 {
            tally.record_right();
            tally::save(&**tx, &self.key, &tally).await?;
        }
        Ok(())
    }
}

/// Goes on only where the address has tries left.
pub async fn must_have_budget(app: &App, db: &impl ConnectionTrait, prefix: &str) -> ApiResult<()> {
    match wrong_password::wait_of(db, prefix, app.now()).await? {
        Some(until) => Err(ErrorCode::RateLimited.after(until - app.now())),
        None => Ok(()),
    }
}
