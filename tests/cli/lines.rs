//! What a process prints, a line at a time.

use std::{
    io::{BufRead, BufReader, Read},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
};

use super::process::PATIENCE;

/// The lines of a stream as they come.
pub struct Lines {
    coming: Receiver<String>,
    seen: Vec<String>,
}

impl Lines {
    pub fn of(stream: impl Read + Send + 'static) -> Self {
        let (sender, coming) = mpsc::channel();
        thread::spawn(move || {
            // Read to the end also where nobody listens any more, so that the process never blocks.
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                _ = sender.send(line);
            }
        });
        Self { coming, seen: Vec::new() }
    }

    /// Waits until a line has this.
    pub fn wait_for(&mut self, part: &str) -> String {
        loop {
            match self.coming.recv_timeout(PATIENCE) {
                Ok(line) => {
                    self.seen.push(line.clone());
                    if line.contains(part) {
                        return line;
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("no line has {part}: {:#?}", self.seen);
                }
            }
        }
    }

    /// All lines, once the stream ended.
    pub fn rest(&mut self) -> String {
        self.seen.extend(self.coming.iter());
        self.seen.join("\n")
    }
}
