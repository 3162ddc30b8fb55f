//! A PostgreSQL of the tests' own: started once a run in a temporary folder, gone when the run ends.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use tokio::sync::OnceCell;
use vestibule::store::Database;

/// Starts a server and waits for its end, which comes with the end of its input: of us, however we end.
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
read -r _ || true
"$bin/pg_ctl" -D data -m immediate stop >stop.log 2>&1 || true
cd /
rm -rf "$folder"
"#;

static SERVER: OnceCell<PostgresServer> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(1);

struct PostgresServer {
    bin: PathBuf,
    port: u16,
    /// Holds the keeper's input open until the run ends.
    _keeper: Child,
}

/// A database with the whole schema and no rows; it goes with this value.
pub struct PostgresDatabase {
    name: String,
    server: &'static PostgresServer,
}

impl PostgresDatabase {
    pub async fn create() -> Self {
        let server = SERVER.get_or_init(PostgresServer::start).await;
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
    async fn start() -> Self {
        let bin = programs();
        let mut keeper = keeper(&bin);
        let lines = BufReader::new(keeper.stdout.take().expect("its output")).lines();
        let mut said = Vec::new();
        let mut port = None;
        for line in lines.map_while(Result::ok) {
            port = line.strip_prefix("ready ").and_then(|port| port.parse().ok());
            said.push(line);
            if port.is_some() {
                break;
            }
        }
        let port = port.unwrap_or_else(|| panic!("PostgreSQL does not start: {}", said.join("\n")));

        let server = Self { bin, port, _keeper: keeper };
        server.execute("CREATE DATABASE migrated");
        let template = Database::open(&server.url("migrated")).await.expect("PostgreSQL is reached");
        template.migrate().await.expect("the schema is made");
        template.read().close_by_ref().await.expect("the template is left alone");
        server
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://vestibule@127.0.0.1:{}/{database}", self.port)
    }

    fn execute(&self, statement: &str) {
        let status = self.psql(statement).status();
        assert!(status.expect("psql runs").success(), "{statement}");
    }

    fn psql(&self, statement: &str) -> Command {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-q", "-X", "-v", "ON_ERROR_STOP=1", "-c", statement, &self.url("postgres")]);
        psql.stdin(Stdio::null());
        psql
    }
}

fn keeper(bin: &Path) -> Child {
    // A session of its own, so that it outlives whoever kills the run and all its processes.
    let mut command = Command::new("setsid");
    if is_root() {
        command.args(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.args(["sh", "-c", KEEPER, "keeper"]).arg(bin).current_dir("/").env_remove("TMPDIR");
    let keeper = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn();
    keeper.expect("a shell")
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
