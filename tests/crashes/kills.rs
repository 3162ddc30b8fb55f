//! Kills at random moments under load.

use std::{
    env,
    path::Path,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{join, task::spawn_blocking, time::sleep};

use super::{
    caller::Caller,
    chance::Chance,
    ground::{Ground, until_ready},
    life::Life,
    proof, replay,
};
use crate::{
    cli::process::{Folder, Server},
    support::{TestDatabase, postgres::PostgresServer},
};

/// How many kills there are, unless `VESTIBULE_CRASH_ROUNDS` says.
const ROUNDS: u32 = 10;

/// A kill comes after so many answers at most, and so many milliseconds.
const ANSWERS: u64 = 60;
const MILLIS: u64 = 30;

/// What is killed.
enum Victim {
    Service(Server),
    Postgres { server: Arc<PostgresServer>, service: Server },
}

#[actix_web::test]
async fn s26_a_killed_service_leaves_each_change_whole_or_undone() {
    let ground = Ground::new().await;
    let victim = Victim::Service(ground.serve());
    Box::pin(kill_again_and_again(&ground, victim)).await;
}

#[actix_web::test]
async fn s26_a_killed_postgresql_leaves_each_change_whole_or_undone() {
    if !TestDatabase::is_postgres() {
        return;
    }
    let server = Arc::new(PostgresServer::start());
    let ground = Ground::on(&server);
    let victim = Victim::Postgres { server, service: ground.serve() };
    Box::pin(kill_again_and_again(&ground, victim)).await;
}

#[actix_web::test]
async fn s26_a_first_start_that_is_killed_begins_anew() {
    if TestDatabase::is_postgres() {
        return;
    }
    // The first one waits for the binary; the second tells how long a start takes.
    drop(Folder::new().serve());
    let since = Instant::now();
    drop(Folder::new().serve());
    let start = u64::try_from(since.elapsed().as_micros()).expect("short");
    let mut chance = Chance::new();
    for round in 0..rounds() {
        let folder = Folder::new();
        let mut first = folder.command(&["serve"]);
        let mut first = first.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let micros = chance.below(start);
        sleep(Duration::from_micros(micros)).await;
        first.kill().and_then(|()| first.wait()).expect("it is killed");
        println!("round {round}: killed after {micros} of {start} µs");

        let mut service = folder.serve();
        assert!(!service.invitation().is_empty());
        until_ready(&Caller::new(&folder.url()), true).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "it sets the tests, not the service")]
fn rounds() -> u32 {
    let given = env::var("VESTIBULE_CRASH_ROUNDS").ok();
    given.map_or(ROUNDS, |rounds| rounds.parse().expect("rounds are a number"))
}

async fn kill_again_and_again(ground: &Ground, mut victim: Victim) {
    let mut chance = Chance::new();
    let mut all = Vec::new();
    for round in 0..rounds() {
        let mut lives = ground.add_people::<4>(round).await;
        let (outbox, caller) = (ground.outbox_file(), ground.caller());
        let told = live_until(&outbox, &caller, &mut lives, &mut chance, async || victim.kill().await).await;
        println!("round {round}: killed after {told}");
        victim.start_again(ground);
        let caller = ground.caller();
        until_ready(&caller, true).await;
        hold(ground, &caller, &mut lives).await;
        all.extend(lives);
    }
    ground
        .visit(async |app| {
            for life in &all {
                proof::hold(life, app).await;
            }
        })
        .await;
    proof::hold_mails(ground, &all).await;
    victim.survives();
}

/// Four people act at once, each doing one thing after another, until the blow falls.
pub async fn live_until(
    outbox: &Path,
    caller: &Caller,
    lives: &mut [Life; 4],
    chance: &mut Chance,
    blow: impl AsyncFnOnce(),
) -> String {
    let (answers, millis) = (5 + chance.below(ANSWERS), chance.below(MILLIS));
    let [first, second, third, fourth] = lives;
    join!(
        first.live(caller, outbox, chance.fork()),
        second.live(caller, outbox, chance.fork()),
        third.live(caller, outbox, chance.fork()),
        fourth.live(caller, outbox, chance.fork()),
        async {
            let since = Instant::now();
            while (caller.answered() as u64) < answers && since.elapsed() < Duration::from_secs(30) {
                sleep(Duration::from_millis(1)).await;
            }
            sleep(Duration::from_millis(millis)).await;
            blow().await;
            caller.call_it_over();
        }
    );
    let under_way: Vec<_> =
        lives.iter().filter_map(|life| life.under_way.as_ref().map(|(act, _)| act)).collect();
    format!("{} answers, with {under_way:?} under way", caller.answered())
}

/// First what the data says, then what the service answers.
pub async fn hold(ground: &Ground, caller: &Caller, lives: &mut [Life; 4]) {
    let mut undone = Vec::new();
    ground
        .visit(async |app| {
            for life in lives.iter_mut() {
                let asked = life.under_way.as_ref().map(|(_, asked)| *asked);
                undone.push((proof::settle(life, app).await, asked));
                proof::hold(life, app).await;
            }
        })
        .await;
    for (life, (undone, asked)) in lives.iter_mut().zip(undone) {
        replay::hold(life, caller, undone, asked).await;
    }
}

impl Victim {
    async fn kill(&mut self) {
        match self {
            Self::Service(service) => service.kill(),
            Self::Postgres { server, .. } => {
                let server = Arc::clone(server);
                spawn_blocking(move || server.kill()).await.expect("it is killed");
            }
        }
    }

    /// The service that lost its database finds it again by itself.
    fn start_again(&mut self, ground: &Ground) {
        match self {
            Self::Service(service) => *service = ground.serve(),
            Self::Postgres { server, .. } => server.start_again(),
        }
    }

    /// It is up to the end, and then ends well.
    fn survives(self) {
        let (Self::Service(service) | Self::Postgres { service, .. }) = self;
        let (status, _) = service.stop();
        assert!(status.success(), "{status}");
    }
}
