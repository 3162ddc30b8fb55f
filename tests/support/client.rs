use std::{collections::BTreeMap, net::SocketAddr};

use reqwest::Method;
use serde_json::Value;
use vestibule::clock::Clock;

use super::{Answer, Call, Person, STEP, contract, json, log};

/// Somebody who calls: a browser with cookies, or a script with tokens. It keeps what answers hand it.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    service: SocketAddr,
    clock: Clock,
    /// The page that calls; scripts have none.
    pub origin: Option<String>,
    pub cookies: BTreeMap<String, String>,
    pub access_token: Option<String>,
    pub refresh_token: Option<String>,
    pub device_token: Option<String>,
    pub known_token: Option<String>,
    pub challenge_token: Option<String>,
    address: Option<String>,
}

impl Client {
    pub(super) fn script(http: &reqwest::Client, service: SocketAddr, clock: &Clock) -> Self {
        Self {
            http: http.clone(),
            service,
            clock: clock.clone(),
            origin: None,
            cookies: BTreeMap::new(),
            access_token: None,
            refresh_token: None,
            device_token: None,
            known_token: None,
            challenge_token: None,
            address: None,
        }
    }

    pub(super) fn browser(http: &reqwest::Client, service: SocketAddr, clock: &Clock, origin: &str) -> Self {
        Self { origin: Some(origin.to_owned()), ..Self::script(http, service, clock) }
    }

    /// From this client address, as the proxy in front says.
    #[must_use]
    pub fn from(mut self, address: &str) -> Self {
        self.address = Some(address.to_owned());
        self
    }

    /// From a page of this origin.
    #[must_use]
    pub fn on_page_of(mut self, origin: &str) -> Self {
        self.origin = Some(origin.to_owned());
        self
    }

    /// The same client with another access token.
    #[must_use]
    pub fn bearing(&self, token: &str) -> Self {
        Self { access_token: Some(token.to_owned()), ..self.clone() }
    }

    /// A browser says so where tokens travel by cookie.
    pub fn transport(&self) -> &'static str {
        if self.origin.is_some() { "cookie" } else { "bearer" }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Call::get(path)).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.send(Call::post(path).json(&body)).await
    }

    pub async fn patch(&mut self, path: &str, body: Value) -> Answer {
        self.send(Call::new(Method::PATCH, path).json(&body)).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        self.send(Call::new(Method::DELETE, path)).await
    }

    /// Sends a call with what this client adds to each, and keeps what the answer hands out.
    pub async fn send(&mut self, call: Call) -> Answer {
        let call = self.dress(call);
        let url = format!("http://{}{}", self.service, call.path);
        let mut request = self.http.request(call.method.clone(), url);
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        if let Some(body) = call.body {
            if let Ok(told) = serde_json::from_slice(&body) {
                log::hide_members(&told);
            }
            request = request.body(body);
        }
        let response = request.send().await.expect("the service answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let answer = Answer::new(status, headers, response.text().await.expect("a body that is text"));
        contract::check(&call.method, &call.path, &answer);
        self.keep(&answer);
        answer
    }

    /// The call as this client sends it.
    pub fn dress(&self, call: Call) -> Call {
        let path = call.path.strip_prefix("/api/v1").unwrap_or(&call.path);
        let is_public =
            path.starts_with("/auth/") && path != "/auth/logout" && !path.starts_with("/auth/step-up");
        let bearer = self.access_token.as_ref().filter(|_| !is_public).map(|token| format!("Bearer {token}"));
        let jar: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let own = [
            ("Authorization", bearer),
            ("Origin", self.origin.clone()),
            ("Cookie", (!jar.is_empty()).then(|| jar.join("; "))),
            ("X-Forwarded-For", self.address.clone()),
        ];
        own.into_iter().fold(call, |call, (name, value)| match value {
            Some(value) if !call.sets(name) => call.header(name, &value),
            _ => call,
        })
    }

    fn keep(&mut self, answer: &Answer) {
        log::hide_members(answer.json());
        for cookie in answer.set_cookies() {
            let pair = cookie.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            match value {
                "" => _ = self.cookies.remove(name),
                value => {
                    // One browser may be several users', whose tokens stand in one cookie.
                    value.split('.').for_each(log::hide);
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        for body in [answer.json(), &answer["session"]] {
            let kept = [
                ("access_token", &mut self.access_token),
                ("refresh_token", &mut self.refresh_token),
                ("device_token", &mut self.device_token),
                ("known_token", &mut self.known_token),
                ("challenge_token", &mut self.challenge_token),
            ];
            for (member, place) in kept {
                if let Some(value) = body.get(member).and_then(Value::as_str) {
                    *place = Some(value.to_owned());
                }
            }
        }
    }

    /// The password; a script sends its device and known tokens along.
    pub async fn log_in(&mut self, person: &Person) -> Answer {
        self.log_in_with(person, json!({})).await
    }

    /// The password and further members.
    pub async fn log_in_with(&mut self, person: &Person, more: Value) -> Answer {
        let mut body = json!({
            "username": person.username,
            "password": person.password,
            "transport": self.transport(),
        });
        let tokens = [("device_token", &self.device_token), ("known_token", &self.known_token)];
        for (member, token) in tokens {
            if let Some(token) = token {
                body[member] = token.as_str().into();
            }
        }
        self.post("/auth/login", merged(body, more)).await
    }

    /// The password with a wrong one in its place.
    pub async fn guess(&mut self, username: &str) -> Answer {
        let body =
            json!({ "username": username, "password": "not the right one", "transport": self.transport() });
        let known = self.known_token.as_ref().map_or(json!({}), |token| json!({ "known_token": token }));
        self.post("/auth/login", merged(body, known)).await
    }

    /// A code for the newest challenge.
    pub async fn verify(&mut self, code: &str) -> Answer {
        self.verify_with(code, json!({})).await
    }

    /// A code and further members.
    pub async fn verify_with(&mut self, code: &str, more: Value) -> Answer {
        let body = self.answer_with(code);
        self.post("/auth/verify", merged(body, more)).await
    }

    /// The body of a verify, for the newest challenge.
    pub fn answer_with(&self, code: &str) -> Value {
        json!({ "challenge_token": self.challenge_token, "code": code, "transport": self.transport() })
    }

    /// Asks for a text for the newest challenge.
    pub async fn ask_for_text(&mut self) -> Answer {
        self.post("/auth/sms", json!({ "challenge_token": self.challenge_token })).await
    }

    /// Signs in by all that it takes. With an app the clock moves one step first, so that its code is unspent.
    pub async fn sign_in(&mut self, person: &Person) -> Answer {
        self.sign_in_with(person, json!({})).await
    }

    /// The same with further members at verify (or at log-in, where that is all).
    pub async fn sign_in_with(&mut self, person: &Person, more: Value) -> Answer {
        if person.secret.is_empty() {
            let answer = self.log_in_with(person, more).await;
            answer.authenticated();
            return answer;
        }
        self.clock.advance(STEP);
        self.log_in(person).await.challenged();
        let answer = self.verify_with(&person.totp_code(self.clock.now()), more).await;
        answer.authenticated();
        answer
    }

    /// Sets up an app from begin to confirm.
    pub async fn enroll(&mut self, person: &mut Person) -> Answer {
        let begun = self.post("/me/two-factor/totp", json!({})).await;
        person.scan(begun.is(201).text("secret"));
        let body = json!({
            "enrollment_id": begun["enrollment_id"],
            "code": person.totp_code(self.clock.now()),
            "transport": self.transport(),
        });
        let confirmed = self.post("/me/two-factor/totp/confirm", body).await;
        let codes = confirmed.is(200)["backup_codes"].as_array().expect("backup codes");
        person.backup_codes = codes.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        confirmed
    }

    /// Goes on with the session.
    pub async fn refresh(&mut self) -> Answer {
        let body = match (&self.origin, &self.refresh_token) {
            (None, Some(token)) => json!({ "refresh_token": token }),
            _ => json!({ "transport": "cookie" }),
        };
        self.post("/auth/refresh", body).await
    }

    pub async fn step_up(&mut self, body: Value) -> Answer {
        self.post("/auth/step-up", body).await
    }

    pub async fn log_out(&mut self) -> Answer {
        self.post("/auth/logout", json!({})).await
    }
}

/// The members of both; those of `more` count.
fn merged(mut body: Value, more: Value) -> Value {
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    body
}
