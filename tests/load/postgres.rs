//! A PostgreSQL of the tool's own, which keeps what it promised: the tests' one doesn't sync.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::{service::free_port, usage::cpu_of_family};

/// What Debian's defaults leave small for a machine that serves this alone.
const SETTINGS: [&str; 5] = [
    "shared_buffers=512MB",
    "max_connections=200",
    "max_wal_size=4GB",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
];

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_mins(1);

/// The server; it ends with this value.
pub struct Postgres {
    child: Child,
    bin: PathBuf,
    port: u16,
    folder: TempDir,
}

impl Postgres {
    pub fn start() -> Self {
        let (bin, port) = (programs(), free_port());
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        // It refuses to be root.
        let owner = Command::new("chown").arg("-R").arg(format!("{}:", user())).arg(folder.path()).status();
        assert!(owner.is_ok_and(|status| status.success()), "the folder is PostgreSQL's");
        let mut initdb = unprivileged(&bin.join("initdb"));
        initdb
            .args(["--auth=trust", "--username=vestibule", "--encoding=UTF8", "--locale=C.UTF-8"])
            .arg(&data);
        let output = initdb.current_dir("/").output().expect("initdb runs");
        assert!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));

        let mut command = unprivileged(&bin.join("postgres"));
        command.arg("-D").arg(&data).args(["-p", &port.to_string(), "-c", "log_line_prefix="]);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        let log = fs::File::create(folder.path().join("log")).expect("a log");
        let child = command
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("PostgreSQL starts");
        let server = Self { child, bin, port, folder };
        server.wait_until_ready();
        server
    }

    fn wait_until_ready(&self) {
        let begun = Instant::now();
        while !self.psql("SELECT 1").status().is_ok_and(|status| status.success()) {
            assert!(begun.elapsed() < PATIENCE, "PostgreSQL does not start: {}", self.log());
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Makes a database, and tells where it is.
    pub fn create(&self, database: &str) -> String {
        self.execute(&format!("CREATE DATABASE {database}"));
        self.url(database)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://vestibule@127.0.0.1:{}/{database}", self.port)
    }

    pub fn execute(&self, statement: &str) {
        let status = self.psql(statement).stderr(Stdio::inherit()).status();
        assert!(status.is_ok_and(|status| status.success()), "{statement}");
    }

    /// Gathers what a database knows of its tables, as it does by itself in time.
    pub fn settle(&self, database: &str) {
        let mut vacuum = Command::new(self.bin.join("vacuumdb"));
        let port = self.port.to_string();
        vacuum.args(["--quiet", "--analyze", "-h", "127.0.0.1", "-U", "vestibule", "-p", &port, database]);
        assert!(vacuum.status().is_ok_and(|status| status.success()), "vacuumdb runs");
        self.execute("CHECKPOINT");
    }

    fn psql(&self, statement: &str) -> Command {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-q", "-X", "-v", "ON_ERROR_STOP=1", "-c", statement, &self.url("postgres")]);
        psql.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        psql
    }

    /// All that it said so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// CPU time of all its processes.
    pub fn cpu(&self) -> Duration {
        cpu_of_family(self.child.id())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        _ = Command::new("sh").arg("-c").arg(format!("kill -QUIT {}", self.child.id())).status();
        _ = self.child.wait();
    }
}

/// A program as whoever may run a database server; it hears of our end.
fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.args(["--pdeathsig", "QUIT"]).arg(program);
    command
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn user() -> String {
    let own = fs::metadata("/proc/self").map_or(0, |own| own.uid());
    if is_root() { "postgres".to_owned() } else { own.to_string() }
}

/// Where Debian has the server's programs: the newest version.
fn programs() -> PathBuf {
    let versions =
        fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is there; `scripts/setup bench` brings it");
    let version = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let newest = versions.map_while(Result::ok).map(|entry| entry.path()).max_by_key(version);
    newest.expect("a version of PostgreSQL").join("bin")
}
