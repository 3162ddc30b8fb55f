//! What a process used, told by the system from outside.

use std::{fs, ops::Sub, path::PathBuf, time::Duration};

use crate::numbers::float;

/// In what the system counts CPU time for processes: hundredths of a second, on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// CPU time of a process.
#[derive(Clone, Copy, Default)]
pub struct Cpu {
    /// Of the threads that hash passwords.
    pub hashing: Duration,
    /// Of all others, those included that ended.
    pub rest: Duration,
}

impl Cpu {
    pub fn of(process: u32) -> Self {
        let all = cpu_time(&format!("/proc/{process}/stat"));
        let (hashing, _) = threads(process);
        let hashing = hashing.iter().map(|task| cpu_time(&task.join("stat").display().to_string())).sum();
        Self { hashing, rest: all.saturating_sub(hashing) }
    }

    pub fn total(&self) -> Duration {
        self.hashing + self.rest
    }
}

impl Sub for Cpu {
    type Output = Self;

    fn sub(self, earlier: Self) -> Self {
        Self {
            hashing: self.hashing.saturating_sub(earlier.hashing),
            rest: self.rest.saturating_sub(earlier.rest),
        }
    }
}

impl std::iter::Sum for Cpu {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            hashing: sum.hashing + one.hashing,
            rest: sum.rest + one.rest,
        })
    }
}

/// A process's threads, as folders in `/proc`: those that hash passwords, and all others.
pub fn threads(process: u32) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).expect("the process runs");
    let hashes =
        |task: &PathBuf| fs::read_to_string(task.join("comm")).is_ok_and(|name| name.starts_with("hash-"));
    tasks.flatten().map(|task| task.path()).partition(hashes)
}

/// CPU time of a process and all that it started and waited for, and of those that run.
pub fn cpu_of_family(parent: u32) -> Duration {
    let children = fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    let running = children.split_whitespace().map(|child| cpu_time(&format!("/proc/{child}/stat")));
    let fields = fields(&format!("/proc/{parent}/stat"));
    // utime, stime, cutime, cstime: fields 14 to 17 of proc(5).
    ticks(&fields, 11..=14) + running.sum::<Duration>()
}

/// CPU time of this process.
pub fn own_cpu() -> Duration {
    cpu_time("/proc/self/stat")
}

fn cpu_time(stat: &str) -> Duration {
    ticks(&fields(stat), 11..=12)
}

/// What follows the name, which may hold anything: the state is the first.
fn fields(stat: &str) -> Vec<String> {
    let text = fs::read_to_string(stat).unwrap_or_default();
    let (_, rest) = text.rsplit_once(')').unwrap_or_default();
    rest.split_whitespace().map(str::to_owned).collect()
}

fn ticks(fields: &[String], which: std::ops::RangeInclusive<usize>) -> Duration {
    let ticks: u32 =
        fields.get(which).unwrap_or_default().iter().filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
    TICK * ticks
}

/// Memory of a process, in MiB.
#[derive(Clone, Copy)]
pub struct Memory {
    pub now: f64,
    /// The most that it ever was.
    pub peak: f64,
}

impl Memory {
    pub fn of(process: u32) -> Self {
        let status = fs::read_to_string(format!("/proc/{process}/status")).expect("the process runs");
        let mib = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line of proc(5)");
            let kib = line.trim_start_matches(':').split_whitespace().next().and_then(|kib| kib.parse().ok());
            float(kib.expect("a number")) / 1024.0
        };
        Self { now: mib("VmRSS"), peak: mib("VmHWM") }
    }
}
