//! No query of the hot paths reads a whole table, however many users and however long a log there is.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use vestibule::{delivery, housekeeping, store::Database};

use super::{crowd, plan};
use crate::support::{Call, Client, Person, TestApp, Value, code_in, json};

/// The password that is chosen on the way.
const CHOSEN: &str = "another long password";

/// Every statement that was sent, once.
type Sent = Arc<Mutex<BTreeMap<String, Statement>>>;

#[actix_web::test]
async fn no_query_of_a_hot_path_reads_a_whole_table() {
    let sent = Sent::default();
    let keep = Arc::clone(&sent);
    let app = TestApp::watched(move |statement| {
        let mut sent = keep.lock().expect("nobody failed here");
        sent.entry(statement.sql.clone()).or_insert_with(|| statement.clone());
    })
    .await;
    let alice = app.user("alice").admin().with_totp().with_phone("+12015550142").create().await;
    let db = &app.service().db;
    let mut teams = vec![app.team("Acme").await.to_string()];
    for number in 1..200 {
        teams.push(app.team(&format!("Team {number}")).await.to_string());
    }
    let tables = crowd::gather(db.read(), &teams, app.now()).await;
    sent.lock().expect("nobody failed here").clear();

    log_in_by_all_means(&app, &alice).await;
    look_around(&app, &alice).await;
    wander_off(&app, &alice).await;
    work_beside(&app, &alice).await;

    let sent = sent.lock().expect("nobody failed here").clone();
    let unseen: Vec<_> =
        tables.iter().filter(|table| !sent.keys().any(|sql| sql.contains(&format!("\"{table}\"")))).collect();
    assert!(unseen.is_empty(), "nobody asked for {unseen:?}");
    let mut scans = Vec::new();
    for statement in sent.values().filter(|statement| is_planned(&statement.sql)) {
        let found = plan::scans(db, statement).await;
        scans.extend(found.into_iter().map(|scan| format!("{scan}: {}", statement.sql)));
    }
    assert!(scans.is_empty(), "{} statements, and these scan: {scans:#?}", sent.len());
}

/// Else it plans anew at each call: what comes with it keeps statistics of values, and we gather none.
#[actix_web::test]
async fn sqlite_plans_a_statement_once_whatever_its_values_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("vestibule.db").display());
    let db = Database::open(&url).await.expect("it opens");
    let options = Statement::from_string(DbBackend::Sqlite, "PRAGMA compile_options");
    let rows = db.read().query_all_raw(options).await.expect("its options");
    let options: Vec<String> =
        rows.iter().map(|row| row.try_get("", "compile_options").expect("a name")).collect();
    assert!(options.contains(&"ENABLE_QPSG".to_owned()), "see .cargo/config.toml: {options:?}");
}

fn is_planned(sql: &str) -> bool {
    ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "].iter().any(|verb| sql.starts_with(verb))
}

/// By user name and by address, with an app, a text, a backup code, and on a remembered device; right and wrong.
async fn log_in_by_all_means(app: &TestApp, alice: &Person) {
    let mut browser = app.browser();
    browser.sign_in_with(alice, json!({ "remember_device": true })).await;
    browser.log_in(alice).await.authenticated();
    browser.refresh().await.is(200);
    browser.log_out().await.is(204);

    let by_address = Person { username: alice.email.clone(), ..alice.clone() };
    let mut script = app.script();
    script.log_in(&by_address).await.challenged();
    script.ask_for_text().await.is(202);
    script.verify(&alice.wrong_code(app.now())).await.refused(401, "invalid_code");
    script.verify(&code_in(&app.last_text_to(alice))).await.authenticated();
    script.refresh().await.is(200);

    let mut script = app.script();
    script.log_in(alice).await.challenged();
    script.verify(&alice.backup_codes[0]).await.authenticated();
    for name in ["alice", "nobody", "nobody@example.com"] {
        app.script().guess(name).await.refused(401, "invalid_credentials");
    }
}

/// Every page that there is to read, and its next one.
async fn look_around(app: &TestApp, alice: &Person) {
    let mut browser = app.browser();
    browser.sign_in(alice).await;
    for path in [
        "/me",
        "/me/sessions",
        "/me/devices",
        "/me/two-factor",
        "/me/api-tokens",
        "/me/activity?limit=2",
        "/team/activity?limit=2",
        "/team/activity?limit=2&order=asc",
        "/team/users?limit=2",
        "/team/users?limit=2&query=alice",
        "/team/users?limit=2&query=555014",
        "/team/policy",
    ] {
        look_twice(&mut browser, path).await;
    }
    look_twice(&mut browser, &format!("/team/activity?limit=2&user={}", alice.id)).await;
    browser.get(&format!("/team/users/{}", alice.id)).await.is(200);
    browser.send(Call::root(reqwest::Method::GET, "/health/ready")).await.is(200);
}

async fn look_twice(client: &mut Client, path: &str) {
    let page = client.get(path).await;
    if let Value::String(cursor) = &page.is(200)["next_cursor"] {
        let and = if path.contains('?') { '&' } else { '?' };
        client.get(&format!("{path}{and}cursor={cursor}")).await.is(200);
    }
}

/// What people do about their accounts.
async fn wander_off(app: &TestApp, alice: &Person) {
    let mut script = app.script();
    script.sign_in(alice).await;
    let code = app.next_code(alice);
    script.step_up(json!({ "code": code })).await.is(200);
    let made = script.post("/me/api-tokens", json!({ "name": "reports", "scopes": ["account:read"] })).await;
    let token = made.is(201).text("token").to_owned();
    app.script().post("/auth/token", json!({ "api_token": token })).await.is(200);
    script.post("/me/two-factor/totp", json!({})).await.is(201);

    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    delivery::deliver_due(app.service()).await.expect("the queue is read");
    let token = app.mailed_token(&alice.email, "reset");
    let body = json!({ "token": token, "new_password": CHOSEN });
    app.script().post("/auth/password/reset", body).await.is(204);
}

/// What every replica does once in a while.
async fn work_beside(app: &TestApp, alice: &Person) {
    // Somebody leaves a right password without a code.
    let alice = Person { password: CHOSEN.to_owned(), ..alice.clone() };
    app.script().log_in(&alice).await.challenged();
    app.advance(24 * 60 * 60);
    let tidied = housekeeping::run_once(app.service()).await;
    assert!(tidied.told == 1 && tidied.removed.len() > 2, "{tidied:?}");
    delivery::deliver_due(app.service()).await.expect("the queue is read");
}
