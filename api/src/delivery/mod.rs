//! Sending what waits in the queue, outside of any transaction, until it was taken (S9, S26).
//!
//! A mail is claimed before it is sent, so that of several replicas one sends it. Whoever dies over it leaves it
//! to the next one: a mail may arrive twice in that case, and is never lost.

mod reset_request;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::App,
    mail::{
        MailError, Mailer, Stamp,
        letter::Errand,
        templates::{self, Letterhead},
    },
    metrics::Mailed,
    post,
    store::{self, StoreResult, mail::QueuedMail},
};

/// How long a claimed mail is left to whoever claimed it; longer than the sending may take.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// The wait after a mail's first failure; each further one doubles it.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);

/// The longest of these waits.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// When a mail that no server takes is given up.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::hours(24);

/// How many mails are looked for at a time.
const BATCH: u64 = 20;

/// How often the queue is looked into where nobody wakes the delivery: for other processes' mails and retries.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Delivers for as long as the service runs.
pub async fn run(app: &App) {
    loop {
        tokio::select! {
            () = app.db.posted().wait() => (),
            () = tokio::time::sleep(LOOK_EVERY) => (),
        }
        if let Err(error) = deliver_due(app).await {
            tracing::error!(event = "mail_queue_failed", error = %error, "the mail queue could not be read");
        }
    }
}

/// In development, where mail goes into a file, it is there when the answer is.
pub async fn deliver_before_answer(app: &App) {
    if let Mailer::Outbox(_) = app.mailer
        && let Err(error) = deliver_posted(app).await
    {
        tracing::error!(event = "mail_queue_failed", error = %error, "the mail queue could not be read");
    }
}

async fn deliver_posted(app: &App) -> StoreResult<()> {
    let mut seen = app.delivery.take().await;
    let posted = app.db.posted().count();
    if *seen == posted {
        return Ok(());
    }
    *seen = posted;
    deliver(app).await
}

/// Delivers what is due now.
pub async fn deliver_due(app: &App) -> StoreResult<()> {
    let mut seen = app.delivery.take().await;
    *seen = app.db.posted().count();
    deliver(app).await
}

async fn deliver(app: &App) -> StoreResult<()> {
    loop {
        // Answering a request queues another mail, so the queue is looked into until nothing is due.
        let due = store::mail::due(app.db.read(), BATCH, app.now()).await?;
        if due.is_empty() {
            return Ok(());
        }
        for mail in &due {
            if claim(app, mail).await? {
                // One that fails keeps no other from leaving: it is tried again when its lease is over.
                if let Err(error) = send(app, mail).await {
                    tracing::error!(event = "mail_not_handled", kind = mail.kind, error = %error, "a mail waits");
                }
            }
        }
    }
}

async fn claim(app: &App, mail: &QueuedMail) -> StoreResult<bool> {
    let tx = app.begin().await?;
    let is_ours = store::mail::claim(&*tx, mail, app.now() + LEASE).await?;
    tx.commit().await?;
    Ok(is_ours)
}

async fn end(app: &App, mail: &QueuedMail) -> StoreResult<()> {
    let tx = app.begin().await?;
    store::mail::end(&*tx, mail.id, app.now()).await?;
    tx.commit().await
}

async fn postpone(app: &App, mail: &QueuedMail, next_try_at: DateTime<Utc>) -> StoreResult<()> {
    let tx = app.begin().await?;
    store::mail::postpone(&*tx, mail.id, next_try_at).await?;
    tx.commit().await
}

async fn send(app: &App, mail: &QueuedMail) -> StoreResult<()> {
    let errand = match post::open(app, mail) {
        Ok(errand) => errand,
        Err(error) if app.now() < mail.leaves_at + GIVEN_UP_AFTER => return Err(error),
        Err(error) => {
            tracing::error!(event = "mail_given_up", kind = mail.kind, error = %error, "a mail can't be read");
            app.metrics.mailed(Mailed::GivenUp);
            return end(app, mail).await;
        }
    };
    let letter = match errand {
        Errand::Letter(letter) => letter,
        Errand::ResetRequest { folded, asked } => {
            return reset_request::answer(app, mail, &folded, &asked).await;
        }
    };
    let support = app.config.support.line();
    let head =
        Letterhead { brand: app.brand.as_str(), public_url: &app.config.public_url, support: &support };
    let stamp = Stamp { id: mail.id, at: mail.leaves_at };
    let sent = app.mailer.send(&templates::write(&letter, &head), stamp).await;

    let Err(error) = sent else {
        app.metrics.mailed(Mailed::Sent);
        return end(app, mail).await;
    };
    if let Some(next) = next_try(&error, mail, app.now()) {
        app.metrics.mailed(Mailed::Delayed);
        tracing::warn!(event = "mail_delayed", kind = mail.kind, error = %error, "a mail is tried again later");
        return postpone(app, mail, next).await;
    }
    app.metrics.mailed(Mailed::GivenUp);
    tracing::error!(event = "mail_given_up", kind = mail.kind, error = %error, "a mail was not sent");
    end(app, mail).await
}

/// When a mail is tried again; never where the server refused it for good, or for too long.
fn next_try(error: &MailError, mail: &QueuedMail, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let wait = FIRST_WAIT * 2_i32.pow(mail.tries.min(7));
    let next = now + wait.min(LONGEST_WAIT);
    (!error.is_final() && next < mail.leaves_at + GIVEN_UP_AFTER).then_some(next)
}
