//! S29: what is over goes, and nothing else does.

use vestibule::{
    housekeeping::{self, Tidied},
    keys, store,
    store::expiry::{BATCH, Expiring},
};
use vestibule_domain::{
    challenge::LoginChallenge,
    id::{UserId, WrongTryId},
    session::Place,
};

use crate::support::{Call, Client, Person, TestApp, json, race};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

async fn tidy(app: &TestApp) -> Tidied {
    housekeeping::run_once(app.service()).await
}

/// One row of every kind, made at one instant, the clock's.
async fn one_of_each(app: &TestApp, alice: &Person) {
    let carol = app.user("carol").in_team("Strict").create().await;
    app.user("bob").invited().create().await;

    let code = alice.totp_code(app.now());
    let remembering = json!({ "code": code, "remember_device": true });
    let mut owner = app.script();
    owner.log_in_with(alice, remembering).await.authenticated();
    let token = json!({ "name": "reports", "scopes": ["team:read"] });
    owner.post("/me/api-tokens", token).await.is(201);
    let mut stranger = app.script();
    stranger.log_in(alice).await.challenged();
    stranger.ask_for_text().await.is(202);
    stranger.verify(&alice.wrong_code(app.now())).await.is(401);
    app.script().guess("nobody").await.is(401);

    let mut enrolling = app.script();
    enrolling.log_in(&carol).await.is(200);
    enrolling.post("/me/two-factor/totp", json!({})).await.is(201);
    let dave = app.user("dave").create().await;
    let mut leaving = app.script();
    leaving.sign_in(&dave).await;
    leaving.log_out().await.is(204);
    app.script().sign_in(&dave).await;
    keys::rotate(app.service()).await.expect("a rotation");
}

#[actix_web::test]
async fn s29_every_kind_of_row_goes_when_its_time_is_over_and_not_a_second_before() {
    let app = TestApp::start().await;
    let strict = |policy: &mut vestibule_domain::policy::TeamPolicy| {
        policy.require_two_factor = true;
        policy.grace_days = 0;
    };
    app.team_with("Strict", strict).await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let beginning = app.now();
    one_of_each(&app, &alice).await;
    assert_eq!(app.now(), beginning);

    let mut due = vec![
        (Expiring::WrongPasswords, HOUR),
        (Expiring::SmsCodes, 5 * MINUTE + HOUR),
        (Expiring::SigningKeys, HOUR + keys::OVERLAP.num_seconds()),
        (Expiring::LoginChallenges, 5 * MINUTE + DAY),
        (Expiring::PendingEnrollments, 10 * MINUTE + DAY),
        (Expiring::EnrollmentGrants, 15 * MINUTE + DAY),
        (Expiring::Texts, 2 * DAY),
        (Expiring::Mails, 2 * DAY),
        (Expiring::Notices, 2 * DAY),
        (Expiring::Links, 8 * DAY),
        (Expiring::EndedSessions, 30 * DAY),
        (Expiring::LapsedSessions, 30 * DAY + HOUR),
        (Expiring::RememberedDevices, 31 * DAY),
        (Expiring::WrongCodes, 31 * DAY),
        (Expiring::UnknownNames, 90 * DAY),
        (Expiring::ApiTokens, 91 * DAY),
        (Expiring::KnownClients, 400 * DAY),
        (Expiring::Activity, 400 * DAY),
    ];
    assert!(Expiring::ALL.iter().all(|kind| due.iter().any(|(there, _)| there == kind)), "one of each");
    due.sort_by_key(|(_, after)| *after);
    let until = |after: i64| app.advance(after - (app.now() - beginning).num_seconds());
    for instant in due.chunk_by(|one, other| one.1 == other.1) {
        // What was there before the beginning, a code's step ago, goes first.
        until(instant[0].1 - 2);
        tidy(&app).await;
        app.advance(1);
        let early = tidy(&app).await;
        app.advance(1);
        let tidied = tidy(&app).await;
        for (kind, _) in instant {
            assert_eq!(early.rows(*kind), 0, "{kind:?} went early");
            assert!(tidied.rows(*kind) > 0, "{kind:?} stayed: {tidied:?}");
        }
    }
}

#[actix_web::test]
async fn s29_what_lives_works_on_after_all_else_is_gone() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    app.advance(40 * DAY);
    let (mut owner, mut pending) = (app.script(), app.script());
    owner.sign_in_with(&alice, json!({ "remember_device": true })).await;
    let replaced = owner.clone();
    owner.refresh().await.authenticated();
    pending.log_in(&alice).await.challenged();
    pending.ask_for_text().await.is(202);

    tidy(&app).await;

    owner.get("/me").await.is(200);
    owner.refresh().await.authenticated();
    pending.verify(&crate::support::code_in(&app.last_text_to(&alice))).await.authenticated();
    let mut remembered = owner.clone();
    remembered.log_in(&alice).await.authenticated();
    // A token that was replaced long ago still shows that it was copied.
    app.advance(50 * MINUTE);
    owner.refresh().await.authenticated();
    tidy(&app).await;
    replaced.clone().refresh().await.refused(401, "refresh_reused");
    owner.get("/me").await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn s29_a_session_that_is_over_goes_with_all_its_old_refresh_tokens() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let first = script.clone();
    let replaced = BATCH + 50;
    for _ in 0..replaced {
        app.advance(11);
        script.refresh().await.authenticated();
    }
    for _ in 0..60 {
        app.script().sign_in(&alice).await;
    }
    app.advance(DAY);
    script.refresh().await.refused(401, "invalid_token");
    app.advance(30 * DAY);

    let tidied = tidy(&app).await;

    let rows = tidied.rows(Expiring::LapsedSessions) + tidied.rows(Expiring::EndedSessions);
    assert_eq!(rows, 61 + replaced);
    first.clone().refresh().await.refused(401, "invalid_token");
    app.script().sign_in(&alice).await;
}

async fn add_wrong_passwords(app: &TestApp, count: u64) {
    let service = app.service();
    let tx = service.begin().await.expect("a turn to write");
    for _ in 0..count {
        let id = WrongTryId::new(service.now(), &mut service.rng());
        store::wrong_password::insert(&*tx, id, "192.0.2.1", service.now()).await.expect("written");
    }
    tx.commit().await.expect("the database writes");
}

#[actix_web::test]
async fn s29_c23_more_rows_than_a_batch_all_go_and_younger_ones_stay() {
    let app = TestApp::start().await;
    let old = 2 * BATCH + 7;
    add_wrong_passwords(&app, old).await;
    app.advance(HOUR);
    add_wrong_passwords(&app, 30).await;

    assert_eq!(tidy(&app).await.rows(Expiring::WrongPasswords), old);
    let service = app.service();
    let wait = store::wrong_password::wait_of(service.db.read(), "192.0.2.1", service.now()).await;
    assert!(wait.expect("an answer").is_some(), "thirty of the last ten minutes still count");
    assert_eq!(tidy(&app).await.rows(Expiring::WrongPasswords), 0);
}

#[actix_web::test]
async fn s29_two_that_tidy_at_once_remove_each_row_once() {
    let app = TestApp::start().await;
    let old = 2 * BATCH + 7;
    add_wrong_passwords(&app, old).await;
    app.advance(HOUR);
    let (one, other) = tokio::join!(tidy(&app), tidy(&app));
    assert_eq!(one.rows(Expiring::WrongPasswords) + other.rows(Expiring::WrongPasswords), old);
}

#[actix_web::test]
async fn s29_people_log_in_while_much_is_tidied_up() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    add_wrong_passwords(&app, 10 * BATCH).await;
    app.advance(HOUR);
    let mut script = app.script();
    let (tidied, _) = tokio::join!(tidy(&app), script.sign_in(&alice));
    assert_eq!(tidied.rows(Expiring::WrongPasswords), 10 * BATCH);
}

#[actix_web::test]
async fn s29_a_user_has_twenty_known_clients_and_the_one_unused_for_longest_is_a_stranger_again() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut scripts: Vec<Client> = Vec::new();
    for _ in 0..21 {
        let mut script = app.script();
        script.sign_in(&alice).await;
        app.advance(1);
        scripts.push(script);
    }
    // Five wrong passwords of strangers: the sixth try of one waits, that of a known client doesn't.
    for _ in 0..5 {
        app.script().guess("alice").await.is(401);
    }
    scripts[0].log_in(&alice).await.refused(429, "rate_limited");
    scripts[1].log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s29_a_challenge_is_removed_whoever_opened_it() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (service, user) = (app.service(), alice.id.parse::<UserId>().expect("an id"));
    let place = Place { device_name: "curl".to_owned(), ip: "192.0.2.1".to_owned() };
    let tx = service.begin().await.expect("a turn to write");
    for number in 0..=u8::try_from(BATCH / 2).expect("few") {
        let challenge = LoginChallenge::open(user, None, service.now(), &mut service.rng());
        let hash = [number; 32];
        store::challenge::insert(&*tx, &challenge, hash, &place, service.now()).await.expect("written");
    }
    tx.commit().await.expect("the database writes");
    app.advance(DAY + 5 * MINUTE);
    assert_eq!(tidy(&app).await.rows(Expiring::LoginChallenges), BATCH / 2 + 1);
}

#[actix_web::test]
async fn s29_c145_twenty_log_ins_at_once_on_fifty_sessions_leave_fifty() {
    let app = TestApp::for_races().await;
    let alice = app.user("alice").create().await;
    let mut first = app.script();
    for _ in 0..50 {
        first = app.script();
        first.sign_in(&alice).await;
        app.advance(1);
    }
    let body = json!({ "username": "alice", "password": alice.password });
    let answers = race(&app, vec![Call::post("/auth/login").json(&body); 20]).await;
    let mut last = None;
    for answer in &answers {
        last = Some(answer.authenticated().text("access_token").to_owned());
    }
    let listed = first.bearing(&last.expect("a session")).get("/me/sessions?limit=100").await;
    assert_eq!(listed.is(200)["items"].as_array().map(Vec::len), Some(50));
    first.get("/me").await.is(200);
}

#[actix_web::test]
async fn s29_a_user_has_twenty_remembered_devices_and_the_oldest_ends() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut devices = Vec::new();
    for _ in 0..21 {
        let mut script = app.script();
        script.sign_in_with(&alice, json!({ "remember_device": true })).await;
        devices.push(script);
    }
    devices[0].log_in(&alice).await.challenged();
    devices[1].log_in(&alice).await.authenticated();
    devices[20].log_in(&alice).await.authenticated();
    assert_eq!(devices[20].get("/me/two-factor").await.is(200)["remembered_devices"], 20);
}
