//! Where the service spends its time: `make profile`.
//!
//! The binary is the one that ships, but with its symbols, and with functions that were not yet merged into one
//! another. `perf` looks at the threads that don't hash, by the clock alone, since not every machine lends its
//! counters.

use std::{
    fs,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::{
    arguments::Plan,
    flame,
    log_ins::{crowded_site, log_ins},
    machine::root,
    reads::CONNECTIONS,
    service::Service,
    usage::threads,
    wrk::flood,
};

/// Functions below this share of the time are left out.
const LEAST: &str = "0.5";

pub async fn measure(plan: &Plan) {
    let (site, crowd) = crowded_site().await;
    let service = site.serve_with_symbols();
    let token = crowd.tokens(&service.url()).await.access;

    let watch = Watch::begin(&service, "log-ins", plan.turn, 2000);
    log_ins(&crowd, &service, plan.turn).await;
    watch.end("A log-in beyond its hash");

    let watch = Watch::begin(&service, "reads", plan.turn, 100);
    flood(&format!("{}/api/v1/me", service.url()), Some(&token), CONNECTIONS, plan.turn).await;
    watch.end("GET /me");
}

/// `perf` at work.
struct Watch {
    recorder: Child,
    name: &'static str,
}

impl Watch {
    /// Looks so many times a second at each thread that is at work.
    fn begin(service: &Service, name: &'static str, turn: Duration, rate: u32) -> Self {
        let (_, threads) = threads(service.process());
        let threads = threads.iter().filter_map(|thread| thread.file_name()?.to_str());
        let mut perf = Command::new("perf");
        // As much of each stack as perf copies: a future is polled through dozens of frames.
        perf.args(["record", "--quiet", "--event=cpu-clock", "--call-graph=dwarf,65528"])
            // Also those that begin meanwhile, as what waits for the disk does.
            .arg("--inherit")
            .arg(format!("--freq={rate}"))
            .arg(format!("--output={}", data(name)))
            .arg(format!("--tid={}", threads.collect::<Vec<_>>().join(",")))
            .args(["--", "sleep", &turn.as_secs().to_string()]);
        let recorder =
            perf.stdin(Stdio::null()).spawn().expect("perf starts; `scripts/setup bench` brings it");
        Self { recorder, name }
    }

    /// Writes where the time was spent, and draws it.
    fn end(mut self, title: &str) {
        assert!(
            self.recorder.wait().is_ok_and(|status| status.success()),
            "perf watches the service: it may, and none of its threads ended as it began"
        );
        let mut pages = Vec::new();
        let views = [
            ("By thread", "--sort=comm", "--no-children"),
            ("By function", "--sort=comm,symbol", "--no-children"),
            ("By function, with all that it calls", "--sort=comm,symbol", "--children"),
        ];
        for (title, sort, children) in views {
            let mut perf = Command::new("perf");
            perf.args(["report", "--stdio", "--no-inline", "--call-graph=none", sort, children])
                .arg(format!("--percent-limit={LEAST}"))
                .arg(format!("--input={}", data(self.name)));
            let output = perf.stderr(Stdio::null()).output().expect("perf reads what it wrote");
            let text = String::from_utf8_lossy(&output.stdout);
            // Columns that the clock alone doesn't fill.
            let lines = text.lines().map(|line| line.trim_end_matches([' ', '-']));
            let lines: Vec<_> = lines.filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
            pages.push(format!("{title}\n\n{}\n", lines.join("\n")));
        }
        let page = root().join(format!("target/profile-{}.txt", self.name));
        fs::write(&page, pages.join("\n")).expect("the profile is written");
        eprintln!("  {}", page.display());
        let picture = root().join(format!("docs/benchmarks/{}.svg", self.name));
        flame::draw(&data(self.name), title, &picture);
        eprintln!("  {}", picture.display());
    }
}

fn data(name: &str) -> String {
    root().join(format!("target/profile-{name}.data")).display().to_string()
}
