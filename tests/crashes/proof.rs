//! What the data says after a kill, held against what was answered.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use vestibule::{
    app::App,
    clock::Clock,
    delivery,
    store::{
        self,
        activity::{Order, Stretch},
    },
};
use vestibule_domain::{password, phone::PhoneNumber, totp::TimeStep};

use super::{
    act::{Act, Proof, subject_of},
    ground::Ground,
    life::Life,
};

/// Rows that come by themselves, when a mail is written or a log-in was left.
const BY_THEMSELVES: [&str; 2] = ["password_reset_requested", "login_unfinished"];

/// More than any life leaves.
const ALL: Stretch = Stretch { order: Order::Ascending, after: None, cursor: None, limit: 10_000 };

/// Whether what was under way was done or not: then all follows from it, or nothing. What was undone is handed back.
pub async fn settle(life: &mut Life, app: &App) -> Option<Act> {
    let (act, _) = life.under_way.clone()?;
    let rows = rows_of(life, app).await;
    let mut with = life.rows.clone();
    with.extend(act.rows(life));
    let is_done = match &act {
        Act::StepUp(Proof::Totp(step)) => {
            let totp = store::totp::of_user(app.db.read(), &app.vault, life.user).await.expect("it reads");
            totp.and_then(|totp| totp.last_accepted_step).is_some_and(|spent| spent.number() == *step)
        }
        // Asking once more shows it: until its successor is used, an old token answers with it (S15).
        Act::Refresh | Act::Begin => return None,
        _ => rows == sorted(&with),
    };
    if is_done {
        life.apply(&act, None);
        life.under_way = None;
        return None;
    }
    life.under_way = None;
    Some(act)
}

/// All that the data says of a life, row by row.
pub async fn hold(life: &Life, app: &App) {
    let db = app.db.read();
    assert_eq!(rows_of(life, app).await, sorted(&life.rows), "written down is what was done: {life:#?}");

    let account = store::account::of_user(db, life.user).await.expect("it reads").expect("the user is there");
    let totp = store::totp::of_user(db, &app.vault, life.user).await.expect("it reads");
    let codes = store::backup_code::remaining(db, life.user).await.expect("it reads");
    let found = totp
        .as_ref()
        .map(|totp| (totp.secret.expose().to_vec(), totp.last_accepted_step.map(TimeStep::number)));
    let told = life.app.as_ref().map(|app| (app.secret.clone(), Some(app.step)));
    assert_eq!(found, told, "the app and its mark: {life:#?}");
    assert_eq!(account.two_factor_since.is_some(), life.app.is_some(), "two-factor: {life:#?}");
    let found = codes.map(|codes| (codes.remaining, codes.total));
    let told = life.app.as_ref().map(|_| (life.codes_left, 10));
    assert_eq!(found, told, "backup codes: {life:#?}");

    let open = store::session::not_ended(db, life.user).await.expect("it reads");
    let known = open.iter().filter_map(|session| {
        let id = session.id.to_string();
        life.sessions.iter().any(|told| told.id == id).then_some((id, session.generation))
    });
    let told = life.sessions.iter().map(|session| (session.id.clone(), session.generation));
    assert_eq!(known.collect::<BTreeSet<_>>(), told.collect(), "sessions: {life:#?}");
    assert_eq!(open.len(), life.sessions.len() + life.lost_sessions, "sessions: {life:#?}");

    let phone = account.user.cell_phone.as_ref().map(PhoneNumber::as_str);
    assert_eq!(phone, life.has_phone.then_some(life.phone.as_str()), "the number: {life:#?}");
    assert_eq!(account.user.phone_verified, life.has_phone, "the number: {life:#?}");
    let phc = store::password::of_user(db, &app.vault, life.user).await.expect("it reads");
    let password = password::normalize(&life.password);
    let is_right = app.hasher.verify(&password, phc.as_deref().map(String::as_str)).await.expect("a hash");
    assert!(is_right, "the password: {life:#?}");
}

/// Whatever was written down and is told, is told: in time, and at least once.
pub async fn hold_mails(ground: &Ground, lives: &[Life]) {
    // Whoever died over a mail left it claimed for two minutes.
    let later = Clock::fixed(Clock::System.now() + TimeDelta::minutes(3));
    ground
        .visit_at(later, async |app| delivery::deliver_due(app).await.expect("what is due is delivered"))
        .await;
    let mails = ground.outbox();
    for life in lives {
        let subjects: BTreeSet<_> = life.rows.iter().filter_map(|row| subject_of(row)).collect();
        for subject in subjects {
            let rows = life.rows.iter().filter(|row| subject_of(row) == Some(subject)).count();
            let told = |mail: &&crate::support::Message| {
                mail.to == life.email && mail.subject.as_ref().is_some_and(|found| found.contains(subject))
            };
            let sent = mails.iter().filter(told).count();
            assert!(sent >= rows, "{rows} times {subject:?} is told in {sent} mails: {life:#?}");
        }
    }
}

async fn rows_of(life: &Life, app: &App) -> Vec<String> {
    let entries = store::activity::of_user(app.db.read(), life.team, life.user, &ALL).await;
    let actions = entries.expect("the log reads").into_iter().map(|entry| entry.action);
    let mut actions: Vec<_> = actions.filter(|action| !BY_THEMSELVES.contains(&action.as_str())).collect();
    actions.sort_unstable();
    actions
}

/// Rows of one instant stand in no order.
fn sorted(rows: &[&str]) -> Vec<String> {
    let mut rows: Vec<_> = rows.iter().map(|row| (*row).to_owned()).collect();
    rows.sort_unstable();
    rows
}
