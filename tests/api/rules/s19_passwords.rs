//! S19: which passwords may be chosen, and how they are hashed.

use std::fs;

use reqwest::Method;
use vestibule::{
    entropy::Entropy,
    hasher::{Cost, Hasher},
    store,
};

use crate::support::{Answer, Call, PASSWORD, Person, TestApp, json};

/// A brand that may be part of no password.
const BRAND: [(&str, &str); 1] = [("brand.name", "Harbour Desk")];

async fn named(app: &TestApp) -> Person {
    let alice = app.user("wonderland").with_name("Liddell Pleasance").with_email("looking.glass@example.com");
    alice.in_team("Butterworth").create().await
}

/// A new password, chosen in a session, by the mailed link, and by an invitation.
async fn chosen_everywhere(app: &TestApp, person: &Person, password: &str) -> [(Answer, &'static str); 3] {
    let mut owner = app.script();
    owner.sign_in(person).await;
    let body = json!({ "current_password": person.password, "new_password": password });
    let changed = owner.send(Call::new(Method::PUT, "/me/password").json(&body)).await;

    app.script().post("/auth/password/forgot", json!({ "username": person.username })).await.is(202);
    let mail = app.mails_to(&person.email).pop().expect("a mail");
    let token = mail.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned();
    let body = json!({ "token": token, "new_password": password });
    let reset = app.script().post("/auth/password/reset", body).await;

    let service = app.service();
    let tx = service.begin().await.expect("a turn to write");
    let id = person.id.parse().expect("an id");
    let link = vestibule::invitations::invite(service, &tx, id).await.expect("an invitation");
    tx.commit().await.expect("the database writes");
    let token = link.rsplit_once('=').expect("a token").1.to_owned();
    let body = json!({ "token": token, "password": password });
    let accepted = app.script().post("/auth/invitation/accept", body).await;
    [(changed, "/new_password"), (reset, "/new_password"), (accepted, "/password")]
}

#[actix_web::test]
async fn s19_short_common_and_telling_passwords_are_refused_wherever_one_is_chosen() {
    let app = TestApp::with(&BRAND).await;
    let alice = named(&app).await;
    for (password, code) in [
        ("elevenchars", "too_short"),
        // Twelve code points as typed, six in the form that is hashed.
        ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "too_short"),
        ("PassWord1234", "too_common"),
        ("my wonderland 7", "contains_name"),
        ("Liddell Pleasance", "contains_name"),
        ("a looking.glass 7", "contains_name"),
        ("at BUTTERWORTH 7", "contains_name"),
        ("the harbour desk", "contains_name"),
    ] {
        for (answer, pointer) in chosen_everywhere(&app, &alice, password).await {
            answer.faulty(pointer, code);
        }
        app.advance(3600);
    }
}

#[actix_web::test]
async fn s19_256_code_points_are_the_most_and_no_kind_of_letter_is_asked_for() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    for password in ["ж".repeat(257), "Aa1! ".repeat(52)] {
        for (answer, pointer) in chosen_everywhere(&app, &alice, &password).await {
            answer.faulty(pointer, "too_long");
        }
        app.advance(3600);
    }
    for password in ["жж ".repeat(85) + "ж", "      ······".to_owned(), "nothing but letters".to_owned()]
    {
        let mut owner = app.script();
        owner.sign_in(&alice).await;
        let body = json!({ "current_password": alice.password, "new_password": password });
        owner.send(Call::new(Method::PUT, "/me/password").json(&body)).await.is(204);
        alice.password = password;
        app.script().log_in(&alice).await.authenticated();
    }
}

#[actix_web::test]
async fn s19_a_list_of_the_services_own_refuses_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("refused.txt");
    fs::write(&file, "acme spring offer\r\nHarvest Moon 2026\n").expect("a file");
    let app = TestApp::with(&[("passwords.list_file", file.to_str().expect("a path"))]).await;
    let alice = app.user("alice").create().await;
    for password in ["Acme Spring Offer", "harvest moon 2026", "password1234"] {
        for (answer, pointer) in chosen_everywhere(&app, &alice, password).await {
            answer.faulty(pointer, "too_common");
        }
        app.advance(3600);
    }
    let [(changed, _), ..] = chosen_everywhere(&app, &alice, "harvest moon 2027").await;
    changed.is(204);
}

async fn hash_of(app: &TestApp, person: &Person) -> String {
    let (service, id) = (app.service(), person.id.parse().expect("an id"));
    let phc = store::password::of_user(service.db.read(), &service.vault, id).await;
    phc.expect("the database reads").expect("a password").to_string()
}

async fn has_hash(app: &TestApp, person: &Person, phc: &str) {
    let (service, id) = (app.service(), person.id.parse().expect("an id"));
    let tx = service.begin().await.expect("a turn to write");
    store::password::set(&*tx, &service.vault, id, phc).await.expect("the user is there");
    tx.commit().await.expect("the database writes");
}

#[actix_web::test]
async fn s19_a_log_in_hashes_anew_where_the_cost_has_risen() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let weaker = Hasher::start(Cost { memory_kib: 32, passes: 1, lanes: 1 }, 1, 1).expect("a hasher");
    let old = weaker.hash(PASSWORD).await.expect("a hash");
    has_hash(&app, &alice, &old).await;

    app.script().guess("alice").await.refused(401, "invalid_credentials");
    assert_eq!(hash_of(&app, &alice).await, old, "a wrong password changes nothing");
    app.script().log_in(&alice).await.authenticated();
    let new = hash_of(&app, &alice).await;
    assert!(new.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{new}");
    app.script().log_in(&alice).await.authenticated();
    assert_eq!(hash_of(&app, &alice).await, new, "once is enough");
}

#[actix_web::test]
async fn s19_two_users_of_one_password_have_salts_of_their_own() {
    let app = TestApp::start().await;
    let (alice, bob) = (app.user("alice").create().await, app.user("bob").create().await);
    assert_eq!(alice.password, bob.password);
    assert_ne!(hash_of(&app, &alice).await, hash_of(&app, &bob).await);
}

/// A hash that no password has, and that takes long to find out.
fn slow_hash() -> String {
    use data_encoding::BASE64_NOPAD;
    use vestibule_domain::id::UserId;
    let entropy = Entropy::seeded(7);
    let salt = UserId::new(chrono::DateTime::UNIX_EPOCH, &mut entropy.rng()).as_uuid();
    let (salt, hash) = (BASE64_NOPAD.encode(salt.as_bytes()), BASE64_NOPAD.encode(&[7; 32]));
    format!("$argon2id$v=19$m=65536,t=16,p=1${salt}${hash}")
}

#[actix_web::test]
async fn s19_c122_c123_past_the_queue_log_ins_are_told_to_come_again_and_reads_go_on() {
    let app = TestApp::with(&[("passwords.hash_threads", "1"), ("passwords.hash_queue", "1")]).await;
    let (alice, slow) = (app.user("alice").create().await, app.user("slow").create().await);
    let mut reader = app.script();
    reader.sign_in(&alice).await;
    has_hash(&app, &slow, &slow_hash()).await;

    let before = app.service().hasher.hashes_done();
    let (answered, mut answers) = tokio::sync::mpsc::unbounded_channel();
    for _ in 0..6 {
        let (mut stranger, answered) = (app.script(), answered.clone());
        actix_web::rt::spawn(async move { answered.send(stranger.guess("slow").await) });
    }
    drop(answered);
    // What the queue can't hold is refused before anything is hashed, and nobody who reads waits for that either.
    let first = answers.recv().await.expect("an answer");
    first.refused(503, "overloaded");
    reader.get("/me").await.is(200);
    app.script().send(Call::root(Method::GET, "/health/ready")).await.is(200);
    let done = app.service().hasher.hashes_done() - before;
    assert!(done < 2, "{done} hashes were faster than a read");

    let mut busy = 1;
    while let Some(answer) = answers.recv().await {
        if answer.status == 503 {
            answer.refused(503, "overloaded");
            busy += 1;
        } else {
            answer.refused(401, "invalid_credentials");
        }
    }
    assert!((3..6).contains(&busy), "{busy} of 6");
    assert_eq!(app.service().hasher.waiting(), 0, "nothing is left over");
    app.script().log_in(&alice).await.authenticated();
}
