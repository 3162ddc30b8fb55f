//! A database that is gone, or takes no writes any more, and comes back (C118, C119).

use std::time::Instant;

use tokio::task::spawn_local;

use super::{
    caller::{Caller, Outcome},
    ground::{Ground, RECOVERY, until_ready},
    life::Life,
};
use crate::cli::process::Server;
use crate::support::{Answer, Call, PASSWORD, TestDatabase, json, postgres::PostgresServer};

/// A service on a PostgreSQL of its own.
struct Scene {
    service: Server,
    server: PostgresServer,
    caller: Caller,
    alice: Life,
    _ground: Ground,
}

impl Scene {
    /// Nothing where the tests run on SQLite.
    async fn begin() -> Option<Self> {
        if !TestDatabase::is_postgres() {
            return None;
        }
        let server = PostgresServer::start();
        let ground = Ground::on(&server);
        let [alice] = ground.add_people::<1>(0).await;
        Some(Self { service: ground.serve(), server, caller: ground.caller(), alice, _ground: ground })
    }
}

/// As a fail-over leaves the former server: connections are cut, and new ones can only read.
fn become_read_only(server: &PostgresServer) {
    server.execute("ALTER DATABASE crashes SET default_transaction_read_only = on");
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'crashes'");
}

/// Logs somebody in; a service that can't write has to say so (503, and when to come again).
async fn log_in(caller: &Caller, username: &str) -> Option<Answer> {
    let body = json!({"username": username, "password": PASSWORD});
    match caller.send("10.0.0.1", None, Call::post("/auth/login").json(&body)).await {
        Outcome::Answered(answer) => Some(answer),
        Outcome::Unavailable => None,
        Outcome::Lost => panic!("the service is gone"),
    }
}

async fn attempt(caller: Caller, username: String) -> Option<Answer> {
    log_in(&caller, &username).await
}

#[actix_web::test]
async fn c119_a_postgresql_that_became_read_only_is_left_for_its_successor() {
    let Some(scene) = Scene::begin().await else { return };
    let (server, caller, alice) = (&scene.server, &scene.caller, &scene.alice);
    until_ready(caller, true).await;
    let logged_in = log_in(caller, &alice.username).await.expect("it takes writes");
    let token = logged_in.authenticated().text("access_token");

    become_read_only(server);
    until_ready(caller, false).await;
    assert!(log_in(caller, &alice.username).await.is_none());
    let me = caller.answer("10.0.0.1", Some(token), Call::get("/me")).await;
    assert_eq!(me.status, 200, "reads are answered: {me}");

    // Its name leads to the new server again, while those who are connected stay where they are.
    server.execute("ALTER DATABASE crashes RESET default_transaction_read_only");
    until_ready(caller, true).await;
    log_in(caller, &alice.username).await.expect("it takes writes").authenticated();
    assert!(scene.service.log().contains("\"database_read_only\""));
}

#[actix_web::test]
async fn c119_a_write_that_is_refused_is_enough_to_leave_a_read_only_server() {
    let Some(scene) = Scene::begin().await else { return };
    let (server, caller, alice) = (&scene.server, &scene.caller, &scene.alice);
    become_read_only(server);
    // So many at once that every connection there may be leads to it.
    let attempts: Vec<_> =
        (0..40).map(|_| spawn_local(attempt(caller.clone(), alice.username.clone()))).collect();
    for attempt in attempts {
        assert!(attempt.await.expect("an attempt ends").is_none());
    }
    server.execute("ALTER DATABASE crashes RESET default_transaction_read_only");

    // Nobody asks whether it is ready.
    let since = Instant::now();
    while log_in(caller, &alice.username).await.is_none() {
        assert!(since.elapsed() < RECOVERY, "it stays with a server that takes no writes");
    }
}

#[actix_web::test]
async fn a_postgresql_that_is_gone_is_told_and_found_again() {
    let Some(scene) = Scene::begin().await else { return };
    let (server, caller, alice) = (&scene.server, &scene.caller, &scene.alice);
    until_ready(caller, true).await;

    server.kill();
    until_ready(caller, false).await;
    assert!(log_in(caller, &alice.username).await.is_none());
    let live = Call::root(reqwest::Method::GET, "/health/live");
    assert_eq!(caller.answer("10.0.0.1", None, live).await.status, 200);

    server.start_again();
    until_ready(caller, true).await;
    log_in(caller, &alice.username).await.expect("it is back").authenticated();
}
