use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{Arc, Barrier},
};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::task::spawn_blocking;

use super::{Answer, Call, TestApp};

/// Sends all calls at once: each from a thread and a connection of its own, the last byte of each only
/// when every other byte of all has arrived.
pub async fn race(app: &TestApp, calls: Vec<Call>) -> Vec<Answer> {
    race_on(&[app], calls).await
}

/// The same against several servers, by turns.
pub async fn race_on(apps: &[&TestApp], calls: Vec<Call>) -> Vec<Answer> {
    let barrier = Arc::new(Barrier::new(calls.len()));
    let addresses = apps.iter().map(|app| app.address()).cycle();
    let racers: Vec<_> = calls
        .into_iter()
        .zip(addresses)
        .map(|(call, address)| {
            let barrier = Arc::clone(&barrier);
            spawn_blocking(move || {
                let bytes = spell(&call);
                let (last, rest) = bytes.split_last().expect("a request has bytes");
                let mut socket = TcpStream::connect(address).expect("the service listens");
                socket.set_nodelay(true).expect("a socket takes options");
                socket.write_all(rest).expect("the service reads");
                barrier.wait();
                socket.write_all(&[*last]).expect("the service reads");
                read(&mut socket)
            })
        })
        .collect();
    // Awaited, since the service may talk to its database by connections that the test opened.
    let mut answers = Vec::new();
    for racer in racers {
        answers.push(racer.await.expect("a racer arrives"));
    }
    answers
}

/// Sends bytes as they stand over a connection of their own and reads until it closes.
pub async fn raw(app: &TestApp, bytes: &[u8]) -> Answer {
    let (address, bytes) = (app.address(), bytes.to_vec());
    let sent = spawn_blocking(move || {
        let mut socket = TcpStream::connect(address).expect("the service listens");
        socket.write_all(&bytes).expect("the service reads");
        read(&mut socket)
    });
    sent.await.expect("an answer")
}

fn spell(call: &Call) -> Vec<u8> {
    let body = call.body.clone().unwrap_or_default();
    let headers: Vec<_> = call.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!(
        "{} {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{}Content-Length: {}\r\n\r\n",
        call.method,
        call.path,
        headers.concat(),
        body.len()
    );
    [head.into_bytes(), body].concat()
}

fn read(socket: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    socket.read_to_end(&mut bytes).expect("the service answers");
    let text = String::from_utf8(bytes).expect("answers are UTF-8");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
        headers.append(name, HeaderValue::from_str(value).expect("a header's value"));
    }
    Answer::new(status.unwrap_or(0), headers, body.to_owned())
}

/// A call whose last byte is still to come; the service has its headers, and has seen who calls.
pub struct Held {
    socket: TcpStream,
    last: u8,
}

/// Sends all of a call but its last byte, and lets the service look at it.
pub async fn hold(app: &TestApp, call: &Call) -> Held {
    let (address, bytes) = (app.address(), spell(call));
    let sent = spawn_blocking(move || {
        let (last, rest) = bytes.split_last().expect("a request has bytes");
        let mut socket = TcpStream::connect(address).expect("the service listens");
        socket.set_nodelay(true).expect("a socket takes options");
        socket.write_all(rest).expect("the service reads");
        Held { socket, last: *last }
    });
    let held = sent.await.expect("it was sent");
    // One worker answers what comes later by as many questions to the database as it asked for this one.
    let mut later = app.script();
    later.access_token = call.bearer().map(str::to_owned);
    later.get("/me").await.is(200);
    held
}

impl Held {
    /// Sends the last byte.
    pub async fn finish(mut self) -> Answer {
        let answer = spawn_blocking(move || {
            self.socket.write_all(&[self.last]).expect("the service reads");
            read(&mut self.socket)
        });
        answer.await.expect("an answer")
    }
}
