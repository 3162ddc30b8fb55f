//! The budgets of mails with links, as refusals (S9).

use super::error::{ApiResult, ErrorCode};
use crate::{
    app::App,
    post::{LinkAsked, Posted},
};

/// 429 where the budgets of a mail are used up (S9): told before the freshness, and held when it is queued.
pub async fn must_not_wait(app: &App, asked: LinkAsked<'_>) -> ApiResult<()> {
    match asked.opens_at(app, app.db.read()).await? {
        Some(until) => queued(app, Posted::OverBudget(until)),
        None => Ok(()),
    }
}

/// 429 where a mail was over a budget by the time it was to be queued.
pub fn queued(app: &App, posted: Posted) -> ApiResult<()> {
    match posted {
        Posted::Queued => Ok(()),
        Posted::OverBudget(until) => Err(ErrorCode::RateLimited.after(until - app.now())),
    }
}
