//! Whole log-ins beside hashing alone.

use std::{sync::Arc, time::Duration};

use crate::{
    arguments::{Plan, Section},
    crowd::{Crowd, Turn},
    floors::Hashes,
    numbers::millis,
    people,
    report::{Report, Row, Unit},
    service::{Service, Site},
};

/// How many log in at a time.
pub const AT_A_TIME: f64 = 16.0;
const TASKS: usize = 16;

/// A limit and the work beside it.
struct Pair {
    hashes: Hashes,
    log_ins: Turn,
}

impl Pair {
    async fn measure(plan: &Plan, crowd: &Arc<Crowd>, service: &Service) -> Self {
        Self { hashes: Hashes::measure(plan.turn).await, log_ins: log_ins(crowd, service, plan.turn).await }
    }

    fn rate(&self) -> f64 {
        self.log_ins.per_second / self.hashes.per_second
    }

    fn cpu(&self) -> f64 {
        millis(self.log_ins.cpu.total()) / self.log_ins.count
    }

    fn cpu_beyond(&self) -> f64 {
        self.log_ins.cpu_beyond_hash()
    }

    fn load_cpu(&self) -> f64 {
        millis(self.log_ins.load) / self.log_ins.count
    }

    fn median_wait(&self) -> f64 {
        self.log_ins.times.median() / (AT_A_TIME * 1000.0 / self.hashes.per_second)
    }
}

/// A turn of log-ins as many at a time as the goals speak of.
pub async fn log_ins(crowd: &Arc<Crowd>, service: &Service, turn: Duration) -> Turn {
    crowd.log_in_for(&service.url(), TASKS, turn, || service.cpu()).await
}

/// A new site, and enough people to log in all the time.
pub async fn crowded_site() -> (Site, Arc<Crowd>) {
    let site = Site::on_sqlite();
    let crowd = crowd_for(&site).await;
    (site, crowd)
}

/// Enough people to log in all the time, on a new site.
pub async fn crowd_for(site: &Site) -> Arc<Crowd> {
    let guess = Hashes::measure(Duration::from_secs(1)).await;
    Crowd::of(people::fill(site, people::enough_for(guess.per_second)).await)
}

pub async fn measure(plan: &Plan, report: &mut Report<'_>) {
    let (site, crowd) = crowded_site().await;
    let service = site.serve();
    let (mut pairs, mut alone) = (Vec::new(), Vec::new());
    for _ in 0..plan.pairs {
        pairs.push(Pair::measure(plan, &crowd, &service).await);
        let one = crowd.log_in_for(&service.url(), 1, plan.turn, || service.cpu()).await;
        alone.push(one.cpu_beyond_hash());
    }
    drop(service);
    let of = |number: fn(&Pair) -> f64| pairs.iter().map(number).collect::<Vec<_>>();
    let mut rows = vec![
        Row::new("Log-ins a second over hashes a second", Unit::Ratio, of(Pair::rate)).at_least(0.90),
        Row::new("CPU of a log-in over CPU of a hash", Unit::Ratio, of(|pair| pair.cpu() / pair.hashes.cpu))
            .at_most(1.06),
        Row::new("CPU of a log-in beyond its hash", Unit::Millis, of(Pair::cpu_beyond)).at_most(1.0),
        Row::new(
            "CPU of a log-in beyond its hash, of a hash",
            Unit::Percent,
            of(|pair| 100.0 * pair.cpu_beyond() / pair.hashes.cpu),
        )
        .at_most(5.0),
        Row::new("CPU of a log-in beyond its hash, one at a time", Unit::Millis, alone),
        Row::new("Median log-in over 16 hashes' turns", Unit::Ratio, of(Pair::median_wait)).at_most(1.15),
        Row::new("Log-ins", Unit::PerSecond, of(|pair| pair.log_ins.per_second)),
        Row::new("Log-in, median", Unit::Millis, of(|pair| pair.log_ins.times.median())),
        Row::new("Log-in, p99", Unit::Millis, of(|pair| pair.log_ins.times.percentile(99))),
        Row::new("Hashes alone", Unit::PerSecond, of(|pair| pair.hashes.per_second)),
        Row::new("CPU of a hash alone", Unit::Millis, of(|pair| pair.hashes.cpu)),
        Row::new("CPU of who logs in, for a log-in", Unit::Millis, of(Pair::load_cpu)),
    ];
    match on_slow_disk(plan, &site, &crowd).await {
        Some(row) => rows.push(row),
        None => report.note(
            Section::LogIns,
            "A slow disk couldn't be had: there is no C compiler (`cc`) to build it with.",
        ),
    }
    report.add(Section::LogIns, rows);
}

async fn on_slow_disk(plan: &Plan, site: &Site, crowd: &Arc<Crowd>) -> Option<Row> {
    let service = site.serve_on_slow_disk()?;
    let mut rates = Vec::new();
    for _ in 0..plan.pairs {
        rates.push(Pair::measure(plan, crowd, &service).await.rate());
    }
    let what = "Log-ins over hashes, fsync taking 5 ms more";
    Some(Row::new(what, Unit::Ratio, rates).at_least(0.80))
}
