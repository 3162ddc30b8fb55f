//! A database of each release comes up to today's schema, with what is in it.

mod engine;
mod story;

use std::{env, fs};

use serde_json::json;

use self::engine::Engine;
use crate::cli::process::{PASSWORD, totp_code};

/// The first line of a dump, before the secret of Alice's app and a backup code.
const HEAD: &str = "-- Alice has ";

/// Where sea-orm keeps which migrations were run.
const MIGRATIONS: &str = "seaql_migrations";

#[actix_web::test]
async fn a_dump_has_rows_in_every_table() {
    let engine = Engine::start();
    let place = engine.place("dumped");
    let (secret, backup_code) = story::live(&place).await;

    let empty: Vec<_> = place.rows().into_iter().filter(|(_, rows)| *rows == 0).collect();
    assert!(empty.is_empty(), "{empty:?}");
    if env::var_os("VESTIBULE_WRITE_DUMP").is_some() {
        let dump = format!("{HEAD}{secret} {backup_code}\n{}", place.dump());
        fs::write(engine.file_of(env!("CARGO_PKG_VERSION")), dump).expect("written");
    }
}

#[actix_web::test]
async fn a_database_of_each_release_comes_up_with_all_that_is_in_it() {
    let engine = Engine::start();
    let new = engine.place("new");
    new.folder.run(&["migrate"]).succeeded();
    let dumps = engine.dumps();
    assert!(!dumps.is_empty());

    for (number, file) in dumps.iter().enumerate() {
        let dump = fs::read_to_string(file).expect("a dump");
        let name = format!("release_{number}");
        let old = engine.place(&name);
        old.sql(&dump);
        let rows = old.rows();

        old.folder.run(&["migrate"]).succeeded();

        assert_eq!(old.schema(), new.schema(), "{}", file.display());
        let kept = old.rows();
        for (table, rows) in rows.iter().filter(|(table, _)| table != MIGRATIONS) {
            assert!(*rows > 0 && kept.contains(&(table.clone(), *rows)), "{}: {table}", file.display());
        }

        story::put_key(&old);
        let server = old.folder.serve();
        let held = dump.lines().next().and_then(|line| line.strip_prefix(HEAD)?.split_once(' '));
        let (secret, backup_code) = held.expect("a head");
        let challenged = server.log_in("alice", PASSWORD).await;
        // The next step's: the present one may be the very one that the dump was made in.
        let code = totp_code(secret, challenged.time() + 30);
        let proof = json!({ "challenge_token": challenged.text("challenge_token"), "code": code });
        let by_app = server.post("/api/v1/auth/verify", proof).await;
        let own = server.get("/api/v1/me", by_app.text("access_token")).await;
        assert_eq!((own.text("username"), own.text("cell_phone")), ("alice", "+12015550142"));
        let at_once = json!({ "username": "alice", "password": PASSWORD, "code": backup_code });
        let by_paper = server.post("/api/v1/auth/login", at_once).await;
        assert_eq!(by_paper.text("status"), "authenticated");
    }
}
