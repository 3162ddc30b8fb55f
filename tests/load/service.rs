//! The service as a process of its own, from the binary that ships, with the settings that it has by default.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use vestibule::{app::App, clock::Clock, config::Config, entropy::Entropy, hasher::Cost, startup};

use crate::{
    machine,
    usage::{Cpu, Memory},
};

/// How long whatever is started may take until it answers.
const PATIENCE: Duration = Duration::from_mins(1);

/// A port that nothing listens on, below the range that the system hands out to clients.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 12_000 + u16::try_from(std::process::id() % 8_000).unwrap_or(0);
    let mut ports = std::iter::repeat_with(|| first + NEXT.fetch_add(1, Ordering::Relaxed));
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}

/// Waits until somebody listens there.
pub fn wait_until_listening(port: u16) {
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < PATIENCE, "nobody listens on port {port}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Settings and data of the service, which one or several processes of it work on.
pub struct Site {
    folder: TempDir,
    port: u16,
}

impl Site {
    /// On a new SQLite file.
    pub fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("vestibule.db").display());
        Self::new(folder, &url)
    }

    /// On a PostgreSQL database.
    pub fn on_postgres(url: &str) -> Self {
        Self::new(tempfile::tempdir().expect("a folder"), url)
    }

    /// Behind a web server here, whose word for a client's address is taken; access tokens outlast a turn.
    fn new(folder: TempDir, database_url: &str) -> Self {
        let port = free_port();
        let file = |name: &str| folder.path().join(name).display().to_string();
        let settings = format!(
            "bind = \"127.0.0.1:{port}\"\npublic_url = \"http://localhost:{port}\"\n\
             database_url = {database_url:?}\nmaster_key_file = {:?}\noutbox = {:?}\n\
             trusted_proxies = [\"127.0.0.0/8\"]\n[token]\naccess_lifetime = \"15m\"\n",
            file("master.key"),
            file("outbox.jsonl"),
        );
        fs::write(folder.path().join("vestibule.toml"), settings).expect("the settings are written");
        Self { folder, port }
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join("vestibule.toml")
    }

    /// Looks at the data by the service's own means; nothing of it stays open.
    pub async fn visit<T>(&self, what: impl AsyncFnOnce(&App) -> T) -> T {
        let config = Config::load(Some(&self.settings()), [], []).expect("settings without a fault");
        let cost = Cost::configured(&config.passwords);
        let app = startup::open(config, Clock::System, Entropy::System, cost).await.expect("the data opens");
        let seen = what(&app).await;
        app.db.close().await.expect("the database closes");
        seen
    }

    /// Starts the service.
    pub fn serve(&self) -> Service {
        self.start(Command::new(machine::binary()), self.port)
    }

    /// Starts it from a binary that has its symbols.
    pub fn serve_with_symbols(&self) -> Service {
        self.start(Command::new(machine::binary_with_symbols()), self.port)
    }

    /// One of several on the same data.
    pub fn serve_replica(&self) -> Service {
        self.start(Command::new(machine::binary()), free_port())
    }

    /// The same on a disk that takes 5 ms longer to keep anything for good; none without a C compiler.
    ///
    /// Not by `strace`: it stops every call of every thread, and so measures itself.
    pub fn serve_on_slow_disk(&self) -> Option<Service> {
        let library = self.folder.path().join("slow_disk.so");
        let mut compiler = Command::new("cc");
        compiler.args(["-O2", "-shared", "-fPIC", "-o"]).arg(&library);
        let is_there = compiler.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/load/slow_disk.c")).status();
        if !is_there.is_ok_and(|status| status.success()) {
            return None;
        }
        let mut command = Command::new("env");
        command.arg(format!("LD_PRELOAD={}", library.display())).arg(machine::binary());
        Some(self.start(command, self.port))
    }

    fn start(&self, mut command: Command, port: u16) -> Service {
        command
            .arg("serve")
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("VESTIBULE_BIND", format!("127.0.0.1:{port}"));
        let begun = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let mut service = Service { child, port, first_answer: Duration::ZERO };
        while !service.is_ready() {
            let ended = service.child.try_wait().expect("a process can be asked");
            let settings = self.settings();
            assert!(
                ended.is_none(),
                "the service ended: {}",
                fs::read_to_string(settings).unwrap_or_default()
            );
            assert!(begun.elapsed() < PATIENCE, "the service does not answer");
            thread::sleep(Duration::from_micros(500));
        }
        service.first_answer = begun.elapsed();
        service
    }
}

/// A process of the service; it ends with this value.
pub struct Service {
    child: Child,
    port: u16,
    first_answer: Duration,
}

impl Service {
    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How long it took from the start to the first answer.
    pub fn first_answer(&self) -> Duration {
        self.first_answer
    }

    pub fn cpu(&self) -> Cpu {
        Cpu::of(self.process())
    }

    pub fn memory(&self) -> Memory {
        Memory::of(self.process())
    }

    fn is_ready(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else { return false };
        let request = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        let mut answer = String::new();
        let asked = stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_string(&mut answer));
        asked.is_ok() && answer.starts_with("HTTP/1.1 200")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
