//! What was measured, on the screen and as a page.

use std::fs;

use crate::{
    arguments::{Plan, Section},
    machine,
    numbers::Sample,
};

const PAGE_HEAD: &str = include_str!("report.md");

/// What `make profile` draws.
const PICTURES: &str = "\
## Where the time goes

By `make profile`: the wider a box, the more of the time was spent in it and in those below it, which it calls. Orange \
are the service's own functions, blue is the database, grey the kernel; a library is one box, however many of its \
functions call each other. A box tells its share to whoever points at it. What is looked at is built in parts, so that \
functions keep their names that the binary that ships has merged.

![A log-in beyond its hash, by function](benchmarks/log-ins.svg)

![GET /me, by function](benchmarks/reads.svg)";

const MISSED: &str = "**missed**";

/// What a number counts.
#[derive(Clone, Copy)]
pub enum Unit {
    Ratio,
    Micros,
    Millis,
    Mib,
    PerSecond,
    Percent,
    Count,
}

/// How much is wanted.
#[derive(Clone, Copy)]
enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

/// One thing that was measured.
pub struct Row {
    what: String,
    unit: Unit,
    values: Sample,
    goal: Option<Goal>,
}

impl Row {
    pub fn new(what: impl Into<String>, unit: Unit, values: impl IntoIterator<Item = f64>) -> Self {
        Self { what: what.into(), unit, values: Sample::of(values), goal: None }
    }

    #[must_use]
    pub fn at_least(self, goal: f64) -> Self {
        Self { goal: Some(Goal::AtLeast(goal)), ..self }
    }

    #[must_use]
    pub fn at_most(self, goal: f64) -> Self {
        Self { goal: Some(Goal::AtMost(goal)), ..self }
    }

    fn verdict(&self) -> &'static str {
        let median = self.values.median();
        match self.goal {
            None => "",
            Some(Goal::AtLeast(goal)) if median >= goal => "met",
            Some(Goal::AtMost(goal)) if median <= goal => "met",
            Some(_) => MISSED,
        }
    }

    fn goal(&self) -> String {
        match self.goal {
            None => String::new(),
            Some(Goal::AtLeast(goal)) => format!("≥ {}", spelled(goal, self.unit)),
            Some(Goal::AtMost(goal)) => format!("≤ {}", spelled(goal, self.unit)),
        }
    }

    fn cells(&self) -> [String; 5] {
        let (least, most) = (self.values.least(), self.values.most());
        let spread = if least < most {
            format!("{} – {}", spelled(least, self.unit), spelled(most, self.unit))
        } else {
            String::new()
        };
        let median = spelled(self.values.median(), self.unit);
        [self.what.clone(), median, spread, self.goal(), self.verdict().to_owned()]
    }
}

fn spelled(value: f64, unit: Unit) -> String {
    let digits = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.1 => 2,
        _ => 3,
    };
    let digits = if matches!(unit, Unit::Count) { 0 } else { digits };
    let number = format!("{value:.digits$}");
    match unit {
        Unit::Ratio | Unit::Count => number,
        Unit::Micros => format!("{number} µs"),
        Unit::Millis => format!("{number} ms"),
        Unit::Mib => format!("{number} MiB"),
        Unit::PerSecond => format!("{number} /s"),
        Unit::Percent => format!("{number} %"),
    }
}

/// All of it, section by section.
pub struct Report<'a> {
    plan: &'a Plan,
    sections: Vec<(Section, Vec<Row>)>,
    notes: Vec<(Section, String)>,
    appendix: Vec<String>,
}

impl<'a> Report<'a> {
    pub fn new(plan: &'a Plan) -> Self {
        Self { plan, sections: Vec::new(), notes: Vec::new(), appendix: Vec::new() }
    }

    /// Adds what a section measured, and prints it.
    pub fn add(&mut self, section: Section, rows: Vec<Row>) {
        for row in &rows {
            let [what, median, spread, goal, verdict] = row.cells();
            eprintln!("  {what:66} {median:>12}  {spread:24} {goal:14} {verdict}");
        }
        self.sections.push((section, rows));
    }

    /// Says something that no number says.
    pub fn note(&mut self, section: Section, note: impl Into<String>) {
        let note = note.into();
        eprintln!("  {note}");
        self.notes.push((section, note));
    }

    /// Adds to the end of the page.
    pub fn append(&mut self, parts: Vec<String>) {
        self.appendix.extend(parts);
    }

    /// Writes the page.
    pub fn finish(&self) {
        let facts = machine::facts().into_iter().map(|(name, value)| format!("| {name} | {value} |"));
        let quick = "This was a quick run: its turns are too short to rely on.";
        let mut parts = vec![
            PAGE_HEAD.trim_end().to_owned(),
            "## The machine".to_owned(),
            table("| | |\n|---|---|", facts),
            "## What was measured".to_owned(),
            "The median of all turns, then the least and the most.".to_owned(),
        ];
        parts.extend(self.plan.quick.then(|| quick.to_owned()));
        for (section, rows) in &self.sections {
            let rows = rows.iter().map(|row| format!("| {} |", row.cells().join(" | ")));
            parts.push(format!("### {}", section.name()));
            parts.push(table("| | median | spread | goal | |\n|---|---|---|---|---|", rows));
            parts.extend(self.notes.iter().filter(|(of, _)| of == section).map(|(_, note)| note.clone()));
        }
        parts.push("## Goals that were missed".to_owned());
        parts.push(self.missed());
        let is_pictured = [Section::LogIns, Section::Reads].iter().all(|of| self.plan.sections.contains(of));
        if is_pictured && machine::root().join("docs/benchmarks/log-ins.svg").exists() {
            parts.push(PICTURES.to_owned());
        }
        parts.extend(self.appendix.clone());
        fs::write(&self.plan.report, parts.join("\n\n") + "\n").expect("the report is written");
        eprintln!("\n{}", self.plan.report.display());
    }

    fn missed(&self) -> String {
        let rows = self.sections.iter().flat_map(|(_, rows)| rows);
        let missed: Vec<_> = rows
            .filter(|row| row.verdict() == MISSED)
            .map(|row| {
                format!("- {}: {}, not {}", row.what, spelled(row.values.median(), row.unit), row.goal())
            })
            .collect();
        if missed.is_empty() { "None.".to_owned() } else { missed.join("\n") }
    }
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}
