//! The calls that everybody makes, on a database of a thousand users and on a large one.

use std::{sync::Arc, time::Instant};

use crate::{
    arguments::{Plan, Section},
    bulk::{self, CALLERS},
    crowd::{Crowd, Outcome},
    numbers::{Sample, millis},
    plans,
    postgres::Postgres,
    report::{Report, Row, Unit},
    service::{Service, Site},
};

/// Users of the small database.
const FEW: usize = 1000;

/// What is called, beside logging in. Each reads the first page.
const READS: [(&str, &str); 5] = [
    ("GET /me", "/me"),
    ("GET /me/activity", "/me/activity"),
    ("GET /team/users", "/team/users"),
    ("GET /team/users?query=…, all found", "/team/users?query=somebody"),
    ("GET /team/users?query=…, none found", "/team/users?query=nobody%20at%20all"),
];

/// How often each is called in a round, so that one that is slow by chance is outvoted.
const TIMES: usize = 5;

/// A database with its service and those who can log in.
pub struct Stage {
    pub site: Site,
    crowd: Arc<Crowd>,
}

/// How long each call took, in milliseconds.
#[derive(Default)]
pub struct Times([Vec<f64>; 3 + READS.len()]);

impl Stage {
    pub async fn fill(site: Site, users: usize, one_team: bool) -> Self {
        let begun = Instant::now();
        let crowd = Crowd::of(bulk::fill(&site, users, one_team).await);
        eprintln!("  {users} users were written in {:.0} s", begun.elapsed().as_secs_f64());
        Self { site, crowd }
    }

    /// Every call, by somebody else each time.
    pub async fn round(&self, service: &Service, times: &mut Times) {
        let url = service.url();
        let Outcome::Entered(tokens) = self.crowd.log_in(&url).await else {
            panic!("a log-in was refused on a service that does nothing else")
        };
        let begun = Instant::now();
        self.crowd.refresh(&url, &tokens.refresh).await;
        let refreshed = begun.elapsed();
        for (place, time) in [tokens.password, tokens.proof, refreshed].into_iter().enumerate() {
            times.0[place].push(millis(time));
        }
        for (place, (_, path)) in READS.iter().enumerate() {
            for _ in 0..TIMES {
                let begun = Instant::now();
                self.crowd.get(&url, path, &tokens.access).await;
                times.0[3 + place].push(millis(begun.elapsed()));
            }
        }
    }
}

pub async fn measure(plan: &Plan, report: &mut Report<'_>) {
    report.note(
        Section::Scale,
        format!(
            "{} users and five times as many activity rows against {FEW} users; {}.",
            plan.users,
            if plan.one_team { "all in one team" } else { "a thousand a team" }
        ),
    );
    let small = Stage::fill(Site::on_sqlite(), FEW, plan.one_team).await;
    let large = Stage::fill(Site::on_sqlite(), plan.users, plan.one_team).await;
    let mut rows = compare(plan, "SQLite", &small, &large).await;

    let postgres = Postgres::start();
    let few = Stage::fill(Site::on_postgres(&postgres.create("few")), FEW, plan.one_team).await;
    let many = Stage::fill(Site::on_postgres(&postgres.create("many")), plan.users, plan.one_team).await;
    postgres.settle("few");
    postgres.settle("many");
    rows.extend(compare(plan, "PostgreSQL", &few, &many).await);

    let plans = plans::explain(&postgres, "many", &many, &large).await;
    rows.push(Row::new("Statements that scan a large table", Unit::Count, [plans.scans()]).at_most(0.0));
    report.append(plans.page());
    report.add(Section::Scale, rows);
}

/// The same calls on both, by turns.
async fn compare(plan: &Plan, engine: &str, small: &Stage, large: &Stage) -> Vec<Row> {
    let (on_small, on_large) = (small.site.serve(), large.site.serve());
    let (mut few, mut many) = (Times::default(), Times::default());
    // Until what is asked often is in memory.
    for _ in 0..3 {
        small.round(&on_small, &mut Times::default()).await;
        large.round(&on_large, &mut Times::default()).await;
    }
    for _ in 0..if plan.quick { 10 } else { CALLERS - 5 } {
        small.round(&on_small, &mut few).await;
        large.round(&on_large, &mut many).await;
    }
    let calls = ["POST /auth/login", "POST /auth/verify", "POST /auth/refresh"].into_iter();
    let calls = calls.chain(READS.iter().map(|(call, _)| *call));
    let mut rows = Vec::new();
    for ((call, few), many) in calls.zip(few.0).zip(many.0) {
        let (few, many) = (Sample::of(few).median(), Sample::of(many).median());
        let what = format!("{call}, {engine}: {few:.2} ms, then {many:.2} ms");
        rows.push(Row::new(what, Unit::Ratio, [many / few]).at_most(1.3));
    }
    rows
}
