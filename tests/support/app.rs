use std::{
    fs,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread,
};

use actix_web::{dev::ServerHandle, rt::System, web::Data};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::Statement;
use tempfile::TempDir;
use tokio::sync::oneshot;
use vestibule::{
    app::App, clock::Clock, config::Config, entropy::Entropy, hasher::Cost, server, startup, store,
};
use vestibule_domain::{id::TeamId, name::PersonName, policy::TeamPolicy};

use super::{Client, Message, Person, database::TestDatabase, log, person::NewPerson};

/// A time step of an authenticator app.
pub const STEP: TimeDelta = TimeDelta::seconds(30);

/// A hash that costs next to nothing: no configuration can reach so low (S19).
const CHEAP: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

/// 2027-01-15 08:00 UTC, the beginning of a step.
const BEGINNING: i64 = 1_800_000_000;

/// The service with a database, a clock and an outbox of its own.
pub struct TestApp {
    pub clock: Clock,
    pub public_url: String,
    address: SocketAddr,
    service: Data<App>,
    server: ServerHandle,
    http: reqwest::Client,
    ground: Arc<Ground>,
}

/// What replicas share.
struct Ground {
    folder: TempDir,
    database: TestDatabase,
    settings: Vec<(String, String)>,
    watcher: Option<Watcher>,
}

/// Who is told of each statement.
type Watcher = Arc<dyn Fn(&Statement) + Send + Sync>;

impl TestApp {
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With settings: keys of `vestibule.toml` and their values.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        Self::open(settings, 1, None).await
    }

    /// Behind a reverse proxy on this machine: clients choose their addresses (`Client::from`).
    pub async fn behind_a_proxy() -> Self {
        Self::with(&[("trusted_proxies", "127.0.0.0/8")]).await
    }

    /// With workers enough for requests that are to run at once, and clients that choose their addresses.
    pub async fn for_races() -> Self {
        Self::open(&[("trusted_proxies", "127.0.0.0/8")], 4, None).await
    }

    /// With somebody who is told of each statement that goes to the database.
    pub async fn watched(watcher: impl Fn(&Statement) + Send + Sync + 'static) -> Self {
        Self::open(&[], 1, Some(Arc::new(watcher))).await
    }

    async fn open(settings: &[(&str, &str)], workers: usize, watcher: Option<Watcher>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let public_url = format!("http://localhost:{}", local_address(&listener).port());
        let own = [("public_url".to_owned(), public_url)].into_iter();
        let given = settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let ground = Ground {
            folder: tempfile::tempdir().expect("a temporary folder"),
            database: TestDatabase::create().await,
            settings: own.chain(given).collect(),
            watcher,
        };
        let clock = Clock::fixed(DateTime::from_timestamp(BEGINNING, 0).expect("an instant"));
        Self::on(Arc::new(ground), clock, listener, workers, 1).await
    }

    /// Another server on the same database, with the same keys and the same clock.
    pub async fn replica(&self) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let seed = local_address(&listener).port();
        Self::on(Arc::clone(&self.ground), self.clock.clone(), listener, 4, seed.into()).await
    }

    async fn on(ground: Arc<Ground>, clock: Clock, listener: TcpListener, workers: usize, seed: u64) -> Self {
        log::keep();
        let address = local_address(&listener);
        let config = Config::load(None, [], ground.settings()).expect("settings without a fault");
        let (service, server) =
            run(config, clock.clone(), listener, workers, seed, ground.watcher.clone()).await;
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
        Self {
            clock,
            public_url: service.config.public_url.clone(),
            address,
            service,
            server,
            http: http.expect("an HTTP client"),
            ground,
        }
    }

    /// The service's insides, for what can't be asked from outside: counters, rows to begin with.
    pub fn service(&self) -> &App {
        &self.service
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Moves the clock on.
    pub fn advance(&self, seconds: i64) {
        self.clock.advance(TimeDelta::seconds(seconds));
    }

    /// Moves the clock one step on and says what the person's app shows then.
    pub fn next_code(&self, person: &Person) -> String {
        self.clock.advance(STEP);
        person.totp_code(self.now())
    }

    /// A user who is about to exist.
    pub fn user(&self, username: &str) -> NewPerson<'_> {
        NewPerson::new(self, username)
    }

    /// The id of a team, which is added where there is none of that name.
    pub async fn team(&self, name: &str) -> TeamId {
        self.team_with(name, |_| ()).await
    }

    /// The same, with a policy of its own where it is added.
    pub async fn team_with(&self, name: &str, shape: impl FnOnce(&mut TeamPolicy)) -> TeamId {
        let (service, now) = (self.service(), self.now());
        let tx = service.begin().await.expect("a turn to write");
        if let Some(team) = store::team::find_by_name(&*tx, name).await.expect("the database reads") {
            return team.id;
        }
        let id = TeamId::new(now, &mut service.rng());
        let mut policy = TeamPolicy::of_new_team(now);
        shape(&mut policy);
        let name = PersonName::parse(name).expect("a name");
        store::team::insert(&*tx, id, &name, &policy, now).await.expect("the name is free");
        tx.commit().await.expect("the database writes");
        id
    }

    /// A browser with the pages of the service in it: cookies and an `Origin`.
    pub fn browser(&self) -> Client {
        Client::browser(&self.http, self.address, &self.clock, &self.public_url)
    }

    /// A script or a mobile app: tokens in bodies, no cookies.
    pub fn script(&self) -> Client {
        Client::script(&self.http, self.address, &self.clock)
    }

    /// All that was kept instead of sent, oldest first.
    pub fn outbox(&self) -> Vec<Message> {
        let text = fs::read_to_string(self.ground.path("outbox.jsonl")).unwrap_or_default();
        text.lines().map(Message::read).collect()
    }

    /// The texts to a number, oldest first.
    pub fn texts_to(&self, number: &str) -> Vec<Message> {
        self.outbox().into_iter().filter(|message| message.channel == "sms" && message.to == number).collect()
    }

    /// The mails to an address, oldest first.
    pub fn mails_to(&self, address: &str) -> Vec<Message> {
        self.outbox()
            .into_iter()
            .filter(|message| message.channel == "mail" && message.to == address)
            .collect()
    }

    /// The token in the newest mail to an address that has a link to this page.
    #[track_caller]
    pub fn mailed_token(&self, address: &str, page: &str) -> String {
        let link = format!("{}/{page}#token=", self.public_url);
        let mails = self.mails_to(address);
        let found = mails.iter().rev().find_map(|mail| mail.body.split_once(&link));
        let (_, rest) = found.unwrap_or_else(|| panic!("no {link} in {mails:?}"));
        rest.split_whitespace().next().expect("a token").to_owned()
    }

    /// The newest text to a person.
    #[track_caller]
    pub fn last_text_to(&self, person: &Person) -> Message {
        let number = person.phone.as_deref().expect("the person has a number");
        self.texts_to(number).pop().unwrap_or_else(|| panic!("no text to {number}"))
    }
}

impl Ground {
    fn path(&self, file: &str) -> String {
        self.folder.path().join(file).display().to_string()
    }

    fn settings(&self) -> impl Iterator<Item = (String, String)> {
        let places = [
            ("database_url", self.database.url(self.folder.path())),
            ("master_key_file", self.path("master.key")),
            ("outbox", self.path("outbox.jsonl")),
        ];
        places.map(|(key, value)| (key.to_owned(), value)).into_iter().chain(self.settings.clone())
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The command is sent at once; nobody has to wait for the end.
        drop(self.server.stop(false));
        let told = log::told();
        assert!(told.is_empty() || thread::panicking(), "a log tells secrets (S21): {told:#?}");
    }
}

fn local_address(listener: &TcpListener) -> SocketAddr {
    listener.local_addr().expect("a bound socket has an address")
}

/// Runs the service in a thread of its own until it is stopped.
async fn run(
    config: Config,
    clock: Clock,
    listener: TcpListener,
    workers: usize,
    seed: u64,
    watcher: Option<Watcher>,
) -> (Data<App>, ServerHandle) {
    let (started, ready) = oneshot::channel();
    thread::spawn(move || {
        System::new().block_on(async move {
            let service = startup::open(config, clock, Entropy::seeded(seed), CHEAP).await;
            let mut service = service.expect("the service opens");
            if let Some(watcher) = watcher {
                service.db.watch(move |statement| watcher(statement));
            }
            let service = Data::new(service);
            let server = server::start(service.clone(), listener, workers).expect("the service starts");
            _ = started.send((service, server.handle()));
            server.await.expect("the service runs");
        });
    });
    ready.await.expect("the service started")
}
