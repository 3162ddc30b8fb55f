//! People who log in, whole: password, second factor, tokens.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

use crate::{
    numbers::{Sample, length, millis},
    people::{PASSWORD, Person},
    usage::{Cpu, own_cpu},
};

/// What a service is left to do before its work counts.
const WARM_UP: Duration = Duration::from_secs(1);

/// How long a connection is kept that nobody uses.
const KEPT_IDLE: Duration = Duration::from_secs(20);

/// How many reads are under way at most.
const READERS: usize = 32;

/// Everybody, and how they reach the service.
pub struct Crowd {
    waiting: Mutex<VecDeque<Person>>,
    client: Client,
}

/// What came of a log-in.
pub enum Outcome {
    /// Signed in.
    Entered(Tokens),
    /// Too many at once: to come again later.
    Refused,
}

/// What a log-in hands out, and how long its two calls took.
pub struct Tokens {
    pub access: String,
    pub refresh: String,
    pub password: Duration,
    pub proof: Duration,
}

/// A turn of log-ins, some at a time.
pub struct Turn {
    pub per_second: f64,
    /// How long each took, in milliseconds.
    pub times: Sample,
    pub count: f64,
    pub cpu: Cpu,
    /// What those who log in used themselves.
    pub load: Duration,
}

impl Turn {
    /// What a log-in cost beside its hash, in milliseconds of CPU.
    pub fn cpu_beyond_hash(&self) -> f64 {
        millis(self.cpu.rest) / self.count
    }
}

impl Crowd {
    pub fn of(people: Vec<Person>) -> Arc<Self> {
        // Given up before the service or nginx does: a call on a connection that is just being closed has no answer.
        let client = Client::builder().no_proxy().pool_max_idle_per_host(512).pool_idle_timeout(KEPT_IDLE);
        let client = client.build().expect("a client");
        Arc::new(Self { waiting: Mutex::new(people.into()), client })
    }

    /// Somebody whose phone shows a code that they haven't used.
    fn next(&self) -> (Person, String) {
        let mut waiting = self.waiting.lock().expect("nobody failed here");
        for _ in 0..waiting.len() {
            let mut person = waiting.pop_front().expect("as many as were counted");
            if let Some(code) = person.next_code() {
                return (person, code);
            }
            // Those who were refused came back at once, so some of those before them have just been let in.
            waiting.push_back(person);
        }
        panic!("enough people: a code works once in half a minute")
    }

    fn give_back(&self, person: Person) {
        self.waiting.lock().expect("nobody failed here").push_back(person);
    }

    /// One log-in by somebody.
    pub async fn log_in(&self, url: &str) -> Outcome {
        let (mut person, code) = self.next();
        let outcome = self.log_in_as(url, &mut person, &code).await;
        if matches!(outcome, Outcome::Refused) {
            person.keep_code();
        }
        self.give_back(person);
        outcome
    }

    async fn log_in_as(&self, url: &str, person: &mut Person, code: &str) -> Outcome {
        let password =
            json!({ "username": person.username, "password": PASSWORD, "known_token": person.known_token });
        let begun = Instant::now();
        let answer = self.post(url, "/auth/login", &person.address, &password).await;
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            assert!(answer.headers().contains_key("retry-after"), "a refusal says when to come again");
            return Outcome::Refused;
        }
        let challenge = body(answer).await;
        let password = begun.elapsed();
        let proof = json!({ "challenge_token": text(&challenge, "challenge_token"), "code": code });
        let begun = Instant::now();
        let mut session = body(self.post(url, "/auth/verify", &person.address, &proof).await).await;
        let proof = begun.elapsed();
        person.known_token = taken(&mut session, "known_token");
        Outcome::Entered(Tokens {
            access: taken(&mut session, "access_token"),
            refresh: taken(&mut session, "refresh_token"),
            password,
            proof,
        })
    }

    /// The tokens of one log-in that nothing hinders.
    pub async fn tokens(&self, url: &str) -> Tokens {
        match self.log_in(url).await {
            Outcome::Entered(tokens) => tokens,
            Outcome::Refused => panic!("a log-in was refused on a service that does nothing else"),
        }
    }

    async fn post(&self, url: &str, path: &str, address: &str, body: &Value) -> Response {
        let request = self.client.post(format!("{url}/api/v1{path}")).header("X-Forwarded-For", address);
        request.json(body).send().await.unwrap_or_else(|error| panic!("{path} is not answered: {error}"))
    }

    /// Goes on with a session: the next refresh token.
    pub async fn refresh(&self, url: &str, token: &str) -> String {
        let answer = self.post(url, "/auth/refresh", "10.0.0.1", &json!({ "refresh_token": token })).await;
        taken(&mut body(answer).await, "refresh_token")
    }

    /// Reads as whoever holds an access token.
    pub async fn get(&self, url: &str, path: &str, token: &str) -> Vec<u8> {
        let request = self.client.get(format!("{url}/api/v1{path}")).bearer_auth(token);
        let answer = request.send().await.unwrap_or_else(|error| panic!("{path} is not answered: {error}"));
        let status = answer.status();
        let body = answer.bytes().await.expect("a body").to_vec();
        assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&body));
        body
    }

    /// Reads so many times a second for a while, and tells how often in all.
    pub async fn read_for(
        self: &Arc<Self>,
        url: &str,
        path: &'static str,
        token: &str,
        per_second: u32,
        turn: Duration,
    ) -> f64 {
        let (mut beat, mut tasks, mut count) =
            (interval(Duration::from_secs(1) / per_second), JoinSet::new(), 0.0);
        beat.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let begun = Instant::now();
        while begun.elapsed() < turn {
            beat.tick().await;
            // After a pause of the machine the late ones come one after another.
            if tasks.len() >= READERS
                && let Some(read) = tasks.join_next().await
            {
                read.expect("every read was answered");
                count += 1.0;
            }
            let (crowd, url, token) = (Arc::clone(self), url.to_owned(), token.to_owned());
            tasks.spawn(async move { crowd.get(&url, path, &token).await });
        }
        count + length(&tasks.join_all().await)
    }

    /// Logs in, so many at a time, for a while; `cpu` tells what the service has used.
    pub async fn log_in_for(
        self: &Arc<Self>,
        url: &str,
        at_a_time: usize,
        turn: Duration,
        cpu: impl Fn() -> Cpu,
    ) -> Turn {
        let over = Arc::new(AtomicBool::new(false));
        let tasks: Vec<_> = (0..at_a_time)
            .map(|_| {
                let (crowd, url, over) = (Arc::clone(self), url.to_owned(), Arc::clone(&over));
                tokio::spawn(async move {
                    let mut ended = Vec::new();
                    while !over.load(Ordering::Relaxed) {
                        let begun = Instant::now();
                        match crowd.log_in(&url).await {
                            Outcome::Entered(_) => ended.push((Instant::now(), begun.elapsed())),
                            Outcome::Refused => panic!("{at_a_time} log-ins at a time are not too many"),
                        }
                    }
                    ended
                })
            })
            .collect();

        tokio::time::sleep(WARM_UP).await;
        let (begun, used, load) = (Instant::now(), cpu(), own_cpu());
        tokio::time::sleep(turn).await;
        let (end, used, load) = (Instant::now(), cpu() - used, own_cpu().saturating_sub(load));
        over.store(true, Ordering::Relaxed);

        let mut times = Vec::new();
        for task in tasks {
            let ended = task.await.expect("every log-in came in");
            times.extend(ended.into_iter().filter(|(at, _)| (begun..end).contains(at)).map(|(_, time)| time));
        }
        let count = length(&times);
        Turn {
            per_second: count / (end - begun).as_secs_f64(),
            times: Sample::of_times(times),
            count,
            cpu: used,
            load,
        }
    }
}

async fn body(answer: Response) -> Value {
    let status = answer.status();
    let body = answer.json().await.unwrap_or(Value::Null);
    assert_eq!(status, StatusCode::OK, "{body}");
    body
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_else(|| panic!("{member} in {value}"))
}

fn taken(value: &mut Value, member: &str) -> String {
    match value[member].take() {
        Value::String(text) => text,
        other => panic!("{member} is a text, not {other}"),
    }
}
