//! The production shape, from processes: nginx, two replicas, and the database that the tests run on.

mod nginx;

use reqwest::{Method, Response, header::HeaderMap};
use serde_json::{Value, json};

use self::nginx::Nginx;
use crate::{
    cli::process::{Folder, PASSWORD, Server, free_port, totp_code},
    support::TestDatabase,
};

/// What browsers are told to do, alike by the web server and by the service.
const HEADERS: [&str; 8] = [
    "content-security-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
];

struct Shape {
    nginx: Nginx,
    client: reqwest::Client,
    replicas: Vec<Server>,
    ports: [u16; 2],
    folder: Folder,
    database: TestDatabase,
}

impl Shape {
    async fn start() -> Self {
        let (folder, database) = (Folder::new(), TestDatabase::create().await);
        folder.set(&format!("database_url = \"{}\"", database.url(&folder.path(""))));
        folder.add_team("Acme");
        folder.add_user("Acme", "alice");
        let (ports, port) = ([free_port(), free_port()], free_port());
        let nginx = Nginx::before(ports, port);
        let replicas = ports.map(|port| replica(&folder, &nginx, port));
        let client = nginx.client();
        Self { nginx, client, replicas: replicas.into(), ports, folder, database }
    }

    /// Ends a replica and starts it again.
    fn restart(&mut self, place: usize) {
        drop(self.replicas.remove(place));
        self.replicas.insert(place, replica(&self.folder, &self.nginx, self.ports[place]));
    }

    async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.nginx.url())).send().await.expect("an answer")
    }

    /// Calls the API as a script that says that it is from elsewhere.
    async fn call(&self, method: Method, path: &str, token: Option<&str>, body: Value) -> (u16, Value) {
        let url = format!("{}/api/v1{path}", self.nginx.url());
        let mut call = self.client.request(method, url).header("X-Forwarded-For", "203.0.113.9");
        call = call.header("Forwarded", "for=203.0.113.9");
        if let Some(token) = token {
            call = call.bearer_auth(token);
        }
        if !body.is_null() {
            call = call.json(&body);
        }
        let answer = call.send().await.expect("an answer");
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Value {
        let (status, answer) = self.call(Method::POST, path, token, body).await;
        assert!(status < 300, "{path}: {status} {answer}");
        answer
    }
}

fn replica(folder: &Folder, nginx: &Nginx, port: u16) -> Server {
    let mut command = folder.command(&["serve"]);
    command
        .env("VESTIBULE_BIND", format!("127.0.0.1:{port}"))
        .env("VESTIBULE_PUBLIC_URL", nginx.url())
        .env("VESTIBULE_TRUSTED_PROXIES", "127.0.0.0/8")
        .env("VESTIBULE_FRONTEND_DIR", nginx.pages());
    Server::start(&mut command, format!("http://127.0.0.1:{port}"))
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_else(|| panic!("{member} in {value}"))
}

fn seen(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map_or("", |value| value.to_str().expect("text")).to_owned()
}

/// The service's time, seconds since 1970.
fn now() -> u64 {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed();
    since.expect("after 1970").as_secs()
}

#[actix_web::test]
async fn s22_the_web_server_in_front_sends_what_the_service_sends() {
    let shape = Shape::start().await;
    let own = reqwest::get(format!("http://127.0.0.1:{}/", shape.ports[0])).await.expect("an answer");
    let page = shape.get("/").await;
    assert_eq!(page.status(), 200);
    for name in HEADERS {
        let expected = seen(own.headers(), name);
        assert!(!expected.is_empty(), "{name}");
        assert_eq!(seen(page.headers(), name), expected, "{name}");
    }
    assert_eq!(seen(page.headers(), "cache-control"), "no-cache");

    let deep = shape.get("/team").await;
    assert_eq!((deep.status().as_u16(), seen(deep.headers(), "cache-control")), (200, "no-cache".to_owned()));
    let asset = shape.get("/assets/main.js").await;
    assert!(seen(asset.headers(), "cache-control").contains("immutable"));
    let missing = shape.get("/assets/missing.js").await;
    assert_eq!(missing.status(), 404);
    assert_eq!(seen(missing.headers(), "x-content-type-options"), "nosniff");
    for path in
        ["/health/ready", "/docs/", "/problems/not_found", "/.well-known/jwks.json", "/api/v1/support"]
    {
        let answer = shape.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert!(!answer.headers()["x-request-id"].is_empty(), "{path} is answered by the service");
    }
    let (status, refused) =
        shape.call(Method::POST, "/auth/login", None, json!({ "username": "x".repeat(70_000) })).await;
    assert_eq!((status, text(&refused, "code")), (413, "body_too_large"));
}

#[actix_web::test]
async fn a_whole_log_in_goes_by_turns_over_two_replicas() {
    let shape = Shape::start().await;
    let session = shape.post("/auth/login", None, json!({ "username": "alice", "password": PASSWORD })).await;
    let token = text(&session, "access_token").to_owned();
    let begun = shape.post("/me/two-factor/totp", Some(&token), json!({})).await;
    let secret = text(&begun, "secret");
    let body = json!({ "enrollment_id": begun["enrollment_id"], "code": totp_code(secret, now()) });
    let confirmed = shape.post("/me/two-factor/totp/confirm", Some(&token), body).await;

    let challenge =
        shape.post("/auth/login", None, json!({ "username": "alice", "password": PASSWORD })).await;
    assert_eq!(text(&challenge, "status"), "second_factor_required");
    let body =
        json!({ "challenge_token": challenge["challenge_token"], "code": confirmed["backup_codes"][0] });
    let session = shape.post("/auth/verify", None, body.clone()).await;
    let (status, _) = shape.call(Method::POST, "/auth/verify", None, body).await;
    assert_eq!(status, 401, "it opens one session");
    let body = json!({ "refresh_token": session["refresh_token"] });
    let session = shape.post("/auth/refresh", None, body).await;
    let token = text(&session, "access_token");
    let (_, sessions) = shape.call(Method::GET, "/me/sessions", Some(token), Value::Null).await;
    assert_eq!(sessions["items"][0]["ip"], "127.0.0.1", "the address is the web server's word: {sessions}");

    for replica in shape.replicas {
        let log = replica.log();
        assert!(log.matches("\"request\"").count() >= 3, "each had its turn: {log}");
    }
}

#[actix_web::test]
async fn while_a_replica_is_gone_the_other_serves_and_without_any_the_web_server_says_so() {
    let mut shape = Shape::start().await;
    let session = shape.post("/auth/login", None, json!({ "username": "alice", "password": PASSWORD })).await;
    let token = text(&session, "access_token");
    shape.replicas.remove(0);
    for _ in 0..10 {
        let (status, me) = shape.call(Method::GET, "/me", Some(token), Value::Null).await;
        assert_eq!((status, text(&me, "username")), (200, "alice"));
    }
    shape.post("/auth/step-up", Some(token), json!({ "password": PASSWORD })).await;

    shape.replicas.clear();
    let answer = shape.get("/api/v1/support").await;
    assert_eq!(answer.status(), 503);
    assert_eq!(seen(answer.headers(), "retry-after"), "5");
    assert_eq!(seen(answer.headers(), "content-type"), "application/problem+json");
    let problem: Value = answer.json().await.expect("a problem");
    assert_eq!((text(&problem, "code"), &problem["status"]), ("unavailable", &json!(503)));
    assert_eq!(shape.get("/").await.status(), 200, "the pages are there");
}

/// What the next version will have done to the schema by the time that the last replica is upgraded: only added.
const EXPANDED: &str =
    "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000001_next', 0);
     ALTER TABLE users ADD COLUMN pronouns varchar(64);
     CREATE TABLE passkeys (id varchar(64) PRIMARY KEY, user_name varchar(64) NOT NULL)";

#[actix_web::test]
async fn in_a_rolling_upgrade_a_replica_of_the_version_before_serves_on_and_starts_again() {
    let mut shape = Shape::start().await;
    let log_in = json!({ "username": "alice", "password": PASSWORD });
    let session = shape.post("/auth/login", None, log_in.clone()).await;
    let token = text(&session, "access_token").to_owned();

    let url = shape.database.url(&shape.folder.path(""));
    let next = vestibule::store::Database::open(&url).await.expect("the database");
    sea_orm::ConnectionTrait::execute_unprepared(next.read(), EXPANDED)
        .await
        .expect("the next version's schema");

    for _ in 0..4 {
        let (status, me) = shape.call(Method::GET, "/me", Some(&token), Value::Null).await;
        assert_eq!((status, text(&me, "username")), (200, "alice"));
        shape.post("/auth/login", None, log_in.clone()).await;
    }
    shape.restart(0);
    for port in shape.ports {
        let ready = reqwest::get(format!("http://127.0.0.1:{port}/health/ready")).await.expect("an answer");
        assert_eq!(ready.status(), 200);
    }
    for _ in 0..4 {
        shape.post("/auth/login", None, log_in.clone()).await;
    }
    let told = shape.folder.run(&["migrate"]).succeeded();
    assert_eq!(told, "The schema is up to date.\n");
    let logs: Vec<_> = shape.replicas.into_iter().map(Server::log).collect();
    assert!(logs[0].contains("schema_is_newer") && logs[0].contains("m29991231_000001_next"), "{}", logs[0]);
    assert!(!logs[1].contains("schema_is_newer"));
}
