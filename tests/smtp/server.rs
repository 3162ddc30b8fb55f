//! A mail server for one test: it speaks SMTP as it is told to, and keeps what it heard.

use std::{
    collections::VecDeque,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};

use actix_web::rt;
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

use super::certificates::Authority;

/// How it speaks TLS.
#[derive(Clone)]
pub enum Tls {
    /// Not at all.
    None,
    /// After STARTTLS, which it offers and asks for.
    Start(TlsAcceptor),
    /// From the first byte.
    Implicit(TlsAcceptor),
}

/// What it does in place of agreeing, once each, in this order.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// Answers a command that begins so with a line.
    Answer(&'static str, &'static str),
    /// Answers a whole message with a line.
    AnswerMessage(&'static str),
    /// Keeps a whole message, and hangs up before it says so.
    KeepAndHangUp,
    /// Takes the connection and says nothing.
    Silence,
    /// Hangs up at a command that begins so.
    HangUp(&'static str),
}

/// A mail that it took.
#[derive(Clone, Debug)]
pub struct Received {
    pub from: String,
    pub to: String,
    /// As it came, dots doubled.
    pub raw: String,
    pub encrypted: bool,
}

/// What it heard.
#[derive(Default)]
struct Heard {
    connections: usize,
    /// Each line of a command, and whether it came encrypted.
    commands: Vec<(String, bool)>,
    received: Vec<Received>,
    deeds: VecDeque<Deed>,
}

#[derive(Clone)]
pub struct MailServer {
    pub port: u16,
    tls: Tls,
    /// User and password that it asks for.
    credentials: Option<(&'static str, &'static str)>,
    heard: Arc<Mutex<Heard>>,
}

impl MailServer {
    pub async fn plain() -> Self {
        Self::start(Tls::None, None).await
    }

    pub async fn start(tls: Tls, credentials: Option<(&'static str, &'static str)>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let server = Self { port, tls, credentials, heard: Arc::default() };
        let serving = server.clone();
        rt::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                rt::spawn(serving.clone().greet(stream));
            }
        });
        server
    }

    pub async fn with_starttls(authority: &Authority) -> Self {
        Self::start(Tls::Start(authority.acceptor("127.0.0.1")), Some(("portal", "hush-hush"))).await
    }

    /// Has it do something else than agree, once.
    pub fn will(&self, deed: Deed) {
        self.heard.lock().expect("unpoisoned").deeds.push_back(deed);
    }

    pub fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }

    pub fn connections(&self) -> usize {
        self.heard.lock().expect("unpoisoned").connections
    }

    pub fn received(&self) -> Vec<Received> {
        self.heard.lock().expect("unpoisoned").received.clone()
    }

    /// The commands that anybody on the way could read.
    pub fn heard_in_clear(&self) -> Vec<String> {
        let heard = self.heard.lock().expect("unpoisoned");
        heard.commands.iter().filter(|(_, encrypted)| !encrypted).map(|(line, _)| line.clone()).collect()
    }

    /// Takes the next deed, if it is one of these.
    fn next_deed(&self, is_meant: impl Fn(&Deed) -> bool) -> Option<Deed> {
        let mut heard = self.heard.lock().expect("unpoisoned");
        if heard.deeds.front().is_some_and(is_meant) { heard.deeds.pop_front() } else { None }
    }

    async fn greet(self, mut stream: TcpStream) {
        self.heard.lock().expect("unpoisoned").connections += 1;
        if self.next_deed(|deed| matches!(deed, Deed::Silence)).is_some() {
            // Until the client gives up.
            _ = stream.read_to_end(&mut Vec::new()).await;
            return;
        }
        match self.tls.clone() {
            Tls::Implicit(acceptor) => {
                if let Ok(mut stream) = acceptor.accept(stream).await {
                    _ = stream.write_all(b"220 mail.example.com\r\n").await;
                    self.talk(BufReader::new(stream), true).await;
                }
            }
            Tls::None => {
                _ = stream.write_all(b"220 mail.example.com\r\n").await;
                self.talk(BufReader::new(stream), false).await;
            }
            Tls::Start(acceptor) => {
                _ = stream.write_all(b"220 mail.example.com\r\n").await;
                if let Some(stream) = self.talk(BufReader::new(stream), false).await
                    && let Ok(stream) = acceptor.accept(stream.into_inner()).await
                {
                    self.talk(BufReader::new(stream), true).await;
                }
            }
        }
    }

    /// Talks to the end, or until TLS is to begin: then it hands the stream back.
    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        mut stream: BufReader<S>,
        encrypted: bool,
    ) -> Option<BufReader<S>> {
        let (mut from, mut to) = (String::new(), String::new());
        loop {
            let line = read_line(&mut stream).await?;
            self.heard.lock().expect("unpoisoned").commands.push((line.clone(), encrypted));
            let is_about = |deed: &Deed| match deed {
                Deed::Answer(command, _) | Deed::HangUp(command) => line.starts_with(command),
                _ => false,
            };
            let answer = match self.next_deed(is_about) {
                Some(Deed::HangUp(_)) => return None,
                Some(Deed::Answer(_, answer)) => answer.to_owned(),
                _ => self.answer(&line, encrypted),
            };
            if let Some(path) = line.strip_prefix("MAIL FROM:") {
                path.split(' ').next().unwrap_or_default().clone_into(&mut from);
            }
            if let Some(path) = line.strip_prefix("RCPT TO:") {
                path.clone_into(&mut to);
            }
            let is_message = answer.starts_with("354");
            stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
            if line == "STARTTLS" && answer.starts_with("220") {
                return Some(stream);
            }
            if is_message {
                let raw = read_message(&mut stream).await?;
                let kept = Received { from: from.clone(), to: to.clone(), raw, encrypted };
                let is_about = |deed: &Deed| matches!(deed, Deed::AnswerMessage(_) | Deed::KeepAndHangUp);
                let answer = match self.next_deed(is_about) {
                    Some(Deed::AnswerMessage(answer)) => answer,
                    Some(_) => {
                        self.heard.lock().expect("unpoisoned").received.push(kept);
                        return None;
                    }
                    None => {
                        self.heard.lock().expect("unpoisoned").received.push(kept);
                        "250 taken"
                    }
                };
                stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
            }
        }
    }

    /// What a server says that agrees where it may.
    fn answer(&self, line: &str, encrypted: bool) -> String {
        let command = line.split([' ', ':']).next().unwrap_or_default();
        let must_encrypt = matches!(self.tls, Tls::Start(_)) && !encrypted;
        match command {
            "EHLO" if must_encrypt => "250-mail.example.com\r\n250 STARTTLS".to_owned(),
            "EHLO" if self.credentials.is_some() => "250-mail.example.com\r\n250 AUTH PLAIN".to_owned(),
            "EHLO" => "250 mail.example.com".to_owned(),
            "STARTTLS" => "220 begin".to_owned(),
            _ if must_encrypt => "530 5.7.0 encrypt first".to_owned(),
            "AUTH" => {
                let (user, password) = self.credentials.unwrap_or_default();
                let plain = format!("\0{user}\0{password}");
                let right = format!("AUTH PLAIN {}", data_encoding::BASE64.encode(plain.as_bytes()));
                if line == right { "235 welcome".to_owned() } else { "535 5.7.8 wrong".to_owned() }
            }
            "DATA" => "354 go on".to_owned(),
            "QUIT" => "221 bye".to_owned(),
            _ => "250 fine".to_owned(),
        }
    }
}

async fn read_line(stream: &mut (impl AsyncBufRead + Unpin)) -> Option<String> {
    let mut line = String::new();
    let length = stream.read_line(&mut line).await.ok()?;
    (length > 0).then(|| line.trim_end().to_owned())
}

async fn read_message(stream: &mut (impl AsyncBufRead + Unpin)) -> Option<String> {
    let mut message = String::new();
    loop {
        let before = message.len();
        if stream.read_line(&mut message).await.ok()? == 0 {
            return None;
        }
        if &message[before..] == ".\r\n" {
            message.truncate(before);
            return Some(message);
        }
    }
}
