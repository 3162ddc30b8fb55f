//! `GET /me` beside an answer that takes no thought.

use crate::{
    arguments::{Plan, Section},
    floors::{BareServer, Hashes},
    log_ins::{crowded_site, log_ins},
    probe::Probe,
    report::{Report, Row, Unit},
    wrk::flood,
};

/// How many connections ask at once.
pub const CONNECTIONS: usize = 64;

pub async fn measure(plan: &Plan, report: &mut Report<'_>) {
    let (site, crowd) = crowded_site().await;
    let service = site.serve();
    let length = crowd.get(&service.url(), "/me", &crowd.tokens(&service.url()).await.access).await.len();
    let bare = BareServer::start(length);
    let me = format!("{}/api/v1/me", service.url());

    let mut floods = Vec::new();
    let (mut busy, mut bare_busy, mut bare_cpu) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.pairs {
        let token = crowd.tokens(&service.url()).await.access;
        let limit = flood(&bare.url(), None, CONNECTIONS, plan.turn).await;
        let before = service.cpu();
        let work = flood(&me, Some(&token), CONNECTIONS, plan.turn).await;
        floods.push((limit, work, (service.cpu() - before).total().as_secs_f64() * 1e6 / work.count));

        let (probe, before) = (Probe::start(bare.port(), "none", plan.turn), bare.cpu());
        Hashes::measure(plan.turn).await;
        let answers = probe.times().await;
        bare_busy.push(answers.percentile(99));
        bare_cpu.push((bare.cpu() - before).total().as_secs_f64() * 1e6 / answers.count());
        let probe = Probe::start(service.port(), &token, plan.turn);
        log_ins(&crowd, &service, plan.turn).await;
        busy.push(probe.times().await.percentile(99));
    }
    let rows = vec![
        Row::new(
            "GET /me a second over bare answers a second",
            Unit::Ratio,
            floods.iter().map(|(limit, work, _)| work.per_second / limit.per_second),
        )
        .at_least(0.30),
        Row::new(
            "GET /me p99 over a bare answer's",
            Unit::Ratio,
            floods.iter().map(|(limit, work, _)| work.p99 / limit.p99),
        )
        .at_most(2.0),
        Row::new("GET /me p99 while log-ins saturate", Unit::Millis, busy).at_most(15.0),
        Row::new("Bare answer's p99 while hashing alone saturates", Unit::Millis, bare_busy),
        Row::new("CPU of a bare answer, a hundred a second, meanwhile", Unit::Micros, bare_cpu),
        Row::new("GET /me", Unit::PerSecond, floods.iter().map(|(_, work, _)| work.per_second)),
        Row::new("GET /me, p99", Unit::Millis, floods.iter().map(|(_, work, _)| work.p99)),
        Row::new("CPU of GET /me", Unit::Micros, floods.iter().map(|(_, _, cpu)| *cpu)),
        Row::new("Bare answers", Unit::PerSecond, floods.iter().map(|(limit, _, _)| limit.per_second)),
        Row::new("Bare answer, p99", Unit::Millis, floods.iter().map(|(limit, _, _)| limit.p99)),
    ];
    report.add(Section::Reads, rows);
}
