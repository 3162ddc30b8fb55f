use std::{fs, path::PathBuf, process::Command};

use crate::{
    cli::process::{Folder, Ran, root},
    support::{TestDatabase, postgres::PostgresServer},
};

/// Where the databases of a test are.
pub enum Engine {
    Sqlite,
    Postgres(PostgresServer),
}

/// A database by itself, in the folder of the service that uses it.
pub struct Place<'a> {
    pub folder: Folder,
    name: &'a str,
    engine: &'a Engine,
}

impl Engine {
    /// The one that the tests run on.
    pub fn start() -> Self {
        if TestDatabase::is_postgres() { Self::Postgres(PostgresServer::start()) } else { Self::Sqlite }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// Where a release's dump is kept.
    pub fn file_of(&self, release: &str) -> PathBuf {
        folder_of_dumps().join(format!("{release}-{}.sql", self.name()))
    }

    /// Every release's dump.
    pub fn dumps(&self) -> Vec<PathBuf> {
        let ending = format!("-{}.sql", self.name());
        let files =
            fs::read_dir(folder_of_dumps()).expect("the dumps").map(|file| file.expect("a file").path());
        files.filter(|file| file.to_string_lossy().ends_with(&ending)).collect()
    }

    /// An empty database.
    pub fn place<'a>(&'a self, name: &'a str) -> Place<'a> {
        let place = Place { folder: Folder::new(), name, engine: self };
        fs::create_dir(place.folder.path("data")).expect("a folder");
        if let Self::Postgres(server) = self {
            server.execute(&format!("CREATE DATABASE {name}"));
            place.folder.set(&format!("database_url = \"{}\"", server.url(name)));
        }
        place
    }
}

fn folder_of_dumps() -> PathBuf {
    root().join("tests/store/schema")
}

impl Place<'_> {
    /// Runs statements, and tells what they answer: a row a line, its fields parted by `|`.
    pub fn sql(&self, statements: &str) -> String {
        let mut shell = match self.engine {
            Engine::Sqlite => self.sqlite(&["-bail"]),
            Engine::Postgres(_) => self.postgres("psql", &["-XqAt", "-v", "ON_ERROR_STOP=1"]),
        };
        Ran::of(&mut shell, statements).succeeded()
    }

    /// The schema and all rows, as statements.
    pub fn dump(&self) -> String {
        match self.engine {
            Engine::Sqlite => Ran::of(&mut self.sqlite(&[".dump"]), "").succeeded(),
            Engine::Postgres(_) => self.pg_dump(&["--column-inserts"]),
        }
    }

    /// The schema in words, and the migrations that made it.
    pub fn schema(&self) -> String {
        let tables = match self.engine {
            Engine::Sqlite => self.sql("SELECT type, name, sql FROM sqlite_master ORDER BY type, name;"),
            Engine::Postgres(_) => self.pg_dump(&["--schema-only"]),
        };
        tables + &self.sql("SELECT version FROM seaql_migrations ORDER BY version;")
    }

    /// How many rows each table has.
    pub fn rows(&self) -> Vec<(String, u64)> {
        let tables = self.sql(match self.engine {
            Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table';",
            Engine::Postgres(_) => "SELECT tablename FROM pg_tables WHERE schemaname = 'public';",
        });
        let count = |table: &str| self.sql(&format!("SELECT count(*) FROM {table};")).trim().parse();
        tables.lines().map(|table| (table.to_owned(), count(table).expect("a number"))).collect()
    }

    fn sqlite(&self, args: &[&str]) -> Command {
        let (options, commands): (Vec<&str>, Vec<&str>) = args.iter().partition(|arg| arg.starts_with('-'));
        let mut sqlite = Command::new("sqlite3");
        sqlite.args(options).arg(self.folder.path("data/vestibule.db")).args(commands);
        sqlite
    }

    fn postgres(&self, program: &str, args: &[&str]) -> Command {
        let Engine::Postgres(server) = self.engine else { panic!("no {program} here") };
        let mut command = Command::new(server.programs().join(program));
        command.args(args).arg(server.url(self.name));
        command
    }

    /// Statements alone: its settings and remarks differ from one version of the program to the next.
    fn pg_dump(&self, args: &[&str]) -> String {
        let args = [&["--no-owner", "--no-privileges"], args].concat();
        let dump = Ran::of(&mut self.postgres("pg_dump", &args), "").succeeded();
        let told = dump.lines().filter(|line| {
            let is_of_the_program = ["--", "SET ", "\\", "SELECT pg_catalog."];
            !line.is_empty() && !is_of_the_program.iter().any(|beginning| line.starts_with(beginning))
        });
        told.flat_map(|line| [line.trim_end(), "\n"]).collect()
    }
}
