//! Copies of the database, made beside the service and brought back, by the commands of docs/OPERATIONS.md.

use std::{fs, process::Command, thread};

use reqwest::Method;
use serde_json::{Value, json};

use super::process::{Folder, PASSWORD, Server, root, totp_code};
use crate::support::{TestDatabase, postgres::PostgresServer};

/// The line of the page that begins so.
fn documented(beginning: &str) -> String {
    let page = fs::read_to_string(root().join("docs/OPERATIONS.md")).expect("the page");
    let line = page.lines().find(|line| line.starts_with(beginning));
    line.unwrap_or_else(|| panic!("docs/OPERATIONS.md has no line {beginning}…")).to_owned()
}

/// A folder's database, and what an operator has at hand there.
struct Place<'a> {
    folder: Folder,
    server: Option<(&'a PostgresServer, &'static str)>,
}

impl<'a> Place<'a> {
    fn new(server: Option<&'a PostgresServer>, database: &'static str) -> Self {
        let (folder, server) = (Folder::new(), server.map(|server| (server, database)));
        if let Some((server, database)) = server {
            server.execute(&format!("CREATE DATABASE {database}"));
            folder.set(&format!("database_url = \"{}\"", server.url(database)));
        }
        fs::create_dir_all(folder.path("data")).expect("a folder");
        Self { folder, server }
    }

    /// A shell that does what the page says.
    fn shell(&self, commands: &[String]) -> Command {
        let mut shell = Command::new("sh");
        shell.arg("-ec").arg(commands.join("\n")).current_dir(self.folder.path(""));
        if let Some((server, database)) = self.server {
            shell.env("DATABASE_URL", server.url(database));
            shell.env("PATH", format!("{}:/usr/bin:/bin", server.programs().display()));
        }
        shell
    }

    fn copy(&self) -> Command {
        let (on_sqlite, on_postgresql) = (documented("sqlite3 data/"), documented("pg_dump --format"));
        self.shell(&[if self.server.is_some() { on_postgresql } else { on_sqlite }])
    }

    fn bring_back(&self) -> Command {
        let on_sqlite = [documented("rm -f "), documented("cp copy.db ")];
        let on_postgresql = [documented("pg_restore --exit-on-error ")];
        self.shell(if self.server.is_some() { &on_postgresql } else { &on_sqlite })
    }
}

/// Switches two-factor on and tells the backup codes.
async fn backup_codes(server: &Server, username: &str) -> Vec<Value> {
    let logged_in = server.log_in(username, PASSWORD).await;
    let token = Some(logged_in.text("access_token"));
    let begun = server.send(Method::POST, "/api/v1/me/two-factor/totp", token, Some(json!({}))).await;
    let code = totp_code(begun.text("secret"), begun.time());
    let body = json!({ "enrollment_id": begun.text("enrollment_id"), "code": code });
    let confirmed = server.send(Method::POST, "/api/v1/me/two-factor/totp/confirm", token, Some(body)).await;
    confirmed.body["backup_codes"].as_array().expect("codes").clone()
}

fn log_in_by(code: &Value) -> Value {
    json!({ "username": "alice", "password": PASSWORD, "code": code })
}

#[actix_web::test]
async fn a_copy_that_is_made_under_writes_brings_everybody_back_with_the_master_key_alone() {
    let server = if TestDatabase::is_postgres() { Some(PostgresServer::start()) } else { None };
    let here = Place::new(server.as_ref(), "here");
    here.folder.add_team("Acme");
    for username in ["alice", "bob"] {
        here.folder.add_user("Acme", username);
    }
    let service = here.folder.serve();
    let codes = backup_codes(&service, "alice").await;
    assert_eq!(service.post("/api/v1/auth/login", log_in_by(&codes[0])).await.status, 200);

    let mut copy = here.copy();
    let copying = thread::spawn(move || copy.status().expect("a shell"));
    let mut written = 0;
    while !copying.is_finished() || written < 3 {
        assert_eq!(service.log_in("bob", PASSWORD).await.status, 200, "nobody waits for the copy");
        written += 1;
    }
    assert!(copying.join().expect("a shell").success());
    assert!(service.stop().0.success());

    let there = Place::new(server.as_ref(), "there");
    let file = if server.is_some() { "copy.dump" } else { "copy.db" };
    fs::rename(here.folder.path(file), there.folder.path(file)).expect("the copy is carried over");
    assert!(there.bring_back().status().expect("a shell").success());
    let refused = there.folder.run(&["serve"]).failed();
    assert!(refused.contains("another master key"), "{refused}");

    fs::copy(here.folder.path("data/master.key"), there.folder.path("data/master.key")).expect("the key");
    let told = there.folder.run(&["doctor", "--json"]).json();
    for check in told["checks"].as_array().expect("checks") {
        assert_ne!(check["state"], "fail", "{check}");
    }
    let service = there.folder.serve();
    let spent = service.post("/api/v1/auth/login", log_in_by(&codes[0])).await;
    assert_eq!((spent.code(), &spent.body["reason"]), ("invalid_code", &json!("already_used")));
    let back = service.post("/api/v1/auth/login", log_in_by(&codes[1])).await;
    assert_eq!(back.text("status"), "authenticated");
    assert_eq!(service.get("/api/v1/me", back.text("access_token")).await.status, 200);
}
