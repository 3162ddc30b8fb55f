//! What is counted and timed while the service runs, in Prometheus' text format (version 0.0.4).
//!
//! No label holds a name, an address or an id: the paths are those of the route table.

use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use vestibule_domain::{
    answer::{Answer, Method},
    challenge::Verdict,
};

use crate::sms::SmsError;

/// Where the buckets of durations end, in seconds.
const BUCKETS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Methods that are told apart; what else a stranger sends is one more.
const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// The ways to prove a second factor.
const METHODS_OF_PROOF: [Method; 3] = [Method::Totp, Method::Sms, Method::BackupCode];

/// What stands for the method of six digits that were refused: of the app or of a text, nobody knows.
const UNTOLD: &str = "six_digits";

/// The calls that log in.
const LOG_INS: [&str; 2] = ["/api/v1/auth/login", "/api/v1/auth/verify"];

/// What became of a log-in that wasn't refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogIn {
    /// It is through.
    Authenticated,
    /// A second factor is asked for.
    SecondFactorRequired,
    /// A second factor has to be set up.
    EnrollmentRequired,
}

/// What became of a mail in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailed {
    /// A server took it.
    Sent,
    /// It is tried again later.
    Delayed,
    /// It is never sent.
    GivenUp,
}

/// What became of a text that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texted {
    /// The gateway took it.
    Sent,
    /// The account, the number or the address had its share.
    RateLimited,
    /// The team or the whole service had its share of the day.
    OverBudget,
    /// The gateway refused it, or there is none.
    Refused(SmsError),
}

/// What was counted since the start.
#[derive(Debug, Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<Call, Timing>>,
    log_ins: Counts,
    mails: Counts,
    texts: Counts,
    second_factors: Mutex<BTreeMap<(&'static str, &'static str), u64>>,
}

/// Calls that are counted together.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Call {
    method: &'static str,
    route: String,
    class: u16,
}

#[derive(Debug, Default)]
struct Timing {
    /// How many took no longer than each bucket's end, and longer than the one's before.
    buckets: [u64; BUCKETS.len()],
    count: u64,
    sum: Duration,
}

/// Counts by outcome.
#[derive(Debug, Default)]
struct Counts(Mutex<BTreeMap<&'static str, u64>>);

impl Counts {
    fn add(&self, outcome: &'static str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(outcome).or_default() += 1;
    }

    /// All of them; those of `known` also where there was none yet.
    fn all(&self, known: &[&'static str]) -> BTreeMap<&'static str, u64> {
        let mut all: BTreeMap<_, _> = known.iter().map(|outcome| (*outcome, 0)).collect();
        all.extend(self.0.lock().unwrap_or_else(PoisonError::into_inner).iter());
        all
    }
}

/// What is read at the moment of the question.
#[derive(Debug, Default, Clone, Copy)]
pub struct Gauges {
    /// Passwords that wait to be hashed.
    pub hashes_waiting: usize,
    /// Passwords that were hashed since the start.
    pub hashes_done: u64,
    /// Connections to the database that are open.
    pub connections: u32,
    /// Those of them that do nothing.
    pub connections_idle: usize,
    /// Mails that wait to be sent; `None` where the database doesn't answer.
    pub mails_waiting: Option<u64>,
}

impl LogIn {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Authenticated => "authenticated",
            Self::SecondFactorRequired => "second_factor_required",
            Self::EnrollmentRequired => "enrollment_required",
        }
    }
}

impl Texted {
    fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::RateLimited => "rate_limited",
            Self::OverBudget => "over_budget",
            Self::Refused(why) => why.reason(),
        }
    }
}

impl Mailed {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Delayed => "delayed",
            Self::GivenUp => "given_up",
        }
    }
}

impl Metrics {
    /// Counts an answer; `route` is the one of the route table, where there was one, and `code` why it was refused.
    pub fn answered(
        &self,
        method: &str,
        route: Option<String>,
        status: u16,
        code: Option<&'static str>,
        took: Duration,
    ) {
        if let (Some(route), Some(code)) = (&route, code)
            && LOG_INS.contains(&route.as_str())
        {
            self.log_ins.add(code);
        }
        let method = METHODS.into_iter().find(|known| *known == method).unwrap_or("other");
        let route = route.unwrap_or_else(|| "none".to_owned());
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.entry(Call { method, route, class: status / 100 }).or_default().add(took);
    }

    /// Counts a log-in that wasn't refused; one with a second factor of its own call counts at each of its steps.
    pub fn logged_in(&self, outcome: LogIn) {
        self.log_ins.add(outcome.as_str());
    }

    /// Counts an answer to "and what else?", at log-in and at step-up.
    pub fn second_factor(&self, answer: &Answer, verdict: &Verdict) {
        let (method, outcome) = match verdict {
            Verdict::Passed(proof) => (Some(proof.method()), "passed"),
            Verdict::Refused(refusal) => (answer.method(), refusal.as_str()),
        };
        let method = method.map_or(UNTOLD, Method::as_str);
        let mut counts = self.second_factors.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry((method, outcome)).or_default() += 1;
    }

    /// Counts a mail.
    pub fn mailed(&self, outcome: Mailed) {
        self.mails.add(outcome.as_str());
    }

    /// Counts a text that was asked for.
    pub fn texted(&self, outcome: Texted) {
        self.texts.add(outcome.as_str());
    }

    /// All of it, as Prometheus reads it.
    pub fn render(&self, gauges: &Gauges) -> String {
        let mut text = String::new();
        self.write_requests(&mut text);
        let log_ins =
            [LogIn::Authenticated, LogIn::SecondFactorRequired, LogIn::EnrollmentRequired].map(LogIn::as_str);
        let mails = [Mailed::Sent, Mailed::Delayed, Mailed::GivenUp].map(Mailed::as_str);
        write_counts(
            &mut text,
            "log_ins",
            "Steps of log-ins, by what became of them.",
            &self.log_ins.all(&log_ins),
        );
        write_counts(
            &mut text,
            "mails",
            "Tries to send a mail, by what became of them.",
            &self.mails.all(&mails),
        );
        let texts = [Texted::Sent, Texted::RateLimited, Texted::OverBudget].map(Texted::as_str);
        write_counts(
            &mut text,
            "texts",
            "Texts that were asked for, by what became of them.",
            &self.texts.all(&texts),
        );
        self.write_second_factors(&mut text);
        write_one(&mut text, "hashes_total", "counter", "Passwords that were hashed.", gauges.hashes_done);
        let waiting = u64::try_from(gauges.hashes_waiting).unwrap_or(u64::MAX);
        write_one(&mut text, "hashes_waiting", "gauge", "Passwords that wait to be hashed.", waiting);
        let (open, idle) =
            (gauges.connections.into(), u64::try_from(gauges.connections_idle).unwrap_or(u64::MAX));
        write_one(&mut text, "database_connections", "gauge", "Connections to the database.", open);
        write_one(&mut text, "database_connections_idle", "gauge", "Those of them that do nothing.", idle);
        if let Some(waiting) = gauges.mails_waiting {
            write_one(&mut text, "mails_waiting", "gauge", "Mails in the queue, of all replicas.", waiting);
        }
        text
    }

    fn write_second_factors(&self, text: &mut String) {
        const NAME: &str = "vestibule_second_factors_total";
        _ = writeln!(
            text,
            "# HELP {NAME} Codes that were answered with, by method and what became of them.\n# TYPE {NAME} counter"
        );
        let mut all: BTreeMap<_, u64> =
            METHODS_OF_PROOF.iter().map(|method| ((method.as_str(), "passed"), 0)).collect();
        all.extend(self.second_factors.lock().unwrap_or_else(PoisonError::into_inner).iter());
        for ((method, outcome), count) in all {
            _ = writeln!(text, "{NAME}{{method=\"{method}\",outcome=\"{outcome}\"}} {count}");
        }
    }

    fn write_requests(&self, text: &mut String) {
        const NAME: &str = "vestibule_http_request_duration_seconds";
        _ = writeln!(text, "# HELP {NAME} Answers, by the class of their status.\n# TYPE {NAME} histogram");
        for (call, timing) in self.requests.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let Call { method, route, class } = call;
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{class}xx\"");
            let mut sum = 0;
            for (end, count) in BUCKETS.iter().zip(timing.buckets) {
                sum += count;
                _ = writeln!(text, "{NAME}_bucket{{{labels},le=\"{end}\"}} {sum}");
            }
            _ = writeln!(text, "{NAME}_bucket{{{labels},le=\"+Inf\"}} {}", timing.count);
            _ = writeln!(text, "{NAME}_sum{{{labels}}} {}", timing.sum.as_secs_f64());
            _ = writeln!(text, "{NAME}_count{{{labels}}} {}", timing.count);
        }
    }
}

impl Timing {
    fn add(&mut self, took: Duration) {
        let seconds = took.as_secs_f64();
        if let Some(bucket) = BUCKETS.iter().position(|end| seconds <= *end) {
            self.buckets[bucket] += 1;
        }
        self.count += 1;
        self.sum += took;
    }
}

fn write_counts(text: &mut String, what: &str, help: &str, counts: &BTreeMap<&'static str, u64>) {
    let name = format!("vestibule_{what}_total");
    _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter");
    for (outcome, count) in counts {
        _ = writeln!(text, "{name}{{outcome=\"{outcome}\"}} {count}");
    }
}

fn write_one(text: &mut String, what: &str, kind: &str, help: &str, value: u64) {
    let name = format!("vestibule_{what}");
    _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
}

#[cfg(test)]
mod tests {
    use vestibule_domain::challenge::{Proof, Refusal};

    use super::*;

    fn lines(metrics: &Metrics) -> Vec<String> {
        metrics.render(&Gauges::default()).lines().map(str::to_owned).collect()
    }

    #[test]
    fn durations_add_up_over_their_buckets() {
        let metrics = Metrics::default();
        for millis in [3, 5, 30, 20_000] {
            metrics.answered("GET", Some("/me/{id}".to_owned()), 204, None, Duration::from_millis(millis));
        }
        let labels = r#"method="GET",route="/me/{id}",status="2xx""#;
        let value = |suffix: &str| {
            let beginning = format!("vestibule_http_request_duration_seconds_{suffix} ");
            let lines = lines(&metrics);
            let line = lines.iter().find_map(|line| line.strip_prefix(&beginning)).map(str::to_owned);
            line.unwrap_or_else(|| panic!("{suffix} in {lines:#?}"))
        };
        assert_eq!(value(&format!("bucket{{{labels},le=\"0.005\"}}")), "2");
        assert_eq!(value(&format!("bucket{{{labels},le=\"0.025\"}}")), "2");
        assert_eq!(value(&format!("bucket{{{labels},le=\"0.05\"}}")), "3");
        assert_eq!(value(&format!("bucket{{{labels},le=\"10\"}}")), "3");
        assert_eq!(value(&format!("bucket{{{labels},le=\"+Inf\"}}")), "4");
        assert_eq!(value(&format!("count{{{labels}}}")), "4");
        assert_eq!(value(&format!("sum{{{labels}}}")), "20.038");
    }

    #[test]
    fn what_strangers_make_up_makes_no_series_of_its_own() {
        let metrics = Metrics::default();
        let before = lines(&metrics).len();
        for method in ["BREW", "\"}evil", "PROPFIND"] {
            metrics.answered(method, None, 404, Some("not_found"), Duration::ZERO);
        }
        let after = lines(&metrics);
        assert_eq!(after.len(), before + BUCKETS.len() + 3, "{after:#?}");
        assert!(after.iter().any(|line| line.contains(r#"method="other",route="none",status="4xx""#)));
    }

    #[test]
    fn second_factors_count_by_method_and_what_became_of_them() {
        let metrics = Metrics::default();
        let answer = |method| Answer::parse("012345", method).expect("six digits");
        metrics.second_factor(&answer(None), &Verdict::Passed(Proof::Sms));
        metrics.second_factor(&answer(None), &Verdict::Refused(Refusal::Wrong));
        metrics.second_factor(&answer(Some(Method::Totp)), &Verdict::Refused(Refusal::Wrong));
        let lines = lines(&metrics);
        for (labels, count) in [
            (r#"method="sms",outcome="passed""#, 1),
            (r#"method="totp",outcome="passed""#, 0),
            (r#"method="six_digits",outcome="wrong""#, 1),
            (r#"method="totp",outcome="wrong""#, 1),
        ] {
            let line = format!("vestibule_second_factors_total{{{labels}}} {count}");
            assert!(lines.contains(&line), "{line} in {lines:#?}");
        }
    }

    #[test]
    fn log_ins_count_by_what_became_of_them() {
        let metrics = Metrics::default();
        metrics.logged_in(LogIn::Authenticated);
        let refused = |route: &str| {
            let code = Some("invalid_credentials");
            metrics.answered("POST", Some(route.to_owned()), 401, code, Duration::ZERO);
        };
        refused("/api/v1/auth/login");
        refused("/api/v1/auth/step-up");
        let lines = lines(&metrics);
        for (outcome, count) in
            [("authenticated", 1), ("invalid_credentials", 1), ("second_factor_required", 0)]
        {
            let line = format!("vestibule_log_ins_total{{outcome=\"{outcome}\"}} {count}");
            assert!(lines.contains(&line), "{line} in {lines:#?}");
        }
    }
}
