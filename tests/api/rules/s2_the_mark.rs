//! S2, S3: what is spent is spent by one conditional statement, whoever asks it.

use vestibule::store;
use vestibule_domain::{backup_code::BackupCode, id::UserId, totp::TimeStep};

use crate::support::TestApp;

#[actix_web::test]
async fn s2_the_statement_that_marks_a_step_refuses_it_and_every_step_before_by_itself() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (service, user): (_, UserId) = (app.service(), alice.id.parse().expect("an id"));
    let totp =
        store::totp::of_user(service.db.read(), &service.vault, user).await.expect("the database reads");
    let totp = totp.expect("an app");
    let mark = totp.last_accepted_step.expect("the step that confirmed it").number();
    let tx = service.begin().await.expect("a turn to write");
    for (step, passes) in
        [(mark, false), (mark + 2, true), (mark + 2, false), (mark + 1, false), (mark + 3, true)]
    {
        let advanced = store::totp::advance_step(&*tx, totp.id, TimeStep::from_number(step)).await;
        assert_eq!(advanced.expect("the database writes"), passes, "step {step} after {mark}");
    }
    tx.commit().await.expect("the database writes");
}

#[actix_web::test]
async fn s3_the_statement_that_spends_a_backup_code_spends_it_once_and_for_its_user_alone() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").with_totp().create().await;
    let service = app.service();
    let code = BackupCode::parse(&alice.backup_codes[0]).expect("a code");
    let (alice, bob): (UserId, UserId) = (alice.id.parse().expect("an id"), bob.id.parse().expect("an id"));
    let tx = service.begin().await.expect("a turn to write");
    for (user, passes) in [(bob, false), (alice, true), (alice, false)] {
        let spent = store::backup_code::redeem(&*tx, &service.vault, user, &code, app.now()).await;
        assert_eq!(spent.expect("the database writes"), passes);
    }
    tx.commit().await.expect("the database writes");
}

#[actix_web::test]
async fn s20_one_backup_code_of_two_users_has_two_hashes() {
    let app = TestApp::start().await;
    let (alice, bob) = (app.user("alice").create().await, app.user("bob").create().await);
    let vault = &app.service().vault;
    let hash =
        |id: &str| vault.backup_code_hash(id.parse::<UserId>().expect("an id").as_uuid(), "0123456789");
    assert_ne!(hash(&alice.id), hash(&bob.id));
    assert_eq!(hash(&alice.id), hash(&alice.id));
}
