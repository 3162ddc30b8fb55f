//! A disk without room: what can't be written is refused and said so, what can be read is answered, and all goes on
//! by itself once there is room again.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use super::{
    caller::{Caller, Outcome},
    chance::Chance,
    ground::{Ground, RECOVERY, until_ready},
    kills::{hold, live_until},
    life::Life,
    proof, replay,
};
use crate::{
    cli::process::Server,
    support::{Call, TestDatabase, json, postgres::PostgresServer},
};

/// Has a file system of its own in place of the folder of its data, with room for so much.
const SMALL_DISK: &str = r#"mount -t tmpfs -o size=16m tmpfs "$2" && cp "$1"/* "$2"/ && mount --bind "$2" "$1" &&
shift 2 && exec "$@""#;

/// Is told by an error that a file can't grow, instead of being ended by a signal.
const NO_SIGNAL: &str = r#"trap "" XFSZ && exec "$@""#;

#[actix_web::test]
async fn s26_a_full_disk_loses_nothing_and_is_gone_when_there_is_room() {
    if TestDatabase::is_postgres() || !may_mount() {
        return;
    }
    let ground = Ground::new().await;
    let mut lives = ground.add_people::<4>(0).await;
    let (data, disk) = (ground.data(), ground.folder.path("disk"));
    fs::create_dir(&disk).expect("a folder");
    let (data, disk) = (data.to_str().expect("text"), disk.to_str().expect("text"));
    let script = ["unshare", "-rm", "sh", "-c", SMALL_DISK, "sh", data, disk];
    let service = ground.folder.serve_by(&script);
    let ballast = within(&service, &ground.data()).join("ballast");
    let caller = ground.caller();
    until_ready(&caller, true).await;
    let outbox = within(&service, &ground.outbox_file());

    let (mut chance, password) = (Chance::new(), lives[0].password.clone());
    let told = live_until(&outbox, &caller, &mut lives, &mut chance, async || {
        fill(&ballast);
        until(&caller, &password, false).await;
    })
    .await;
    println!("full after {told}");
    reads_are_answered(&caller, &lives).await;
    fs::remove_file(&ballast).expect("room");

    let caller = ground.caller();
    until(&caller, &password, true).await;
    for life in &mut lives {
        // What the disk had no room for is undone for sure.
        let undone = life.under_way.take();
        let asked = undone.as_ref().map(|(_, asked)| *asked);
        replay::hold(life, &caller, undone.map(|(act, _)| act), asked).await;
    }
    assert!(service.stop().0.success());
}

#[actix_web::test]
async fn s26_files_that_may_not_grow_lose_nothing_and_go_on_once_they_may() {
    if TestDatabase::is_postgres() {
        return;
    }
    let ground = Ground::new().await;
    let mut lives = ground.add_people::<4>(0).await;
    let service = ground.folder.serve_by(&["sh", "-c", NO_SIGNAL, "sh"]);
    let caller = ground.caller();
    until_ready(&caller, true).await;

    let (mut chance, password) = (Chance::new(), lives[0].password.clone());
    let outbox = ground.outbox_file();
    let told = live_until(&outbox, &caller, &mut lives, &mut chance, async || {
        limit_files(&service, "0");
        until(&caller, &password, false).await;
    })
    .await;
    println!("limited after {told}");
    reads_are_answered(&caller, &lives).await;
    limit_files(&service, "unlimited");

    let caller = ground.caller();
    until(&caller, &password, true).await;
    hold(&ground, &caller, &mut lives).await;
    assert!(service.stop().0.success());
    proof::hold_mails(&ground, &lives).await;
}

#[actix_web::test]
async fn s26_a_postgresql_without_room_loses_nothing_and_takes_writes_once_there_is_some() {
    if !TestDatabase::is_postgres() {
        return;
    }
    if !PostgresServer::may_have_small_disk() {
        println!("skipped: no file system can be mounted here");
        return;
    }
    let server = PostgresServer::start_on_small_disk();
    let ground = Ground::on(&server);
    let mut lives = ground.add_people::<4>(0).await;
    let service = ground.serve();
    let caller = ground.caller();
    until_ready(&caller, true).await;

    let (mut chance, password) = (Chance::new(), lives[0].password.clone());
    let told = live_until(&ground.outbox_file(), &caller, &mut lives, &mut chance, async || {
        server.fill_disk();
        until(&caller, &password, false).await;
    })
    .await;
    println!("full after {told}");
    reads_are_answered(&caller, &lives).await;
    server.make_room();

    let caller = ground.caller();
    until(&caller, &password, true).await;
    hold(&ground, &caller, &mut lives).await;
    assert!(service.stop().0.success());
    proof::hold_mails(&ground, &lives).await;
}

async fn reads_are_answered(caller: &Caller, lives: &[Life; 4]) {
    let mut read = 0;
    for life in lives {
        let newest = life.sessions.last().and_then(|session| session.access.as_deref());
        if let Some(token) = newest {
            let me = caller.answer(&life.address, Some(token), Call::get("/me")).await;
            read += u32::from(me.is(200).text("username") == life.username);
        }
    }
    assert!(read > 0, "somebody has a session");
    until_ready(caller, true).await;
}

/// Waits until writes are taken, or refused: where a file has room within, that is a while after the disk has none.
async fn until(caller: &Caller, password: &str, writes: bool) {
    let since = Instant::now();
    for number in 0.. {
        // A wrong password is written down before it is refused: each of another name, from elsewhere.
        let body = json!({"username": format!("nobody-{number}"), "password": password});
        let from = format!("10.{}.{}.{}", 240 + u32::from(writes), number / 250, number % 250);
        match caller.send(&from, None, Call::post("/auth/login").json(&body)).await {
            Outcome::Answered(answer) => {
                answer.refused(401, "invalid_credentials");
                if writes {
                    return;
                }
            }
            Outcome::Unavailable if !writes => return,
            Outcome::Unavailable => (),
            Outcome::Lost => panic!("the service is gone"),
        }
        assert!(since.elapsed() < RECOVERY, "writes are {}", if writes { "refused" } else { "taken" });
    }
}

/// Whether this machine lets us have a file system of our own.
fn may_mount() -> bool {
    let mounted = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    let may = mounted.is_ok_and(|mounted| mounted.status.success());
    if !may {
        println!("skipped: no file system can be mounted here");
    }
    may
}

/// A path as a process sees it.
fn within(service: &Server, path: &Path) -> PathBuf {
    let path = path.strip_prefix("/").expect("an absolute path");
    Path::new(&format!("/proc/{}/root", service.id())).join(path)
}

/// Takes all the room that there is.
fn fill(ballast: &Path) {
    let mut file = File::create(ballast).expect("a file");
    for size in [1 << 16, 1 << 12, 1] {
        let block = vec![0; size];
        while file.write_all(&block).is_ok() {}
    }
}

/// How large files of a process may get.
fn limit_files(service: &Server, size: &str) {
    let limit = format!("--fsize={size}:unlimited");
    let status = Command::new("prlimit").args(["--pid", &service.id().to_string(), &limit]).status();
    assert!(status.expect("prlimit runs").success(), "the limit is set");
}
