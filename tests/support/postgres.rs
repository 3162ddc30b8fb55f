//! A PostgreSQL of the tests' own: started once a run in a temporary folder, gone when the run ends. A test that
//! kills it has another one for itself.

use std::{
    fs,
    io::{BufRead, BufReader, Lines, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use tokio::sync::OnceCell;
use vestibule::store::Database;

/// Starts a server, kills and starts it again when it is told to, and ends it with the end of its input: of us,
/// however we end. A kill takes all processes of it, none of which can tell the others.
///
/// What may be lost with the power goes unsynced, since nothing here outlives the run. `initdb` wants another
/// user than root.
const KEEPER: &str = r#"
set -eu
bin=$1
folder=$(mktemp -d)
cd "$folder"
"$bin/initdb" -D data -U vestibule -A trust -E UTF8 --locale=C.UTF-8 --no-sync >initdb.log 2>&1 || { cat initdb.log; exit 1; }
cat >>data/postgresql.conf <<END
fsync = off
full_page_writes = off
max_connections = 400
shared_buffers = 256MB
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
log_min_messages = fatal
END
# Another run may have a port: then the next one does.
for port in $(shuf -i 21000-31000 -n 20); do
    "$bin/pg_ctl" -D data -o "-p $port" -w -l server.log start >start.log 2>&1 && break
done
"$bin/pg_isready" -q -h 127.0.0.1 -p "$port" || { cat start.log server.log; exit 1; }
echo "ready $port"
while read -r order where; do
    case $order in
    kill)
        postmaster=$(head -n 1 data/postmaster.pid)
        kill -STOP "$postmaster"
        all="$postmaster $(cat "/proc/$postmaster/task/$postmaster/children")"
        kill -KILL $all
        for pid in $all; do
            while grep -qs '^State:[[:space:]]*[^XZ]' "/proc/$pid/status"; do :; done
        done
        rm -f data/postmaster.pid
        echo killed
        ;;
    start)
        "$bin/pg_ctl" -D data -o "-p $port" -w -l server.log start >start.log 2>&1 || cat start.log server.log
        echo started
        ;;
    fill)
        head -c 1G /dev/zero >"$where" 2>fill.log || true
        echo full
        ;;
    remove)
        rm "$where"
        echo removed
        ;;
    esac
done
"$bin/pg_ctl" -D data -m immediate stop >stop.log 2>&1 || true
cd /
rm -rf "$folder"
"#;

/// Gives a command a small file system of its own, which needs root's rights in a namespace; then it is again whoever it
/// was.
const SMALL_DISK: &str = r#"
user=$(id -u) group=$(id -g)
export user group
exec unshare -rm sh -c 'mount -t tmpfs -o size=32m tmpfs /mnt &&
    exec unshare --user --map-user="$user" --map-group="$group" "$@"' sh "$@"
"#;

const ON_SMALL_DISK: [&str; 4] = ["sh", "-c", SMALL_DISK, "sh"];

/// What takes the room of that file system.
const BALLAST: &str = "/mnt/ballast";

static SERVER: OnceCell<PostgresServer> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(1);

/// A server that is up unless it was killed; it goes with this value, or with the run.
pub struct PostgresServer {
    bin: PathBuf,
    port: u16,
    keeper: Keeper,
}

/// The shell that looks after a server.
struct Keeper {
    child: Child,
    orders: Option<ChildStdin>,
    answers: Mutex<Lines<BufReader<ChildStdout>>>,
}

/// A database with the whole schema and no rows; it goes with this value.
pub struct PostgresDatabase {
    name: String,
    server: &'static PostgresServer,
}

impl PostgresDatabase {
    pub async fn create() -> Self {
        let server = SERVER.get_or_init(PostgresServer::start_with_template).await;
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        server.execute(&format!("CREATE DATABASE {name} TEMPLATE migrated"));
        Self { name, server }
    }

    pub fn url(&self) -> String {
        self.server.url(&self.name)
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let (server, drop) = (self.server, format!("DROP DATABASE {} WITH (FORCE)", self.name));
        // Nobody has to wait, and at the end of the run the server goes with all that it holds.
        thread::spawn(move || server.psql(&drop).stderr(Stdio::null()).status());
    }
}

impl PostgresServer {
    pub fn start() -> Self {
        Self::start_by(&[])
    }

    /// One whose tables, and they alone, are on a disk of little room.
    pub fn start_on_small_disk() -> Self {
        let server = Self::start_by(&ON_SMALL_DISK);
        server.execute("CREATE TABLESPACE small LOCATION '/mnt'");
        server.execute("ALTER SYSTEM SET default_tablespace = small");
        server.execute("SELECT pg_reload_conf()");
        server
    }

    /// Whether this machine lets the server's user have one.
    pub fn may_have_small_disk() -> bool {
        let tried = by_its_user(&ON_SMALL_DISK).arg("true").current_dir("/").output();
        tried.is_ok_and(|tried| tried.status.success())
    }

    /// One with the database that all others are made of.
    async fn start_with_template() -> Self {
        let server = Self::start();
        server.execute("CREATE DATABASE migrated");
        let template = Database::open(&server.url("migrated")).await.expect("PostgreSQL is reached");
        template.migrate().await.expect("the schema is made");
        template.close().await.expect("the template is left alone");
        server
    }

    /// By a script that runs what follows it.
    fn start_by(script: &[&str]) -> Self {
        let bin = programs();
        let keeper = Keeper::start(script, &bin);
        let ready = keeper.wait_for("ready ");
        let port = ready.strip_prefix("ready ").and_then(|port| port.parse().ok()).expect("a port");
        Self { bin, port, keeper }
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://vestibule@127.0.0.1:{}/{database}", self.port)
    }

    /// Where its programs are.
    pub fn programs(&self) -> &Path {
        &self.bin
    }

    /// Ends every process of it at once, wherever it stands.
    pub fn kill(&self) {
        self.keeper.order("kill");
        self.keeper.wait_for("killed");
    }

    /// Starts it on what the kill left, and waits until it takes connections.
    pub fn start_again(&self) {
        self.keeper.order("start");
        self.keeper.wait_for("started");
    }

    /// Takes all the room of its small disk.
    pub fn fill_disk(&self) {
        self.keeper.order(&format!("fill {BALLAST}"));
        self.keeper.wait_for("full");
    }

    /// Gives the room back.
    pub fn make_room(&self) {
        self.keeper.order(&format!("remove {BALLAST}"));
        self.keeper.wait_for("removed");
    }

    pub fn execute(&self, statement: &str) {
        let status = self.psql(statement).status();
        assert!(status.expect("psql runs").success(), "{statement}");
    }

    fn psql(&self, statement: &str) -> Command {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-q", "-X", "-v", "ON_ERROR_STOP=1", "-c", statement, &self.url("postgres")]);
        psql.stdin(Stdio::null()).stdout(Stdio::null());
        psql
    }
}

impl Keeper {
    fn start(script: &[&str], bin: &Path) -> Self {
        let mut command = by_its_user(script);
        command.args(["sh", "-c", KEEPER, "keeper"]).arg(bin).current_dir("/").env_remove("TMPDIR");
        let keeper = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn();
        let mut child = keeper.expect("a shell");
        let orders = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().expect("its output")).lines();
        Self { child, orders, answers: Mutex::new(answers) }
    }

    fn order(&self, order: &str) {
        let mut orders = self.orders.as_ref().expect("an input");
        writeln!(orders, "{order}").expect("the keeper listens");
    }

    /// The line that begins so; what stands before it is told where none does.
    fn wait_for(&self, beginning: &str) -> String {
        let mut answers = self.answers.lock().expect("nobody failed here");
        let mut said = Vec::new();
        for line in answers.by_ref().map_while(Result::ok) {
            if line.starts_with(beginning) {
                assert!(said.is_empty(), "PostgreSQL has trouble: {}", said.join("\n"));
                return line;
            }
            said.push(line);
        }
        panic!("PostgreSQL does not start: {}", said.join("\n"))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // The end of its input ends the server.
        drop(self.orders.take());
        _ = self.child.wait();
    }
}

/// What the server's user runs, in a session of its own, so that it outlives whoever kills the run and all its processes.
fn by_its_user(script: &[&str]) -> Command {
    let mut command = Command::new("setsid");
    if is_root() {
        command.args(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.args(script);
    command
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Where Debian has the server's programs: the newest version.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is installed (`make setup`)");
    let version = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let newest = versions.map_while(Result::ok).map(|entry| entry.path()).max_by_key(version);
    newest.expect("PostgreSQL is installed (`make setup`)").join("bin")
}
