//! Ten times more log-ins than can be hashed.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

use crate::{
    arguments::{Plan, Section},
    crowd::{Crowd, Outcome},
    floors::Hashes,
    log_ins::crowded_site,
    memory::allowed,
    numbers::{Sample, length},
    probe::Probe,
    report::{Report, Row, Unit},
    service::Service,
};

/// How many times more are offered than can be hashed.
const TIMES: f64 = 10.0;

/// What became of those that were offered.
#[derive(Default)]
struct Offered {
    entered: Vec<Duration>,
    refused: Vec<Duration>,
}

pub async fn measure(plan: &Plan, report: &mut Report<'_>) {
    let (site, crowd) = crowded_site().await;
    let service = site.serve();
    let mut rows: [Vec<f64>; 7] = Default::default();
    for _ in 0..plan.pairs {
        let hashes = Hashes::measure(plan.turn / 2).await;
        let token = crowd.tokens(&service.url()).await.access;
        let probe = Probe::start(service.port(), &token, plan.turn);
        let begun = Instant::now();
        let offered = offer(&crowd, &service, hashes.per_second * TIMES, plan.turn).await;
        let seconds = begun.elapsed().as_secs_f64();
        let all = length(&offered.entered) + length(&offered.refused);
        let numbers = [
            100.0 * length(&offered.refused) / all,
            Sample::of_times(offered.refused.iter().copied()).median(),
            Sample::of_times(offered.refused.iter().copied()).percentile(99),
            Sample::of_times(offered.entered.iter().copied()).percentile(99),
            length(&offered.entered) / seconds / hashes.per_second,
            probe.times().await.percentile(99),
            service.memory().peak,
        ];
        rows.iter_mut().zip(numbers).for_each(|(row, number)| row.push(number));
    }
    let [refused, refusal, refusal_p99, entered_p99, kept, read_p99, memory] = rows;
    report.add(
        Section::Overload,
        vec![
            Row::new("Refused with 503 and Retry-After", Unit::Percent, refused),
            Row::new("A refusal, median", Unit::Millis, refusal),
            Row::new("A refusal, p99", Unit::Millis, refusal_p99),
            Row::new("A log-in that was accepted, p99", Unit::Millis, entered_p99).at_most(2000.0),
            Row::new("Log-ins a second over hashes a second", Unit::Ratio, kept),
            Row::new("GET /me p99 meanwhile", Unit::Millis, read_p99),
            Row::new("Memory at its most", Unit::Mib, memory).at_most(allowed()),
        ],
    );
}

/// Begins so many log-ins a second, whatever becomes of those before.
async fn offer(crowd: &Arc<Crowd>, service: &Service, per_second: f64, turn: Duration) -> Offered {
    let mut beat = interval(Duration::from_secs_f64(1.0 / per_second));
    beat.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (begun, mut tasks) = (Instant::now(), JoinSet::new());
    while begun.elapsed() < turn {
        beat.tick().await;
        let (crowd, url) = (Arc::clone(crowd), service.url());
        tasks.spawn(async move {
            let begun = Instant::now();
            (crowd.log_in(&url).await, begun.elapsed())
        });
    }
    let mut offered = Offered::default();
    while let Some(ended) = tasks.join_next().await {
        match ended.expect("every log-in was answered as it should") {
            (Outcome::Entered(_), time) => offered.entered.push(time),
            (Outcome::Refused, time) => offered.refused.push(time),
        }
    }
    offered
}
