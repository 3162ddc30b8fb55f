//! What happened is written down, and told to the account's owner, in the transaction of the change (S25).
//!
//! So neither can be lost: the row and the queued mail are there when the change is, and not before.

use vestibule_domain::{
    activity::Happening,
    id::{ActivityId, TeamId, UserId},
    session::Place,
};

use crate::{
    app::App,
    mail::letter::Circumstance,
    post,
    store::{
        self, StoreResult, Transaction,
        account::Account,
        activity::{Entry, told_apart},
    },
};

/// Who did it.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// The account's owner.
    Owner,
    /// An admin of the team.
    Admin(&'a Account),
    /// Somebody who proved too little to be believed.
    Stranger,
    /// The command line.
    CommandLine,
}

/// Writes down what happened to an account, and tells nobody by mail.
pub async fn note(
    app: &App,
    tx: &Transaction,
    account: &Account,
    by: By<'_>,
    place: &Place,
    what: &Happening,
) -> StoreResult<()> {
    let actor = match by {
        By::Owner => Some(account.user.id),
        By::Admin(admin) => Some(admin.user.id),
        By::Stranger | By::CommandLine => None,
    };
    write_down(app, tx, account.team.id, actor, Some(account.user.id), by, place, what).await
}

/// Writes down what happened to an account, and queues the mail that tells of it where it is told.
///
/// `account` is as it was before the change: the mail goes to the address from before it.
pub async fn record(
    app: &App,
    tx: &Transaction,
    account: &Account,
    by: By<'_>,
    place: &Place,
    what: Happening,
) -> StoreResult<()> {
    note(app, tx, account, by, place, &what).await?;
    if !what.is_told() {
        return Ok(());
    }
    let admin = if let By::Admin(admin) = by { Some(admin.user.name.clone()) } else { None };
    let circumstance = Circumstance { admin, ..Circumstance::of(place, app.now()) };
    post::notice(app, tx, account, what, circumstance).await
}

/// Records what an admin did to the team as a whole.
pub async fn record_of_team(
    app: &App,
    tx: &Transaction,
    admin: &Account,
    place: &Place,
    what: Happening,
) -> StoreResult<()> {
    let by = By::Admin(admin);
    write_down(app, tx, admin.team.id, Some(admin.user.id), None, by, place, &what).await
}

#[expect(clippy::too_many_arguments, reason = "a row has that many columns")]
async fn write_down(
    app: &App,
    tx: &Transaction,
    team: TeamId,
    actor: Option<UserId>,
    subject: Option<UserId>,
    by: By<'_>,
    place: &Place,
    what: &Happening,
) -> StoreResult<()> {
    let (action, mut detail) = told_apart(what);
    if let By::CommandLine = by {
        detail.insert("by".to_owned(), "command_line".into());
    }
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let now = app.now();
    let entry = Entry {
        id: ActivityId::new(now, &mut app.rng()),
        team,
        at: now,
        action,
        actor,
        subject,
        ip: some(&place.ip),
        device_name: some(&place.device_name),
        detail,
    };
    store::activity::insert(&**tx, entry).await
}
