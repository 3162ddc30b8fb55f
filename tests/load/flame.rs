//! A flame graph of what `perf` saw: the wider a box, the more of the time was spent in it and in what stands on it.
//!
//! A future is polled through dozens of frames of the libraries around it. So frames of a library that call each other
//! are one box with its name, and only the service's own have theirs. The library that others draw these with has a
//! licence that `deny.toml` doesn't list.

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs, mem,
    path::Path,
    process::{Command, Stdio},
};

use crate::numbers::float;

/// The picture's width.
const WIDTH: f64 = 1200.0;
/// The height of a box.
const HEIGHT: f64 = 18.0;
/// Boxes of a smaller share of the time are left out.
const LEAST: f64 = 0.002;
/// How wide a letter is, about.
const LETTER: f64 = 6.6;
/// Where the boxes begin, below the title.
const TOP: f64 = 40.0;

/// What stands between all others, and tells nothing there.
const OF_THE_LANGUAGE: [&str; 4] = ["alloc", "core", "libc", "std"];

/// A box: how often it was seen, and what stands on it.
#[derive(Debug, Default)]
struct Frame {
    seen: u64,
    callees: BTreeMap<String, Frame>,
}

/// Draws what the file `data` holds.
pub fn draw(data: &str, title: &str, picture: &Path) {
    let mut perf = Command::new("perf");
    perf.args(["script", "--no-inline", "--fields=comm,ip,sym,dso"]).arg(format!("--input={data}"));
    let output = perf.stderr(Stdio::null()).output().expect("perf reads what it wrote");
    let all = gather(&String::from_utf8_lossy(&output.stdout));
    assert!(all.seen > 0, "perf saw nothing in {data}");
    fs::create_dir_all(picture.parent().expect("a folder")).expect("the folder is made");
    fs::write(picture, page(&all, title)).expect("the picture is written");
}

/// Stacks as `perf script` tells them: the thread's name, a frame a line with the last called first, an empty line.
fn gather(script: &str) -> Frame {
    let mut all = Frame::default();
    for sample in script.split("\n\n") {
        let mut lines = sample.lines().filter(|line| !line.trim().is_empty());
        let Some(thread) = lines.next().map(|line| family(line.trim())) else { continue };
        let mut names: Vec<_> = lines.filter_map(name_of).collect();
        // The language's own frames count where they end a stack, as memory that is got or copied does.
        let mut is_last = true;
        names.retain(|name| mem::take(&mut is_last) || !OF_THE_LANGUAGE.contains(&name.as_str()));
        names.push(thread.to_owned());
        names.dedup();
        let frames: Vec<_> = names.into_iter().rev().collect();
        all.add(&frames);
    }
    all
}

impl Frame {
    fn add(&mut self, frames: &[String]) {
        self.seen += 1;
        if let [first, rest @ ..] = frames {
            self.callees.entry(first.clone()).or_default().add(rest);
        }
    }

    /// How many boxes that are seen as often stand on each other.
    fn depth(&self, least: f64) -> u32 {
        let callees = self.callees.values().filter(|callee| float(callee.seen) >= least);
        callees.map(|callee| 1 + callee.depth(least)).max().unwrap_or_default()
    }
}

/// `actix-rt|system:0 arbiter:1` and its like without their numbers.
fn family(thread: &str) -> &str {
    thread.split(['|', ':']).next().unwrap_or(thread).trim_end_matches(|end: char| end.is_ascii_digit())
}

/// What a frame's box is called: by its function where that is the service's, else by its library. One that tells
/// neither, as a function of C without a prefix, belongs to its caller's.
fn name_of(line: &str) -> Option<String> {
    let (_, frame) = line.trim().split_once(' ')?;
    let (symbol, file) = frame.rsplit_once(" (").unwrap_or((frame, ""));
    if file.starts_with("[kernel") || file.starts_with("[guest") {
        return Some("the kernel".to_owned());
    }
    let qualified = symbol.trim_start_matches(['<', '&', '*', '(', '[']);
    let name = match qualified.split_once("::") {
        Some((krate, function)) if krate.starts_with("vestibule") => {
            let function = function.split(" as ").next().unwrap_or(function);
            let function = function.split(['<', '>', '{', '+']).next().unwrap_or(function);
            function.trim_end_matches("::")
        }
        Some((krate, _)) => krate,
        None if qualified.starts_with("sqlite3") => "sqlite3",
        None if qualified.starts_with("aws_lc") => "aws_lc",
        None if file.contains("libc.so") => "libc",
        None => return None,
    };
    Some(name.to_owned())
}

fn page(all: &Frame, title: &str) -> String {
    let height = TOP + f64::from(all.depth(LEAST * float(all.seen))) * HEIGHT;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"monospace\" \
         font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"8\" y=\"24\" font-size=\"15\" font-family=\"sans-serif\">{}</text>\n",
        escaped(title)
    );
    boxes(&mut svg, all, all.seen, (0.0, TOP));
    svg + "</svg>\n"
}

/// What stands on a frame, below it in the picture: readers begin at the top.
fn boxes(svg: &mut String, frame: &Frame, all: u64, (mut left, top): (f64, f64)) {
    for (name, callee) in &frame.callees {
        let share = float(callee.seen) / float(all);
        let width = share * WIDTH;
        if share >= LEAST {
            let fits = name.chars().zip(1u32..).take_while(|(_, count)| f64::from(*count) * LETTER <= width);
            let shown: String = fits.map(|(letter, _)| letter).collect();
            _ = write!(
                svg,
                "<g><title>{full} {percent:.1} %</title><rect x=\"{left:.1}\" y=\"{top}\" width=\"{width:.1}\" \
                 height=\"{HEIGHT}\" fill=\"{colour}\" stroke=\"#fff\"/>",
                full = escaped(name),
                percent = share * 100.0,
                colour = colour_of(name),
            );
            if shown.chars().count() > 2 {
                _ = write!(
                    svg,
                    "<text x=\"{:.1}\" y=\"{}\">{}</text>",
                    left + 3.0,
                    top + 13.0,
                    escaped(&shown)
                );
            }
            svg.push_str("</g>\n");
            boxes(svg, callee, all, (left, top + HEIGHT));
        }
        left += width;
    }
}

/// The service's own, the database's, the kernel's, and all others'.
fn colour_of(name: &str) -> &'static str {
    match name {
        "the kernel" => "#c9ced6",
        "sqlite3" | "libsqlite3_sys" | "rusqlite" | "sqlx_core" | "sqlx_postgres" | "sea_orm"
        | "sea_query" => "#9cc3ec",
        name if name.contains("::") => "#f6b26b",
        _ => "#f3e3c3",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
