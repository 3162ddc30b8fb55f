use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use crate::support::{Answer, Call, contract};

/// How long an answer may take: whatever happens, nothing hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// Calls a service that may be killed meanwhile.
#[derive(Clone)]
pub struct Caller {
    http: reqwest::Client,
    url: String,
    answered: Arc<AtomicUsize>,
    over: Arc<AtomicBool>,
}

/// What became of a call.
#[derive(Debug)]
pub enum Outcome {
    /// It was answered.
    Answered(Answer),
    /// It was told to come again: 503, and when. Where the database is gone it may have been done all the same.
    Unavailable,
    /// The connection was cut: it may have been done, or not.
    Lost,
}

impl Caller {
    pub fn new(url: &str) -> Self {
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build();
        Self {
            http: http.expect("an HTTP client"),
            url: url.to_owned(),
            answered: Arc::default(),
            over: Arc::default(),
        }
    }

    /// How many calls were answered.
    pub fn answered(&self) -> usize {
        self.answered.load(Ordering::SeqCst)
    }

    /// Whether something was killed: nobody has to begin anything new.
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    pub fn call_it_over(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    /// A call with a token, from a client address of the caller's choice.
    pub async fn send(&self, from: &str, token: Option<&str>, call: Call) -> Outcome {
        let mut request = self.http.request(call.method.clone(), format!("{}{}", self.url, call.path));
        request = request.header("X-Forwarded-For", from);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        if let Some(body) = call.body.clone() {
            request = request.body(body);
        }
        let Some(answer) = read(request).await else { return Outcome::Lost };
        contract::check(&call.method, &call.path, &answer);
        match answer.status {
            503 => {
                answer.refused(503, "unavailable");
                Outcome::Unavailable
            }
            // A text that can't be kept in the outbox is one that no gateway takes.
            502 if call.path == "/api/v1/auth/sms" => Outcome::Unavailable,
            500.. => panic!("{} {} is answered {answer}", call.method, call.path),
            _ => {
                self.answered.fetch_add(1, Ordering::SeqCst);
                Outcome::Answered(answer)
            }
        }
    }

    /// A call to a service that is up.
    #[track_caller]
    pub fn answer(&self, from: &str, token: Option<&str>, call: Call) -> impl Future<Output = Answer> {
        let told = format!("{} {}", call.method, call.path);
        async move {
            match self.send(from, token, call).await {
                Outcome::Answered(answer) => answer,
                other => panic!("{told} is not answered: {other:?}"),
            }
        }
    }
}

/// The whole answer, if it came.
async fn read(request: reqwest::RequestBuilder) -> Option<Answer> {
    let told = |error: reqwest::Error| assert!(!error.is_timeout(), "a call hangs: {error:?}");
    let answer = request.send().await.map_err(told).ok()?;
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let body = answer.text().await.map_err(told).ok()?;
    Some(Answer::new(status, headers, body))
}
