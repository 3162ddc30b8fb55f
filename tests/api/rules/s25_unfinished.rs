//! S25: a right password that a stranger left without a code.

use sea_orm::ConnectionTrait;
use vestibule::{delivery, housekeeping, store::expiry::Expiring};

use crate::support::{Person, TestApp, wrong_code};

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

async fn told(app: &TestApp) -> u64 {
    housekeeping::run_once(app.service()).await.told
}

/// The mails to a person of which the owner is told something, delivered.
async fn mails(app: &TestApp, person: &Person) -> usize {
    delivery::deliver_due(app.service()).await.expect("the queue is read");
    app.mails_to(&person.email).len()
}

#[actix_web::test]
async fn s25_a_right_password_left_without_a_code_by_a_stranger_is_told_once_a_day() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let before = mails(&app, &alice).await;
    for _ in 0..2 {
        app.script().log_in(&alice).await.challenged();
    }
    app.advance(6 * MINUTE - 1);
    assert_eq!(told(&app).await, 0, "somebody's clock may be behind");
    app.advance(1);
    assert_eq!(told(&app).await, 1);
    assert_eq!(told(&app).await, 0);
    assert_eq!(mails(&app, &alice).await, before + 1);

    app.script().log_in(&alice).await.challenged();
    app.advance(6 * MINUTE);
    assert_eq!(told(&app).await, 0, "once a day");
    app.advance(DAY);
    app.script().log_in(&alice).await.challenged();
    app.advance(6 * MINUTE);
    assert_eq!(told(&app).await, 1);
    assert_eq!(mails(&app, &alice).await, before + 2);
}

#[actix_web::test]
async fn s25_an_account_that_cannot_be_read_keeps_no_other_owner_from_being_told() {
    let app = TestApp::start().await;
    let broken = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").with_totp().create().await;
    for person in [&broken, &bob] {
        app.script().log_in(person).await.challenged();
    }
    let db = app.service().db.read();
    let spoil = "UPDATE users SET role = 'emperor' WHERE username = 'alice'";
    assert_eq!(db.execute_unprepared(spoil).await.expect("the row is there").rows_affected(), 1);
    app.advance(6 * MINUTE);
    let before = [mails(&app, &broken).await, mails(&app, &bob).await];
    assert_eq!(told(&app).await, 1);
    assert_eq!(told(&app).await, 0);
    assert_eq!([mails(&app, &broken).await, mails(&app, &bob).await], [before[0], before[1] + 1]);

    // Nor does it stay for good: a day later it is over untold.
    app.advance(DAY - MINUTE - 1);
    let early = housekeeping::run_once(app.service()).await;
    assert_eq!((early.told, early.rows(Expiring::LoginChallenges)), (0, 0));
    app.advance(1);
    let tidied = housekeeping::run_once(app.service()).await;
    assert_eq!((tidied.told, tidied.rows(Expiring::LoginChallenges)), (0, 2));
    assert_eq!(mails(&app, &broken).await, before[0]);
}

#[actix_web::test]
async fn s25_a_challenge_that_was_passed_is_not_told() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    app.script().sign_in(&alice).await;
    app.advance(6 * MINUTE);
    assert_eq!(told(&app).await, 0);
}

#[actix_web::test]
async fn s25_a_challenge_that_a_known_client_left_is_not_told() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    script.log_in(&alice).await.challenged();
    app.advance(6 * MINUTE);
    assert_eq!(told(&app).await, 0);
}

#[actix_web::test]
async fn s25_a_challenge_that_wrong_codes_or_a_change_ended_is_not_told() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").with_totp().create().await;
    let mut guessing = app.script();
    guessing.log_in(&alice).await.challenged();
    for _ in 0..5 {
        let now = app.now();
        let near: Vec<_> =
            (-20..=20).map(|steps| alice.totp_code(now + crate::support::STEP * steps)).collect();
        guessing.verify(&wrong_code(&near)).await.is(401);
    }
    app.script().log_in(&bob).await.challenged();
    let mut owner = app.script();
    owner.sign_in(&bob).await;
    owner.delete("/me/two-factor").await.is(204);
    app.advance(6 * MINUTE);
    assert_eq!(told(&app).await, 0);
}

#[actix_web::test]
async fn s25_of_two_replicas_one_tells() {
    let app = TestApp::start().await;
    let people = [
        app.user("alice").with_totp().create().await,
        app.user("bob").with_totp().create().await,
        app.user("carol").with_totp().create().await,
    ];
    for person in &people {
        app.script().log_in(person).await.challenged();
    }
    app.advance(6 * MINUTE);
    let (one, other) = tokio::join!(told(&app), told(&app));
    assert_eq!(one + other, 3);
}
