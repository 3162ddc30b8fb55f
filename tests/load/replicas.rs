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

/// How many reads a second are sent to compare their cost: a flood would find one replica with less to wake up for.
const READS_A_SECOND: u32 = 1000;

/// What a request cost behind so many replicas, in milliseconds of CPU.
#[derive(Clone, Copy)]
struct Cost {
    read: f64,
    /// A bare answer's, at the same pace.
    bare: f64,
    log_in: f64,
    beyond_hash: f64,
    /// The database server's part of a log-in.
    database: f64,
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

    /// What an answer of so many costs at the pace of the reads, in milliseconds of CPU.
    async fn cost(&self, place: usize, crowd: &Arc<Crowd>, turn: Duration) -> f64 {
        let cpu = || self.servers.iter().map(BareServer::cpu).sum::<Cpu>();
        let before = cpu();
        let reads = crowd.read_for(&self.nginx.url(place), "/me", "", READS_A_SECOND, turn).await;
        millis((cpu() - before).total()) / reads
    }
}

/// All that runs.
struct Shape {
    postgres: Postgres,
    replicas: Vec<Service>,
    nginx: Nginx,
}

impl Shape {
    fn cpu(&self) -> Cpu {
        self.replicas.iter().map(Service::cpu).sum()
    }

    async fn cost(&self, place: usize, bare: &Bare, crowd: &Arc<Crowd>, turn: Duration) -> Cost {
        let url = self.nginx.url(place);
        let token = crowd.tokens(&url).await.access;
        let before = self.cpu();
        let reads = crowd.read_for(&url, "/me", &token, READS_A_SECOND, turn).await;
        let read = millis((self.cpu() - before).total()) / reads;
        let bare = bare.cost(place, crowd, turn).await;

        let database = self.postgres.cpu();
        let log_ins = crowd.log_in_for(&url, AT_A_TIME, turn, || self.cpu()).await;
        Cost {
            read,
            bare,
            log_in: millis(log_ins.cpu.total()) / log_ins.count,
            beyond_hash: log_ins.cpu_beyond_hash(),
            // The warm-up and the last ones under way count here and not there, which is alike for all numbers.
            database: millis(self.postgres.cpu().saturating_sub(database)) / log_ins.count,
        }
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

        let mut round = Vec::new();
        for place in 0..NUMBERS.len() {
            round.push(shape.cost(place, &bare, &crowd, plan.turn).await);
        }
        costs.push(round);
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
        let read = over_one(place, |cost| cost.read);
        let bare = over_one(place, |cost| cost.bare);
        let beyond: Vec<_> = read.iter().zip(&bare).map(|(read, bare)| read / bare).collect();
        rows.push(Row::new(of("a log-in"), Unit::Ratio, over_one(place, |cost| cost.log_in)).at_most(1.1));
        rows.push(Row::new(of("GET /me"), Unit::Ratio, read));
        rows.push(Row::new(of("a bare answer"), Unit::Ratio, bare));
        let beyond_bare = format!("GET /me, {replicas} over one, over a bare answer's");
        rows.push(Row::new(beyond_bare, Unit::Ratio, beyond).at_most(1.1));
    }
    let one = |number: fn(&Cost) -> f64| costs.iter().map(|round| number(&round[0])).collect::<Vec<_>>();
    rows.push(Row::new("CPU of GET /me, one replica", Unit::Micros, one(|cost| cost.read * 1000.0)));
    rows.push(Row::new("CPU of a bare answer, one server", Unit::Micros, one(|cost| cost.bare * 1000.0)));
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
