//! What commands print: sentences for people, JSON for scripts.

use std::io::{self, ErrorKind, Write};

use clap::Args;
use serde::Serialize;

use super::Failure;

/// How to print.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Output {
    /// Prints JSON
    #[arg(long)]
    json: bool,
}

impl Output {
    pub(super) fn is_json(self) -> bool {
        self.json
    }

    /// Prints a value: as JSON, or as the sentence that stands for it.
    pub(super) fn print<T: Serialize>(
        self,
        value: &T,
        sentence: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        let text = if self.json {
            serde_json::to_string_pretty(value).map_err(|error| Failure::because(error.to_string()))?
        } else {
            sentence(value)
        };
        // An empty list of lines is nothing.
        if !text.is_empty() {
            put(format!("{text}\n").as_bytes())?;
        }
        Ok(())
    }

    /// Prints a list, a line an item.
    pub(super) fn print_all<T: Serialize>(
        self,
        items: &[T],
        line: impl Fn(&T) -> String,
    ) -> Result<(), Failure> {
        self.print(&items, |items| items.iter().map(&line).collect::<Vec<_>>().join("\n"))
    }
}

/// Writes to stdout; `false` where nobody reads any more, as after `head`.
pub(super) fn put(bytes: &[u8]) -> Result<bool, Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::because(format!("Standard output can't be written: {error}."))),
    }
}
