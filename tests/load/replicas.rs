//! One, two and four replicas on one PostgreSQL, behind a web server.

use std::{sync::Arc, time::Duration};

use crate::{
    arguments::{Plan, Section},
    crowd::Crowd,
    floors::BareServer,
    log_ins::crowd_for,
    nginx::{NUMBERS, Nginx},
    numbers::millis,
    postgres::Postgres,
    reads::CONNECTIONS,
    report::{Report, Row, Unit},
    service::{Service, Site},
    usage::Cpu,
    wrk::flood,
};

/// How many log in at a time.
const AT_A_TIME: usize = 16;

/// How many reads a second are sent to compare their cost, in all and to each replica: a flood would find one replica
/// with less to wake up for.
const IN_ALL: u32 = 1000;
const EACH: u32 = 250;

/// What a request cost behind so many replicas, in milliseconds of CPU.
#[derive(Clone, Copy, Default)]
struct Cost {
    read: Paced,
    bare: Paced,
    log_in: f64,
    beyond_hash: f64,
    /// The database server's part of a log-in.
    database: f64,
}

/// What an answer cost at each pace, in milliseconds of CPU.
#[derive(Clone, Copy, Default)]
struct Paced {
    in_all: f64,
    each: f64,
}

/// Reads behind a web server, some a second, and what each costs those whose CPU `cpu` tells.
async fn cost_of_reads(
    crowd: &Arc<Crowd>,
    url: &str,
    token: &str,
    (pace, turn): (u32, Duration),
    cpu: impl Fn() -> Cpu,
) -> f64 {
    let before = cpu();
    let reads = crowd.read_for(url, "/me", token, pace, turn).await;
    millis((cpu() - before).total()) / reads
}

/// Bare servers behind a web server of their own.
struct Bare {
    servers: Vec<BareServer>,
    nginx: Nginx,
}

impl Bare {
    fn start(length: usize) -> Self {
        let servers: Vec<_> = (0..NUMBERS[2]).map(|_| BareServer::start(length)).collect();
        let nginx = Nginx::before(&servers.iter().map(BareServer::port).collect::<Vec<_>>());
        Self { servers, nginx }
    }

    async fn reads(&self, place: usize, crowd: &Arc<Crowd>, beat: (u32, Duration)) -> f64 {
        let cpu = || self.servers[..NUMBERS[place]].iter().map(BareServer::cpu).sum();
        cost_of_reads(crowd, &self.nginx.url(place), "", beat, cpu).await
    }
}

/// All that runs.
struct Shape {
    postgres: Postgres,
    replicas: Vec<Service>,
    nginx: Nginx,
}

impl Shape {
    /// Of those whose number is in this place.
    fn cpu(&self, place: usize) -> Cpu {
        self.replicas[..NUMBERS[place]].iter().map(Service::cpu).sum()
    }

    async fn reads(&self, place: usize, crowd: &Arc<Crowd>, beat: (u32, Duration)) -> f64 {
        let url = self.nginx.url(place);
        let token = crowd.tokens(&url).await.access;
        cost_of_reads(crowd, &url, &token, beat, || self.cpu(place)).await
    }

    async fn log_ins(&self, place: usize, crowd: &Arc<Crowd>, turn: Duration) -> Cost {
        let (url, database) = (self.nginx.url(place), self.postgres.cpu());
        let log_ins = crowd.log_in_for(&url, AT_A_TIME, turn, || self.cpu(place)).await;
        Cost {
            log_in: millis(log_ins.cpu.total()) / log_ins.count,
            beyond_hash: log_ins.cpu_beyond_hash(),
            // The warm-up and the last ones under way count here and not there, which is alike for all numbers.
            database: millis(self.postgres.cpu().saturating_sub(database)) / log_ins.count,
            ..Cost::default()
        }
    }

    /// What is compared is measured one right after the other: the machine drifts.
    async fn round(&self, bare: &Bare, crowd: &Arc<Crowd>, turn: Duration) -> Vec<Cost> {
        let mut round = Vec::new();
        for place in 0..NUMBERS.len() {
            round.push(self.log_ins(place, crowd, turn).await);
        }
        for (place, cost) in round.iter_mut().enumerate() {
            cost.read.in_all = self.reads(place, crowd, (IN_ALL, turn)).await;
        }
        for (place, cost) in round.iter_mut().enumerate() {
            cost.bare.in_all = bare.reads(place, crowd, (IN_ALL, turn)).await;
        }
        let each = |place: usize| (EACH * u32::try_from(NUMBERS[place]).expect("a few"), turn);
        for (place, cost) in round.iter_mut().enumerate() {
            cost.read.each = self.reads(place, crowd, each(place)).await;
        }
        for (place, cost) in round.iter_mut().enumerate() {
            cost.bare.each = bare.reads(place, crowd, each(place)).await;
        }
        round
    }

    /// Reads a second of two replicas, asked without a web server between.
    async fn reads_of_two(&self, token: &str, turn: Duration) -> f64 {
        let [first, second] = [0, 1].map(|replica| format!("{}/api/v1/me", self.replicas[replica].url()));
        let half = CONNECTIONS / 2;
        let (first, second) =
            tokio::join!(flood(&first, Some(token), half, turn), flood(&second, Some(token), half, turn));
        first.per_second + second.per_second
    }
}

pub async fn measure(plan: &Plan, report: &mut Report<'_>) {
    let postgres = Postgres::start();
    let site = Site::on_postgres(&postgres.create("replicas"));
    let crowd = crowd_for(&site).await;
    postgres.settle("replicas");
    let replicas: Vec<_> = (0..NUMBERS[2]).map(|_| site.serve_replica()).collect();
    let nginx = Nginx::before(&replicas.iter().map(Service::port).collect::<Vec<_>>());
    let shape = Shape { postgres, replicas, nginx };

    let url = shape.replicas[0].url();
    let length = crowd.get(&url, "/me", &crowd.tokens(&url).await.access).await.len();
    let bare = Bare::start(length);
    let (mut costs, mut reads, mut behind) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.pairs {
        let limit = flood(&bare.servers[0].url(), None, CONNECTIONS, plan.turn).await.per_second;
        let token = crowd.tokens(&url).await.access;
        reads.push(shape.reads_of_two(&token, plan.turn).await / limit);
        let me = format!("{}/api/v1/me", shape.nginx.url(1));
        behind.push(flood(&me, Some(&token), CONNECTIONS, plan.turn).await.per_second / limit);

        costs.push(shape.round(&bare, &crowd, plan.turn).await);
    }
    report.add(Section::Replicas, rows(&costs, reads, behind));
}

fn rows(costs: &[Vec<Cost>], reads: Vec<f64>, behind: Vec<f64>) -> Vec<Row> {
    let over_one = |place: usize, number: fn(&Cost) -> f64| -> Vec<f64> {
        costs.iter().map(|round| number(&round[place]) / number(&round[0])).collect()
    };
    let mut rows = vec![
        Row::new("GET /me a second, two replicas, over bare answers", Unit::Ratio, reads).at_least(0.08),
        Row::new("The same through nginx", Unit::Ratio, behind),
    ];
    for (place, replicas) in NUMBERS.iter().enumerate().skip(1) {
        let of = |what: &str| format!("CPU of {what}, {replicas} over one");
        let row = |what: &str, number| Row::new(of(what), Unit::Ratio, over_one(place, number));
        let [each, in_all] = [format!("{EACH} a second each"), format!("{IN_ALL} a second in all")];
        rows.extend([
            row("a log-in", |cost| cost.log_in).at_most(1.1),
            row(&format!("GET /me, {each}"), |cost| cost.read.each).at_most(1.1),
            row(&format!("a bare answer, {each}"), |cost| cost.bare.each),
            row(&format!("GET /me, {in_all}"), |cost| cost.read.in_all),
            row(&format!("a bare answer, {in_all}"), |cost| cost.bare.in_all),
        ]);
    }
    let one = |number: fn(&Cost) -> f64| costs.iter().map(|round| number(&round[0])).collect::<Vec<_>>();
    rows.push(Row::new(
        "CPU of GET /me, one replica at 1000 a second",
        Unit::Micros,
        one(|cost| cost.read.in_all * 1000.0),
    ));
    rows.push(Row::new(
        "CPU of a bare answer, one server at 1000 a second",
        Unit::Micros,
        one(|cost| cost.bare.in_all * 1000.0),
    ));
    rows.push(Row::new(
        "CPU of a log-in beyond its hash, one replica",
        Unit::Millis,
        one(|cost| cost.beyond_hash),
    ));
    rows.push(Row::new(
        "CPU of PostgreSQL for a log-in, one replica",
        Unit::Millis,
        one(|cost| cost.database),
    ));
    rows
}
