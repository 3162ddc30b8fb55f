//! What is asked for on the command line.

use std::{path::PathBuf, time::Duration};

const USAGE: &str = "\
make bench ARGS=\"[--quick] [--scale=small|full] [--one-team] [--report=FILE] [SECTION...]\"

Sections: log-ins reads overload memory start size replicas scale; without any, all of them.

  --quick         short turns, to see whether it runs; its numbers are worth little
  --scale=full    1,000,000 users and 5,000,000 activity rows, in place of 100,000 and 500,000
  --one-team      all of them in one team, in place of teams of 1,000
  --report=FILE   where the report goes: docs/benchmarks.md for a whole run, else target/benchmarks.md";

/// What the executable does: measure, look where the time goes, or be one of the processes that it measures beside.
pub enum Order {
    Measure(Plan),
    Profile(Plan),
    HashAlone { threads: usize, seconds: f64 },
    AnswerAlone { port: u16, workers: usize, length: usize },
    Probe { port: u16, seconds: f64, token: String },
}

/// What is measured, and how long.
pub struct Plan {
    pub sections: Vec<Section>,
    pub quick: bool,
    /// How many pairs of a limit and the work beside it.
    pub pairs: usize,
    /// How long each of the two lasts.
    pub turn: Duration,
    /// Users of the large database.
    pub users: usize,
    pub one_team: bool,
    pub report: PathBuf,
}

/// A matter that is measured by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Section {
    LogIns,
    Reads,
    Overload,
    Memory,
    Start,
    Size,
    Replicas,
    Scale,
}

impl Section {
    const ALL: [Self; 8] = [
        Self::LogIns,
        Self::Reads,
        Self::Overload,
        Self::Memory,
        Self::Start,
        Self::Size,
        Self::Replicas,
        Self::Scale,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::LogIns => "log-ins",
            Self::Reads => "reads",
            Self::Overload => "overload",
            Self::Memory => "memory",
            Self::Start => "start",
            Self::Size => "size",
            Self::Replicas => "replicas",
            Self::Scale => "scale",
        }
    }
}

impl Order {
    /// Reads the arguments, or says what could be asked for.
    pub fn read(arguments: impl Iterator<Item = String>) -> Result<Self, &'static str> {
        // What cargo adds.
        let arguments: Vec<_> = arguments.filter(|argument| argument != "--bench").collect();
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        if let ["child", rest @ ..] = words.as_slice() {
            return Self::child(rest).ok_or(USAGE);
        }
        if let ["profile", rest @ ..] = words.as_slice() {
            return Plan::read(rest).map(Self::Profile).ok_or(USAGE);
        }
        Plan::read(&words).map(Self::Measure).ok_or(USAGE)
    }

    fn child(words: &[&str]) -> Option<Self> {
        match *words {
            ["hash", threads, seconds] => {
                Some(Self::HashAlone { threads: threads.parse().ok()?, seconds: seconds.parse().ok()? })
            }
            ["answer", port, workers, length] => Some(Self::AnswerAlone {
                port: port.parse().ok()?,
                workers: workers.parse().ok()?,
                length: length.parse().ok()?,
            }),
            ["probe", port, seconds, token] => Some(Self::Probe {
                port: port.parse().ok()?,
                seconds: seconds.parse().ok()?,
                token: token.to_owned(),
            }),
            _ => None,
        }
    }
}

impl Plan {
    fn read(words: &[&str]) -> Option<Self> {
        let (flags, names): (Vec<&str>, Vec<&str>) =
            words.iter().copied().partition(|word| word.starts_with("--"));
        let section_of = |name: &&str| Section::ALL.into_iter().find(|section| section.name() == *name);
        let mut sections = names.iter().map(section_of).collect::<Option<Vec<_>>>()?;
        let whole = sections.is_empty();
        if whole {
            sections = Section::ALL.to_vec();
        }

        let (mut quick, mut full, mut one_team, mut report) = (false, false, false, None);
        for flag in flags {
            match flag.split_once('=') {
                None if flag == "--quick" => quick = true,
                None if flag == "--one-team" => one_team = true,
                Some(("--scale", size @ ("small" | "full"))) => full = size == "full",
                Some(("--report", file)) => report = Some(PathBuf::from(file)),
                _ => return None,
            }
        }
        let users = match (full, quick) {
            (true, _) => 1_000_000,
            (false, false) => 100_000,
            (false, true) => 10_000,
        };
        let usual = if whole && !quick { "docs/benchmarks.md" } else { "target/benchmarks.md" };
        Some(Self {
            sections,
            quick,
            pairs: if quick { 2 } else { 5 },
            turn: Duration::from_secs(if quick { 3 } else { 10 }),
            users,
            one_team,
            report: crate::machine::root().join(report.unwrap_or_else(|| PathBuf::from(usual))),
        })
    }
}
