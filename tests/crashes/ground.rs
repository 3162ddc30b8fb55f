use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use vestibule::{
    app::App,
    clock::Clock,
    config::Config,
    entropy::Entropy,
    hasher::Cost,
    new_password, startup,
    store::{self, user::NewUser},
};
use vestibule_domain::{
    email::EmailAddress,
    id::{TeamId, UserId},
    locale::Locale,
    name::PersonName,
    policy::{Role, TeamPolicy},
    username::Username,
};

use super::{caller::Caller, life::Life};
use crate::{
    cli::process::{Folder, Server},
    support::{Call, Message, PASSWORD, TestDatabase, postgres::PostgresServer},
};

/// What a hash costs where the tests make it; the service makes it anew at the first log-in (S19).
const CHEAP: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

/// How long a service may take to write again once it can (C119).
pub const RECOVERY: Duration = Duration::from_secs(30);

/// Where a service that gets killed keeps its data.
pub struct Ground {
    pub folder: Folder,
    _database: Option<TestDatabase>,
}

impl Ground {
    /// On the engine that the tests run on.
    pub async fn new() -> Self {
        let (folder, database) = (Folder::new(), TestDatabase::create().await);
        let data = folder.path("data");
        fs::create_dir(&data).expect("a folder");
        let url = database.url(&data);
        Self { folder, _database: Some(database) }.with(&url)
    }

    /// On a database of this server.
    pub fn on(server: &PostgresServer) -> Self {
        server.execute("CREATE DATABASE crashes");
        Self { folder: Folder::new(), _database: None }.with(&server.url("crashes"))
    }

    /// Places are absolute, since the tests open the same data; budgets of clients and texts stand in no one's way.
    fn with(self, database_url: &str) -> Self {
        let (key, outbox) = (self.folder.path("data/master.key"), self.folder.path("data/outbox.jsonl"));
        for line in [
            format!("database_url = {database_url:?}"),
            format!("master_key_file = \"{}\"", key.display()),
            format!("outbox = \"{}\"", outbox.display()),
            "trusted_proxies = [\"127.0.0.0/8\"]".to_owned(),
            "mail.limits.per_hour = 20".to_owned(),
            "sms.team_budget_per_day = 10000".to_owned(),
            "sms.budget_per_day = 10000".to_owned(),
        ] {
            self.folder.set(&line);
        }
        self
    }

    /// The folder of the data.
    pub fn data(&self) -> PathBuf {
        self.folder.path("data")
    }

    pub fn serve(&self) -> Server {
        self.folder.serve()
    }

    pub fn caller(&self) -> Caller {
        Caller::new(&self.folder.url())
    }

    /// Looks at the data by the service's own means, at a time; nothing of it stays open.
    pub async fn visit_at<T>(&self, clock: Clock, what: impl AsyncFnOnce(&App) -> T) -> T {
        let settings = self.folder.path("vestibule.toml");
        let config = Config::load(Some(&settings), [], []).expect("settings without a fault");
        let app = startup::open(config, clock, Entropy::System, CHEAP).await.expect("the data opens");
        let seen = what(&app).await;
        app.db.close().await.expect("the database closes");
        seen
    }

    pub async fn visit<T>(&self, what: impl AsyncFnOnce(&App) -> T) -> T {
        self.visit_at(Clock::System, what).await
    }

    /// People whom nobody met before, from addresses of their own, so that no budget is shared.
    pub async fn add_people<const N: usize>(&self, round: u32) -> [Life; N] {
        self.visit(async |app| {
            let mut people = Vec::new();
            for number in 0..N {
                people.push(add_person(app, round, u32::try_from(number).expect("few")).await);
            }
            people.try_into().expect("as many as asked for")
        })
        .await
    }

    /// All that was kept instead of sent; a line that a crash cut short is no message.
    pub fn outbox(&self) -> Vec<Message> {
        messages(&self.outbox_file())
    }

    pub fn outbox_file(&self) -> PathBuf {
        self.data().join("outbox.jsonl")
    }
}

/// The whole lines of an outbox.
pub fn messages(file: &Path) -> Vec<Message> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let whole = text.lines().filter(|line| serde_json::from_str::<serde_json::Value>(line).is_ok());
    whole.map(Message::read).collect()
}

async fn add_person(app: &App, round: u32, number: u32) -> Life {
    let username = format!("r{round}n{number}");
    let email = format!("{username}@example.com");
    let now = app.now();
    let tx = app.begin().await.expect("a turn to write");
    let found = store::team::find_by_name(&*tx, "Acme").await.expect("the database reads");
    let team = found.as_ref().map_or_else(|| TeamId::new(now, &mut app.rng()), |team| team.id);
    if found.is_none() {
        let (name, policy) = (PersonName::parse("Acme").expect("a name"), TeamPolicy::of_new_team(now));
        store::team::insert(&*tx, team, &name, &policy, now).await.expect("the name is free");
    }
    let user = UserId::new(now, &mut app.rng());
    let new = NewUser {
        id: user,
        team,
        username: Username::parse(&username).expect("a user name"),
        name: PersonName::parse("Somebody Else").expect("a name"),
        email: EmailAddress::parse(&email).expect("an address"),
        role: Role::Member,
        locale: Locale::En,
    };
    store::user::insert(&*tx, &new, now).await.expect("the name is free");
    let phc = app.hasher.hash(PASSWORD).await.expect("a hash");
    new_password::put_in_force(app, &tx, user, &phc, None).await.expect("a password");
    tx.commit().await.expect("the database writes");
    let address = format!("10.{}.{}.{number}", round / 250, round % 250);
    let phone = format!("+49151{:08}", 10_000_000 + round * 10 + number);
    Life::new(team, user, username, email, address, phone)
}

/// Waits until the service says that it is ready, or that it is not.
pub async fn until_ready(caller: &Caller, wanted: bool) {
    let since = Instant::now();
    loop {
        let outcome = caller.send("10.0.0.1", None, Call::root(reqwest::Method::GET, "/health/ready")).await;
        if matches!(outcome, super::caller::Outcome::Answered(_)) == wanted {
            return;
        }
        assert!(
            since.elapsed() < RECOVERY,
            "the service is not {}",
            if wanted { "ready" } else { "unready" }
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
