//! One reader who asks `GET /me` a hundred times a second, in a process of its own: how fast reads stay while the
//! service is busy with other things.

use std::{
    io::{Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::numbers::{Sample, millis};

/// How often it asks.
const EVERY: Duration = Duration::from_millis(10);

/// A reader at work.
pub struct Probe(Child);

impl Probe {
    pub fn start(port: u16, token: &str, turn: Duration) -> Self {
        let own = std::env::current_exe().expect("the tool knows its own file");
        let mut command = Command::new(own);
        command.args(["child", "probe", &port.to_string(), &turn.as_secs_f64().to_string(), token]);
        Self(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("the tool starts itself"))
    }

    /// What it saw, in milliseconds.
    pub async fn times(self) -> Sample {
        let output = tokio::task::spawn_blocking(move || self.0.wait_with_output()).await.expect("it ran");
        let output = output.expect("it ends");
        assert!(output.status.success(), "a read was not answered with 200");
        let text = String::from_utf8(output.stdout).expect("numbers");
        Sample::of(text.split_whitespace().filter_map(|number| number.parse().ok()))
    }
}

/// The child that asks; prints how many milliseconds each answer took.
pub fn run(port: u16, seconds: f64, token: &str) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the service listens");
    stream.set_nodelay(true).expect("a socket's option");
    let request =
        format!("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");
    let begun = Instant::now();
    let mut due = begun;
    while begun.elapsed().as_secs_f64() < seconds {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        // From when it was due, so that a late answer makes the next ones wait as people do.
        let asked = due.max(begun);
        stream.write_all(request.as_bytes()).expect("the service takes it");
        read_answer(&mut stream);
        println!("{:.4}", millis(asked.elapsed()));
        due += EVERY;
    }
}

fn read_answer(stream: &mut TcpStream) {
    let (mut answer, mut part) = (Vec::new(), [0; 8192]);
    loop {
        let length = stream.read(&mut part).expect("the service answers");
        assert!(length > 0, "the service left");
        answer.extend_from_slice(&part[..length]);
        let text = String::from_utf8_lossy(&answer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        assert!(head.starts_with("HTTP/1.1 200"), "{text}");
        let wanted: Option<usize> = head
            .lines()
            .find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
        if body.len() >= wanted.expect("an answer says how long it is") {
            return;
        }
    }
}
