//! Sending a code by text: budgets first, then the gateway, and back where it refuses (S4, S9, S27).

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use vestibule_domain::{
    id::{SmsCodeId, TextId},
    phone::PhoneNumber,
    policy::SmsUnavailable,
    retry_after_seconds,
    sms_code::LiveSmsCode,
    sms_text,
    texting::{DAY, HOUR, next_text_at, resend_after, window_opens_at},
};

use super::{
    error::{ApiError, ApiResult, ErrorCode},
    methods,
};
use crate::{
    app::App,
    metrics::Texted,
    sms::SmsError,
    store::{
        self, Transaction,
        account::Account,
        sms_code::Subject,
        text::{Sent, Text},
    },
};

/// A text that went out.
#[derive(Debug, Serialize, ToSchema)]
pub struct SentText {
    /// The number, masked.
    #[schema(example = "+1 •••-•••-••42")]
    phone_hint: String,
    /// Seconds until the code is void.
    #[schema(minimum = 0, example = 300)]
    expires_in: i64,
    /// Seconds until another text can be asked for.
    #[schema(minimum = 0, example = 30)]
    resend_after: i64,
}

/// What a text is to carry, to whom, and for how long it can matter.
#[derive(Debug)]
pub struct Errand<'a> {
    /// Who asked.
    pub account: &'a Account,
    /// The number.
    pub number: &'a PhoneNumber,
    /// What the code is good for.
    pub subject: Subject,
    /// From where it was asked, for the budgets.
    pub prefix: &'a str,
    /// When what the code is good for ends by itself.
    pub ends_at: DateTime<Utc>,
}

/// An address that asked for too many texts is told so before anything else, as refusals come in order.
pub async fn must_have_budget(app: &App, prefix: &str) -> ApiResult<()> {
    let (now, limit) = (app.now(), app.text_limits().per_address_hour);
    let sent = store::text::sent_from(app.db.read(), prefix, now).await?;
    match window_opens_at(&sent, now, limit, HOUR) {
        Some(until) => Err(over(app, Texted::RateLimited, until)),
        None => Ok(()),
    }
}

/// Sends the subject's code. Nothing goes over the network inside a transaction: commit, then send.
pub async fn send_code(app: &App, errand: &Errand<'_>) -> ApiResult<SentText> {
    let now = app.now();
    let text = Text {
        id: TextId::new(now, &mut app.rng()),
        user: errand.account.user.id,
        team: errand.account.team.id,
        phone: errand.number.as_str().to_owned(),
        address: errand.prefix.to_owned(),
    };

    let tx = app.begin().await?;
    store::user::lock(&*tx, text.user).await?;
    must_still_be_sent(app, &tx, errand).await?;
    let sent = count(app, &tx, &text).await?;
    let former = store::sms_code::lock(&*tx, &app.vault, &errand.subject).await?;
    let live = LiveSmsCode::resend(former.clone(), now, &mut app.rng());
    let fresh = match &former {
        Some(former) if former.code == live.code => None,
        _ => Some(keep(app, &tx, errand, &live).await?),
    };
    tx.commit().await?;

    let (purpose, locale) = (errand.subject.purpose, errand.account.user.locale);
    let words = sms_text::text(purpose, &app.brand, app.config.public_host(), &live.code, locale);
    let outcome = app.sms.send(errand.number.as_str(), &words).await;
    app.metrics.texted(outcome.map_or_else(Texted::Refused, |()| Texted::Sent));
    if let Err(error) = outcome {
        return Err(not_sent(app, errand, &text, fresh.map(|id| (id, former)), error).await?);
    }

    let so_far: Vec<_> = sent.by_account.iter().chain([&now]).copied().collect();
    Ok(SentText {
        phone_hint: errand.number.hint(),
        expires_in: live.expires_in(now).min(retry_after_seconds(errand.ends_at - now)),
        resend_after: resend_after(&so_far, now, &app.text_limits()),
    })
}

/// Counts a text that is about to go, where the budgets let it, and tells what went before.
async fn count(app: &App, tx: &Transaction, text: &Text) -> ApiResult<Sent> {
    let now = app.now();
    store::text::lock_budgets(&**tx).await?;
    let sent = store::text::sent_before(&**tx, text, now).await?;
    if let Some((which, until)) = over_budget(app, &sent, now) {
        return Err(over(app, which, until));
    }
    store::text::insert(&**tx, text, now).await?;
    Ok(sent)
}

/// A budget is used up until then: 429 `rate_limited`.
fn over(app: &App, which: Texted, until: DateTime<Utc>) -> ApiError {
    app.metrics.texted(which);
    ErrorCode::RateLimited.after(until - app.now())
}

/// Until when a budget is used up, and whose: that of all of a team or of the service, or what one person has.
fn over_budget(app: &App, sent: &Sent, now: DateTime<Utc>) -> Option<(Texted, DateTime<Utc>)> {
    let limits = app.text_limits();
    // A team or the whole service past its day's budget waits for an hour, then asks again.
    let full = |count: u64, limit: usize| (count >= limit as u64).then(|| now + TimeDelta::hours(1));
    let of_all = [full(sent.by_team, limits.team_per_day), full(sent.in_all, limits.service_per_day)];
    let of_one = [
        next_text_at(&sent.by_account, now, &limits),
        next_text_at(&sent.to_number, now, &limits),
        window_opens_at(&sent.from_address, now, limits.per_address_hour, HOUR),
    ];
    let which = if of_all.iter().any(Option::is_some) { Texted::OverBudget } else { Texted::RateLimited };
    let until = of_all.into_iter().chain(of_one).flatten().max()?;
    Some((which, until.min(now + DAY)))
}

/// The number or the policy may have been changed since the caller was read: a code never goes to a former number
/// (S27), nor where the team forbids it. The team is held, so that what it forbids meanwhile ends this code, too.
async fn must_still_be_sent(app: &App, tx: &Transaction, errand: &Errand<'_>) -> ApiResult<()> {
    store::team::hold(&**tx, errand.account.team.id).await?;
    let account = store::account::of_user(&**tx, errand.account.user.id).await?;
    let account = account.ok_or_else(|| unavailable(SmsUnavailable::NoNumber))?;
    let number = methods::number_for(app, &account, errand.subject.purpose).map_err(unavailable)?;
    if number == errand.number { Ok(()) } else { Err(unavailable(SmsUnavailable::Unverified)) }
}

/// No text can go: 409 `sms_unavailable`.
pub fn unavailable(why: SmsUnavailable) -> ApiError {
    ErrorCode::SmsUnavailable.with("reason", why.as_str())
}

async fn keep(app: &App, tx: &Transaction, errand: &Errand<'_>, code: &LiveSmsCode) -> ApiResult<SmsCodeId> {
    let id = SmsCodeId::new(app.now(), &mut app.rng());
    store::sms_code::replace(&**tx, &app.vault, id, &errand.subject, code).await?;
    Ok(id)
}

/// Takes back what the gateway refused: it counts against nothing, and the older code stays good.
///
/// `fresh` is the code that was made for this text, with the one that it replaced. Where something else ended
/// it meanwhile, the older one is over, too.
async fn not_sent(
    app: &App,
    errand: &Errand<'_>,
    text: &Text,
    fresh: Option<(SmsCodeId, Option<LiveSmsCode>)>,
    error: SmsError,
) -> ApiResult<ApiError> {
    tracing::warn!(event = "sms_not_sent", reason = error.reason(), "a text was not sent");
    if !error.counts_as_sent() {
        let tx = app.begin().await?;
        store::user::lock(&*tx, text.user).await?;
        store::text::remove(&*tx, text.id).await?;
        if let Some((id, former)) = fresh
            && store::sms_code::take(&*tx, id).await?
            && let Some(former) = former
        {
            keep(app, &tx, errand, &former).await?;
        }
        tx.commit().await?;
    }
    Ok(match error {
        SmsError::NoGateway => unavailable(SmsUnavailable::NoGateway),
        other => ErrorCode::SmsNotSent.with("reason", other.reason()),
    })
}
