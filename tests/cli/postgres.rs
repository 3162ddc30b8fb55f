//! Commands beside the service on PostgreSQL, where the tests run on it.

use super::{
    migrate::all_at_once,
    process::{Folder, PASSWORD},
};
use crate::support::{TestDatabase, postgres::PostgresServer};

/// A folder whose data is on PostgreSQL, and what holds the database; nothing where the tests run on SQLite.
async fn on_postgresql() -> Option<(Folder, TestDatabase)> {
    let (folder, database) = (Folder::new(), TestDatabase::create().await);
    let TestDatabase::Postgres(_) = &database else { return None };
    folder.set(&format!("database_url = \"{}\"", database.url(&folder.path(""))));
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    Some((folder, database))
}

#[actix_web::test]
async fn the_doctor_holds_the_databases_clock_against_ours() {
    let Some((folder, _database)) = on_postgresql().await else { return };
    let told = folder.run(&["doctor", "--json"]).json();
    let checks = told["checks"].as_array().expect("checks");
    let said = |name: &str| {
        let check = checks.iter().find(|check| check["name"] == name).expect("a check");
        (check["state"].as_str().expect("a state"), check["message"].as_str().expect("a message"))
    };
    assert_eq!(said("database"), ("ok", "PostgreSQL"));
    let (state, message) = said("clock");
    assert!(state == "ok" && message.contains("ms apart"), "{message}");
    assert_eq!(said("migrations").0, "ok");
    assert_eq!(said("signing keys").0, "ok");
}

#[actix_web::test]
async fn commands_hold_at_once_and_the_log_is_handed_out() {
    let Some((folder, _database)) = on_postgresql().await else { return };
    let server = folder.serve();
    let logged_in = server.log_in("alice", PASSWORD).await;
    let token = logged_in.text("access_token");
    assert_eq!(server.get("/api/v1/me", token).await.status, 200);

    folder.run(&["user", "disable", "alice"]).succeeded();

    assert_eq!(server.get("/api/v1/me", token).await.code(), "invalid_token");
    let log = folder.run(&["activity", "export", "--team", "Acme"]).succeeded();
    assert!(log.lines().any(|line| line.contains("\"logged_in\"")), "{log}");
    assert_eq!(folder.run(&["activity", "export", "--since", "2099-01-01T00:00:00Z"]).succeeded(), "");
}

#[actix_web::test]
async fn of_several_migrations_at_once_one_does_and_the_others_wait() {
    if !TestDatabase::is_postgres() {
        return;
    }
    let server = PostgresServer::start();
    server.execute("CREATE DATABASE empty");
    let folder = Folder::new();
    folder.set(&format!("database_url = \"{}\"", server.url("empty")));
    all_at_once(&folder);
}
