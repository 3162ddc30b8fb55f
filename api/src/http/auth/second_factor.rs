//! Weighing an answer to "and what else?", alike for log-in, one-call log-in and step-up (S2, S3, S4, S6).

use chrono::{DateTime, TimeDelta, Utc};
use vestibule_domain::{
    activity::Happening,
    answer::{Answer, Method},
    challenge::{Proof, Refusal, Verdict, Weighing},
    id::{KnownClientId, WrongTryId},
    session::Place,
    throttle::second_factor_wait,
    totp::{TimeStep, TotpAuthenticator},
};

use super::super::error::{ApiError, ApiResult, ErrorCode, Fault};
use crate::{
    activity::{self, By},
    app::App,
    store::{
        self, Transaction,
        account::Account,
        sms_code::Subject,
        tally::{Kind, TallyKey},
    },
};

/// How often the owner is told of wrong codes (S6).
const TOLD_EVERY: TimeDelta = TimeDelta::days(1);

/// Someone tries a code.
#[derive(Debug)]
pub struct Try<'a> {
    /// On whose account.
    pub account: &'a Account,
    /// From which known client; strangers share one tally.
    pub client: Option<KnownClientId>,
    /// Which text the code may have come by.
    pub text: Option<Subject>,
    /// The app that may show the code, as it was read lately: what it proves is spent only if the app is still in
    /// force and took no code as late since.
    pub totp: Option<&'a TotpAuthenticator>,
    /// The code.
    pub answer: &'a Answer,
    /// From where, for the owner's mail.
    pub place: &'a Place,
}

/// Reads a code as typed; a malformed one is no try: 422 at `/code`.
pub fn parse(code: &str, method: Option<Method>) -> Result<Answer, Fault> {
    Answer::parse(code, method).map_err(|_| {
        Fault::at("/code", "malformed", "A code is six digits, or a backup code of ten characters.")
    })
}

/// Weighs a try. The tally's lock comes first, so that tries sent at once are weighed one after another.
///
/// What it spends, counts and tells is written to the transaction, which the caller commits whatever the
/// verdict: a wrong code counts, too.
pub async fn weigh(app: &App, tx: &Transaction, attempt: &Try<'_>) -> ApiResult<Verdict> {
    let (now, user) = (app.now(), attempt.account.user.id);
    let key = TallyKey::of_user(user, Kind::SecondFactor, attempt.client);
    let mut tally = store::tally::lock(&**tx, &key).await?;
    let sum = match attempt.client {
        Some(_) => None,
        None => Some(store::tally::stranger_sum(&**tx, user, now).await?),
    };
    let sms = match &attempt.text {
        Some(subject) => store::sms_code::lock(&**tx, &app.vault, subject).await?,
        None => None,
    };
    let redeemed = match attempt.answer.backup_code() {
        Some(code) => store::backup_code::redeem(&**tx, &app.vault, user, code, now).await?,
        None => false,
    };

    let weighing = Weighing {
        totp: attempt.totp,
        sms: sms.as_ref(),
        wait: second_factor_wait(&tally, sum.as_ref(), &app.second_factor_rules(), now),
        backup_code_is_unspent: redeemed,
    };
    let verdict = spend(app, tx, attempt, weighing.weigh(attempt.answer, now)).await?;
    app.metrics.second_factor(attempt.answer, &verdict);

    if verdict.passed() {
        if tally.wrong_in_row > 0 {
            tally.record_right();
            store::tally::save(&**tx, &key, &tally).await?;
        }
        // What was asked is answered, so a text that was under way opens nothing more.
        if let (Some(subject), Some(_), false) = (&attempt.text, &sms, verdict == Verdict::Passed(Proof::Sms))
        {
            store::sms_code::remove(&**tx, subject).await?;
        }
    } else if verdict.counts() {
        tally.record_wrong(now);
        store::tally::save(&**tx, &key, &tally).await?;
        count_elsewhere(app, tx, attempt, now).await?;
        tell_of_wrong(app, tx, attempt, tally.wrong_in_row).await?;
    }
    if verdict == Verdict::Passed(Proof::BackupCode) {
        let left = store::backup_code::remaining(&**tx, user).await?.map_or(0, |codes| codes.remaining);
        let spent = Happening::BackupCodeSpent { left };
        activity::record(app, tx, attempt.account, By::Owner, attempt.place, spent).await?;
    }
    Ok(verdict)
}

/// Spends what a right answer proved; where another request spent it meanwhile, the answer is refused.
async fn spend(app: &App, tx: &Transaction, attempt: &Try<'_>, verdict: Verdict) -> ApiResult<Verdict> {
    let spent = match (verdict, attempt.totp, &attempt.text) {
        (Verdict::Passed(Proof::Totp(step)), Some(totp), _) => {
            store::totp::advance_step(&**tx, totp.id, step).await?
        }
        (Verdict::Passed(Proof::Sms), _, Some(subject)) => store::sms_code::remove(&**tx, subject).await?,
        // A backup code was spent by the statement that found it.
        (Verdict::Refused(Refusal::Wrong), _, _) => {
            return told_apart(app, tx, attempt, verdict).await;
        }
        _ => true,
    };
    let used = Refusal::AlreadyUsed { retry_after: TimeStep::seconds_to_next(app.now()) };
    Ok(if spent { verdict } else { Verdict::Refused(used) })
}

/// A backup code that was used before is no wrong one: it isn't counted (S6).
async fn told_apart(app: &App, tx: &Transaction, attempt: &Try<'_>, verdict: Verdict) -> ApiResult<Verdict> {
    let Some(code) = attempt.answer.backup_code() else { return Ok(verdict) };
    let was_spent = store::backup_code::was_spent(&**tx, &app.vault, attempt.account.user.id, code).await?;
    Ok(if was_spent { Verdict::Refused(Refusal::Spent) } else { verdict })
}

async fn count_elsewhere(
    app: &App,
    tx: &Transaction,
    attempt: &Try<'_>,
    now: DateTime<Utc>,
) -> ApiResult<()> {
    if attempt.client.is_none() {
        let id = WrongTryId::new(now, &mut app.rng());
        store::tally::add_to_stranger_sum(&**tx, id, attempt.account.user.id, now).await?;
    }
    if let (Some(subject), Answer::Digits { sms: true, .. }) = (&attempt.text, attempt.answer) {
        store::sms_code::count_wrong(&**tx, subject).await?;
    }
    Ok(())
}

/// Tells the owner, once a day, that somebody who has the password tries codes.
async fn tell_of_wrong(app: &App, tx: &Transaction, attempt: &Try<'_>, in_row: u32) -> ApiResult<()> {
    let user = attempt.account.user.id;
    if in_row >= app.config.second_factor.tries
        && store::notice::claim(&**tx, user, "wrong_codes", TOLD_EVERY, app.now()).await?
    {
        let wrong = Happening::WrongCodes { count: in_row };
        activity::record(app, tx, attempt.account, By::Stranger, attempt.place, wrong).await?;
    }
    Ok(())
}

/// How long a code has to wait that is tried now, for the challenge to say so at once.
pub async fn wait(
    app: &App,
    tx: &Transaction,
    account: &Account,
    client: Option<KnownClientId>,
) -> ApiResult<Option<TimeDelta>> {
    let (now, user) = (app.now(), account.user.id);
    let tally = store::tally::read(&**tx, &TallyKey::of_user(user, Kind::SecondFactor, client)).await?;
    let sum = match client {
        Some(_) => None,
        None => Some(store::tally::stranger_sum(&**tx, user, now).await?),
    };
    Ok(second_factor_wait(&tally, sum.as_ref(), &app.second_factor_rules(), now))
}

/// The refusal as an error; `attempts_remaining` are the challenge's, where there is one.
pub fn refused(refusal: Refusal, attempts_remaining: Option<u32>) -> ApiError {
    let error = match refusal {
        Refusal::Throttled { retry_after } => {
            return ErrorCode::RateLimited.after(TimeDelta::seconds(retry_after));
        }
        Refusal::Wrong => ErrorCode::InvalidCode.into(),
        Refusal::Spent => ErrorCode::InvalidCode
            .with("reason", "already_used")
            .saying("That backup code was used already: enter another one of the list."),
        Refusal::ClockBehind => ApiError::clock_behind(),
        Refusal::AlreadyUsed { retry_after } => ErrorCode::InvalidCode
            .with("reason", "already_used")
            .with("retry_after", retry_after)
            .saying("That code was used already: enter the next one that the app shows."),
    };
    match attempts_remaining {
        Some(remaining) => error.with("attempts_remaining", remaining),
        None => error,
    }
}
