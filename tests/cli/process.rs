//! Starts the binary in a folder of its own, runs commands beside it and calls it.

use std::{
    fs,
    io::Write,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU16, Ordering},
    },
    time::{Duration, SystemTime},
};

use chrono::DateTime;
use data_encoding::BASE32_NOPAD;
use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::Value;
use tempfile::TempDir;

use super::lines::Lines;

/// A password that breaks no rule.
pub const PASSWORD: &str = "seven purple bicycles";

/// How long a process may take for what it does at once; a test that waits longer has failed.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The binary of the profile that the tests run in, built where it is missing or older than its source.
pub static BINARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let own = std::env::current_exe().expect("the test knows its own file");
    let profile_folder = own.parent().and_then(Path::parent).expect("target/<profile>/deps/service");
    let binary = profile_folder.join(format!("vestibule{}", std::env::consts::EXE_SUFFIX));

    let built_at = fs::metadata(&binary).and_then(|file| file.modified()).ok();
    let is_current = built_at.is_some_and(|built_at| changed_at(&root().join("api")) < built_at);
    if !is_current {
        build(profile_folder);
    }
    binary
});

/// The repository's top folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn build(profile_folder: &Path) {
    let profile = profile_folder.file_name().and_then(|name| name.to_str()).expect("a profile");
    let mut cargo = Command::new(env!("CARGO"));
    // What cargo tells a test that it runs is none of this build's affair: build scripts would see a change.
    let told = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("CARGO_"));
    for name in told.filter(|name| !matches!(name.as_str(), "CARGO_HOME" | "CARGO_TARGET_DIR")) {
        cargo.env_remove(name);
    }
    let status = cargo
        .args(["build", "--quiet", "--workspace", "--bins", "--tests", "--profile"])
        .arg(if profile == "debug" { "dev" } else { profile })
        .arg("--target-dir")
        .arg(profile_folder.parent().expect("the target folder"))
        .current_dir(root())
        .status();
    assert!(status.expect("cargo runs").success(), "the binary can't be built");
}

/// When a source file below `folder` last changed.
fn changed_at(folder: &Path) -> SystemTime {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let times = entries.map(|path| {
        if path.is_dir() {
            changed_at(&path)
        } else {
            path.metadata().and_then(|file| file.modified()).expect("a file")
        }
    });
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
}

/// A port that nothing listens on. Below the range that the system hands out to clients.
pub fn free_port() -> u16 {
    static NEXT: LazyLock<AtomicU16> =
        LazyLock::new(|| AtomicU16::new(20_000 + u16::try_from(std::process::id() % 10_000).unwrap_or(0)));
    let mut ports = std::iter::repeat_with(|| NEXT.fetch_add(1, Ordering::SeqCst));
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}

/// A folder with settings, in which commands run and the service keeps its data.
pub struct Folder {
    dir: TempDir,
    port: u16,
}

impl Folder {
    pub fn new() -> Self {
        let folder = Self { dir: tempfile::tempdir().expect("a folder"), port: free_port() };
        let settings = format!(
            "bind = \"127.0.0.1:{port}\"\npublic_url = \"http://localhost:{port}\"\n",
            port = folder.port
        );
        fs::write(folder.path("vestibule.toml"), settings).expect("the settings are written");
        folder
    }

    /// Adds a line to the settings.
    pub fn set(&self, line: &str) {
        let file = self.path("vestibule.toml");
        let settings = fs::read_to_string(&file).expect("settings");
        // A table may come last, so a key of its own comes first.
        fs::write(&file, format!("{line}\n{settings}")).expect("the settings are written");
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.dir.path().join(file)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// A command of the binary, with nothing of the tests' own environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&*BINARY);
        command.args(args).current_dir(self.dir.path()).env_clear();
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with_input(args, "")
    }

    pub fn run_with_input(&self, args: &[&str], input: &str) -> Ran {
        Ran::of(&mut self.command(args), input)
    }

    pub fn serve(&self) -> Server {
        Server::start(&mut self.command(&["serve"]), self.url())
    }

    /// The same by a program that makes its surroundings and then becomes it.
    pub fn serve_by(&self, launcher: &[&str]) -> Server {
        let (program, args) = launcher.split_first().expect("a program");
        let mut command = Command::new(program);
        command.args(args).arg(&*BINARY).arg("serve").current_dir(self.dir.path()).env_clear();
        command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        Server::start(&mut command, self.url())
    }

    /// Adds a team.
    pub fn add_team(&self, name: &str) {
        self.run(&["team", "add", name]).succeeded();
    }

    /// Adds a user with `PASSWORD` to a team that is there.
    pub fn add_user(&self, team: &str, username: &str) {
        let email = format!("{username}@example.com");
        let args = ["user", "add", "--team", team, "--username", username, "--email", &email];
        let args = [&args[..], &["--name", "Somebody Else", "--password-stdin"]].concat();
        self.run_with_input(&args, PASSWORD).succeeded();
    }
}

/// A command that came to its end.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    pub fn of(command: &mut Command, input: &str) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        // A command that doesn't read its input has closed it already.
        _ = child.stdin.take().expect("an input").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("the command ends");
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }

    /// What it printed.
    pub fn succeeded(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.stdout
    }

    /// The JSON that it printed.
    pub fn json(self) -> Value {
        let text = self.succeeded();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// The one sentence that tells why it failed.
    pub fn failed(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.stderr.trim().lines().count(), 1, "one sentence: {self:?}");
        self.stderr.trim().to_owned()
    }
}

/// The service, running.
pub struct Server {
    child: Child,
    url: String,
    stdout: Lines,
    stderr: Lines,
}

impl Server {
    /// Starts it and waits until it says that it serves.
    pub fn start(command: &mut Command, url: String) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let stdout = Lines::of(child.stdout.take().expect("its output"));
        let stderr = Lines::of(child.stderr.take().expect("its log"));
        let mut server = Self { child, url, stdout, stderr };
        // As JSON and as text.
        server.stderr.wait_for("started\"");
        server
    }

    /// The token of the link in the box of the first start.
    pub fn invitation(&mut self) -> String {
        let line = self.stdout.wait_for("/invitation#token=");
        token_in(&line)
    }

    /// Asks it to end, and tells how it did and what it had printed.
    pub fn stop(mut self) -> (ExitStatus, String) {
        self.terminate();
        let status = self.child.wait().expect("it ends");
        (status, self.stdout.rest())
    }

    /// Waits until a line of the log has this.
    pub fn wait_for_log(&mut self, part: &str) {
        self.stderr.wait_for(part);
    }

    /// Asks it to end, and tells all that it logged.
    pub fn log(mut self) -> String {
        self.terminate();
        assert!(self.child.wait().expect("it ends").success());
        self.stderr.rest()
    }

    pub fn terminate(&self) {
        self.signal("TERM");
    }

    /// Has it read its keys again, and waits until it did.
    pub fn reload_keys(&mut self) -> String {
        self.signal("HUP");
        self.stderr.wait_for("\"keys_")
    }

    fn signal(&self, name: &str) {
        let signal = Command::new("sh").arg("-c").arg(format!("kill -{name} {}", self.child.id())).status();
        assert!(signal.expect("a shell").success(), "the signal is sent");
    }

    /// Ends it at once, wherever it stands.
    pub fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended.
    pub fn wait(mut self) -> ExitStatus {
        self.child.wait().expect("it ends")
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.send(Method::GET, path, Some(token), None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, None, Some(body)).await
    }

    pub async fn send(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Answer {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let mut request = client.request(method, format!("{}{path}", self.url));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await.expect("a body");
        Answer { status, headers, body: serde_json::from_slice(&body).unwrap_or_default() }
    }

    /// Logs in with a password.
    pub async fn log_in(&self, username: &str, password: &str) -> Answer {
        let body = serde_json::json!({"username": username, "password": password});
        self.post("/api/v1/auth/login", body).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// What the service answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// A text of the body.
    pub fn text(&self, name: &str) -> &str {
        self.body[name].as_str().unwrap_or_else(|| panic!("{name} in {self:?}"))
    }

    /// The service's time, seconds since 1970.
    pub fn time(&self) -> u64 {
        let date = self.headers.get("date").and_then(|date| date.to_str().ok()).expect("a date");
        let date = DateTime::parse_from_rfc2822(date).expect("a date");
        u64::try_from(date.timestamp()).expect("after 1970")
    }
}

/// The code of an authenticator app at a time.
pub fn totp_code(secret: &str, time: u64) -> String {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).expect("base32");
    totp_lite::totp_custom::<totp_lite::Sha1>(30, 6, &secret, time)
}

/// The token in the fragment of a link.
pub fn token_in(link: &str) -> String {
    let (_, token) = link.split_once("#token=").expect("a link with a token");
    token.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}
