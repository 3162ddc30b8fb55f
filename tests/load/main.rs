//! How fast the service is and what it costs: `make bench`.
//!
//! Each section is a file. It measures the service beside a limit that the machine sets, the two by turns, so that
//! their ratio holds while the machine's speed drifts. What is too slow is told and fails nothing; an answer that
//! isn't the right one ends the run.

mod arguments;
mod bulk;
mod crowd;
mod flame;
mod floors;
mod log_ins;
mod machine;
mod memory;
mod nginx;
mod numbers;
mod overload;
mod people;
mod plans;
mod postgres;
mod probe;
mod profile;
mod reads;
mod replicas;
mod report;
mod scale;
mod service;
mod size;
mod start;
mod usage;
mod wrk;

use arguments::{Order, Section};
use report::Report;

fn main() {
    match Order::read(std::env::args().skip(1)) {
        Ok(Order::Measure(plan)) => measure(&plan),
        Ok(Order::Profile(plan)) => profile(&plan),
        Ok(Order::HashAlone { threads, seconds }) => floors::hash_alone(threads, seconds),
        Ok(Order::AnswerAlone { port, workers, length }) => floors::answer_alone(port, workers, length),
        Ok(Order::Probe { port, seconds, token }) => probe::run(port, seconds, &token),
        Err(usage) => {
            eprintln!("{usage}");
            std::process::exit(2);
        }
    }
}

/// One thread drives the load: beside it the cores are the service's.
#[tokio::main(flavor = "current_thread")]
async fn measure(plan: &arguments::Plan) {
    let mut report = Report::new(plan);
    for section in &plan.sections {
        eprintln!("\n{}", section.name());
        match section {
            Section::LogIns => log_ins::measure(plan, &mut report).await,
            Section::Reads => reads::measure(plan, &mut report).await,
            Section::Overload => overload::measure(plan, &mut report).await,
            Section::Memory => memory::measure(plan, &mut report).await,
            Section::Start => start::measure(plan, &mut report).await,
            Section::Size => size::measure(&mut report),
            Section::Replicas => replicas::measure(plan, &mut report).await,
            Section::Scale => scale::measure(plan, &mut report).await,
        }
    }
    report.finish();
}

#[tokio::main(flavor = "current_thread")]
async fn profile(plan: &arguments::Plan) {
    profile::measure(plan).await;
}
