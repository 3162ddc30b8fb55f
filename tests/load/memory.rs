//! Memory, before and after the work.

use std::time::Duration;

use crate::{
    arguments::{Plan, Section},
    log_ins::{crowded_site, log_ins},
    machine::cores,
    numbers::float,
    reads::CONNECTIONS,
    report::{Report, Row, Unit},
    wrk::flood,
};

/// How long nothing happens before an idle service is looked at.
const REST: Duration = Duration::from_secs(2);

/// What a busy service may need, its hashing threads' memory included.
pub fn allowed() -> f64 {
    40.0 + 19.0 * float(cores() as u64)
}

pub async fn measure(plan: &Plan, report: &mut Report<'_>) {
    let (site, crowd) = crowded_site().await;
    let (mut idle, mut after, mut peak) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.pairs.min(3) {
        let service = site.serve();
        tokio::time::sleep(REST).await;
        idle.push(service.memory().now);

        log_ins(&crowd, &service, plan.turn).await;
        let token = crowd.tokens(&service.url()).await.access;
        flood(&format!("{}/api/v1/me", service.url()), Some(&token), CONNECTIONS, plan.turn).await;
        tokio::time::sleep(REST).await;
        after.push(service.memory().now);
        peak.push(service.memory().peak);
    }
    report.add(
        Section::Memory,
        vec![
            Row::new("Memory, idle", Unit::Mib, idle).at_most(25.0),
            Row::new(format!("Memory after load, {} hashing threads", cores()), Unit::Mib, after)
                .at_most(allowed()),
            Row::new("Memory at its most", Unit::Mib, peak),
        ],
    );
}
