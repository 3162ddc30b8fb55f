//! Queueing mail in the transaction of what it tells, within the budgets of S9.
//!
//! The first notices of a kind leave at once; where an account has had its hour's share, further ones are
//! gathered into one that leaves when the hour is over. A link is not gathered: past its budget it isn't sent.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr};
use vestibule_domain::{
    activity::Happening,
    id::{MailId, UserId},
    link::LinkPurpose,
    texting::{DAY, HOUR, window_opens_at},
};

use crate::{
    app::App,
    mail::letter::{Circumstance, Content, Errand, Letter},
    store::{
        self, StoreError, StoreResult, Transaction,
        account::Account,
        activity::told_apart,
        mail::{Budget, QueuedMail},
    },
    vault::Sealed,
};

/// The most occasions that one mail tells.
const GATHERED_AT_MOST: usize = 50;

/// What became of a mail with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It waits to be sent.
    Queued,
    /// A budget is used up: nothing is sent before this time (S9).
    OverBudget(DateTime<Utc>),
}

/// Queues the notice of something that happened.
pub async fn notice(
    app: &App,
    tx: &Transaction,
    account: &Account,
    what: Happening,
    circumstance: Circumstance,
) -> StoreResult<()> {
    let (now, user) = (app.now(), account.user.id);
    let (kind, _) = told_apart(&what);
    let share = app.config.mail.limits.per_hour as usize;
    let left = store::mail::leaving(&**tx, &Budget::Account(user), &kind, now - HOUR).await?;
    let Some(opens_at) = window_opens_at(&left, now, share, HOUR) else {
        let content = Content::Notice { what, times: vec![circumstance] };
        return queue(app, tx, &kind, account, None, now, to_owner(account, content)).await;
    };

    if let Some(gathering) = store::mail::lock_gathering(&**tx, user, &kind, now).await? {
        let mut errand = open(app, &gathering)?;
        if let Errand::Letter(Letter { content: Content::Notice { what: latest, times }, .. }) = &mut errand
            && times.len() < GATHERED_AT_MOST
        {
            *latest = what;
            times.push(circumstance);
        }
        let payload = seal(app, gathering.id, &errand)?;
        return store::mail::replace_payload(&**tx, gathering.id, payload).await;
    }
    let content = Content::Notice { what, times: vec![circumstance] };
    queue(app, tx, &kind, account, None, opens_at, to_owner(account, content)).await
}

/// A mail with a link.
pub struct LinkMail<'a> {
    /// Whose link.
    pub account: &'a Account,
    /// Where it goes: the address on file, or the one to be confirmed.
    pub to: &'a str,
    /// The prefix of the client's address, where a client asked for it.
    pub client: Option<&'a str>,
    /// The link.
    pub content: Content,
}

/// Queues a mail with a link, unless a budget is used up.
pub async fn link(app: &App, tx: &Transaction, mail: LinkMail<'_>) -> StoreResult<Posted> {
    let (now, kind) = (app.now(), kind_of(&mail.content));
    store::mail::lock_budgets(&**tx).await?;
    let asked = LinkAsked { kind, account: Some(mail.account.user.id), to: mail.to, client: mail.client };
    if let Some(until) = asked.opens_at(app, &**tx).await? {
        return Ok(Posted::OverBudget(until));
    }

    let letter = Letter { to: mail.to.to_owned(), ..to_owner(mail.account, mail.content) };
    queue(app, tx, kind, mail.account, mail.client, now, letter).await?;
    Ok(Posted::Queued)
}

/// A mail with a link that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct LinkAsked<'a> {
    kind: &'static str,
    account: Option<UserId>,
    to: &'a str,
    client: Option<&'a str>,
}

impl<'a> LinkAsked<'a> {
    /// To which mailbox, for what, and by a client of which prefix.
    pub fn new(purpose: LinkPurpose, to: &'a str, client: &'a str) -> Self {
        Self { kind: kind_of_link(purpose), account: None, to, client: Some(client) }
    }

    /// For a user who is there already.
    #[must_use]
    pub fn of(self, user: UserId) -> Self {
        Self { account: Some(user), ..self }
    }

    /// When its budgets are open again; `None` where they are (S9).
    pub async fn opens_at(&self, app: &App, db: &impl ConnectionTrait) -> StoreResult<Option<DateTime<Utc>>> {
        let (now, limits) = (app.now(), &app.config.mail.limits);
        let recipient = self.to.to_lowercase();
        let mut budgets = Vec::new();
        if let Some(user) = self.account {
            budgets.push((Budget::Account(user), limits.per_hour, HOUR));
        }
        if let Some(client) = self.client {
            budgets.push((Budget::Client(client), limits.per_address_hour, HOUR));
        }
        if self.kind == kind_of_link(LinkPurpose::Invitation) {
            budgets.push((Budget::Recipient(&recipient), limits.invitations_per_day, DAY));
        }
        let mut until = None;
        for (budget, share, window) in budgets {
            until = until.max(opens_at(db, &budget, self.kind, share, window, now).await?);
        }
        Ok(until)
    }
}

/// Queues the question who is to get a link to choose a new password (S10).
///
/// An address that asked too often is answered alike, and nothing is queued.
pub async fn reset_request(
    app: &App,
    tx: &Transaction,
    folded: String,
    client: &str,
    asked: Circumstance,
) -> StoreResult<()> {
    let (now, kind, share) = (app.now(), "reset_request", app.config.mail.limits.per_address_hour);
    store::mail::lock_budgets(&**tx).await?;
    if opens_at(&**tx, &Budget::Client(client), kind, share, HOUR, now).await?.is_some() {
        return Ok(());
    }
    let errand = Errand::ResetRequest { folded, asked };
    let id = MailId::new(now, &mut app.rng());
    let mail = store::mail::NewMail {
        id,
        kind: kind.to_owned(),
        user: None,
        recipient: None,
        client: Some(client.to_owned()),
        payload: seal(app, id, &errand)?,
        leaves_at: now,
    };
    store::mail::insert(tx, mail).await
}

async fn opens_at(
    db: &impl ConnectionTrait,
    budget: &Budget<'_>,
    kind: &str,
    share: u32,
    window: TimeDelta,
    now: DateTime<Utc>,
) -> StoreResult<Option<DateTime<Utc>>> {
    let left = store::mail::leaving(db, budget, kind, now - window).await?;
    Ok(window_opens_at(&left, now, share as usize, window))
}

/// The kind under which a mail counts; a notice counts under its action.
fn kind_of(content: &Content) -> &'static str {
    match content {
        Content::Notice { .. } => "notice",
        Content::Invitation { .. } => kind_of_link(LinkPurpose::Invitation),
        Content::Reset { .. } => kind_of_link(LinkPurpose::Reset),
        Content::ConfirmEmail { .. } => kind_of_link(LinkPurpose::Email),
    }
}

const fn kind_of_link(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Invitation => "invitation_link",
        LinkPurpose::Reset => "reset_link",
        LinkPurpose::Email => "email_link",
    }
}

/// A letter to the address on file.
fn to_owner(account: &Account, content: Content) -> Letter {
    let user = &account.user;
    Letter {
        to: user.email.clone(),
        name: user.name.clone(),
        username: user.username.clone(),
        locale: user.locale,
        content,
    }
}

async fn queue(
    app: &App,
    tx: &Transaction,
    kind: &str,
    account: &Account,
    client: Option<&str>,
    leaves_at: DateTime<Utc>,
    letter: Letter,
) -> StoreResult<()> {
    let id = MailId::new(app.now(), &mut app.rng());
    let mail = store::mail::NewMail {
        id,
        kind: kind.to_owned(),
        user: Some(account.user.id.as_uuid()),
        recipient: Some(letter.to.to_lowercase()),
        client: client.map(str::to_owned),
        payload: seal(app, id, &Errand::Letter(letter))?,
        leaves_at,
    };
    store::mail::insert(tx, mail).await
}

fn seal(app: &App, id: MailId, errand: &Errand) -> StoreResult<Vec<u8>> {
    let plain =
        serde_json::to_vec(errand).map_err(|error| StoreError::Failed(DbErr::Json(error.to_string())))?;
    Ok(app.vault.seal(Sealed::Mail, id.as_uuid().as_bytes(), &plain))
}

/// What a queued mail is about.
pub fn open(app: &App, mail: &QueuedMail) -> StoreResult<Errand> {
    let plain = app.vault.open(Sealed::Mail, mail.id.as_uuid().as_bytes(), &mail.payload)?;
    serde_json::from_slice(&plain).map_err(|_| StoreError::Unreadable("a queued mail"))
}
