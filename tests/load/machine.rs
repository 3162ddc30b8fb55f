//! Where it was measured, and with what.

use std::{fs, path::PathBuf, process::Command, thread};

/// The repository's top folder.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The binary that ships; `make bench` builds it.
pub fn binary() -> PathBuf {
    built("release", "make bench")
}

/// The same with its symbols; `make profile` builds it.
pub fn binary_with_symbols() -> PathBuf {
    built("profiling", "make profile")
}

fn built(profile: &str, by: &str) -> PathBuf {
    let own = std::env::current_exe().expect("the tool knows its own file");
    let target = own.ancestors().nth(3).expect("target/release/deps/load");
    let binary = target.join(profile).join("vestibule");
    assert!(binary.exists(), "{} is missing: `{by}` builds it", binary.display());
    binary
}

/// How many cores there are; the service hashes on as many threads, and answers on as many.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The machine, a line a fact.
pub fn facts() -> Vec<(&'static str, String)> {
    vec![
        ("Processor", format!("{}, {} cores", entry("/proc/cpuinfo", "model name"), cores())),
        ("Memory", memory()),
        ("Kernel", said("uname", &["-sr"])),
        ("Rust", said("rustc", &["--version"])),
        ("Date", said("date", &["-u", "+%F %H:%M UTC"])),
        ("Commit", commit()),
    ]
}

fn memory() -> String {
    let told = entry("/proc/meminfo", "MemTotal");
    let kib: u64 = told.split_whitespace().next().and_then(|kib| kib.parse().ok()).unwrap_or(0);
    format!("{} MiB", kib / 1024)
}

fn commit() -> String {
    let commit = said("git", &["log", "-1", "--format=%h"]);
    let changed = said("git", &["status", "--porcelain", "--", "api", "Cargo.lock"]);
    if changed.is_empty() { commit } else { format!("{commit}, changed since") }
}

/// The first value of this name in a file of `name: value` lines.
fn entry(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    let mut values = lines.filter(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned());
    values.next().unwrap_or_else(|| "unknown".to_owned())
}

fn said(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).current_dir(root()).output();
    output.map_or_else(
        |_| "unknown".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
