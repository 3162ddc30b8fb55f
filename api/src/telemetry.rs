//! Log events to stderr: text on a terminal, JSON otherwise.

use std::{
    fmt::Write as _,
    io::{self, IsTerminal, Write},
};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{EnvFilter, fmt::format::FmtSpan};

use crate::config::{Log, LogFormat, LogLevel};

/// Where security events go, for filters (S30).
pub const SECURITY: &str = "security";

/// Libraries that are silent below a warning, whatever the level: they'd log statements and bodies (S21).
const QUIET: [&str; 6] =
    ["sqlx=warn", "sea_orm=warn", "hyper=warn", "hyper_util=warn", "reqwest=warn", "h2=warn"];

/// What strangers could fill a log of errors with: heads that can't be read, each refused with 400.
const SILENT: &str = "actix_http::h1::dispatcher=off";

/// Sends log events to stderr, as configured. Where a subscriber was set before, that one stays.
pub fn start(log: &Log) {
    let is_text = match log.format {
        LogFormat::Auto => io::stderr().is_terminal(),
        LogFormat::Text => true,
        LogFormat::Json => false,
    };
    write_to(is_text, log.level, io::stderr);
}

/// Sends log events to what `writer` makes, a line of text or a JSON object each.
pub fn write_to<W: Write>(is_text: bool, level: LogLevel, writer: impl Fn() -> W + Send + Sync + 'static) {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter(level))
        .with_span_events(FmtSpan::NONE)
        .with_ansi(false);
    _ = if is_text {
        builder.with_writer(move || Escaping(writer())).try_init()
    } else {
        builder.json().flatten_event(true).with_writer(writer).try_init()
    };
}

fn filter(level: LogLevel) -> EnvFilter {
    let level = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    let filter = EnvFilter::builder().with_default_directive(level.into()).parse_lossy("");
    // Who watches for them finds security events whatever the level (S30).
    let always = format!("{SECURITY}=info");
    let directives = QUIET.into_iter().chain([SILENT, always.as_str()]);
    directives.filter_map(|directive| directive.parse().ok()).fold(filter, EnvFilter::add_directive)
}

/// Writes events with control characters escaped, so that what a stranger sends neither begins a
/// line of its own nor moves the terminal (S30). The formatter hands over an event a call, with the
/// line's end.
struct Escaping<W>(W);

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let line = text.strip_suffix('\n').unwrap_or(&text);
        let mut escaped = String::with_capacity(text.len());
        for c in line.chars() {
            if c.is_control() {
                _ = write!(escaped, "{}", c.escape_default());
            } else {
                escaped.push(c);
            }
        }
        escaped.push_str(&text[line.len()..]);
        self.0.write_all(escaped.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s30_security_events_are_written_at_every_level() {
        let filter = filter(LogLevel::Error).to_string();
        assert!(filter.contains("security=info") && filter.contains("error"), "{filter}");
    }

    #[test]
    fn s30_text_logs_escape_control_characters() {
        let mut out = Vec::new();
        Escaping(&mut out).write_all("INFO name=\"a\nERROR b\u{1b}[2J\u{9b}ü\"\n".as_bytes()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "INFO name=\"a\\nERROR b\\u{1b}[2J\\u{9b}ü\"\n");
    }
}
