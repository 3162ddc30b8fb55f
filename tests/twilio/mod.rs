//! Texts by Twilio, whose place a stand-in takes.

mod orders;
mod refusals;
mod silence;

use serde_json::Value;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::method};

use crate::support::{Answer, Client, Person, TestApp};

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const SECRET: &str = "not-a-real-secret";
const FROM: &str = "+15005550006";
const NUMBER: &str = "+12015550142";

/// The service with a gateway at this address.
async fn app_with_gateway(base_url: &str) -> TestApp {
    TestApp::with(&[
        ("sms.gateway", "twilio"),
        ("sms.twilio.account_sid", ACCOUNT),
        ("sms.twilio.auth_token", SECRET),
        ("sms.twilio.from", FROM),
        ("sms.twilio.base_url", base_url),
    ])
    .await
}

/// Somebody who logged in with a password and owes a code.
struct Story {
    twilio: MockServer,
    app: TestApp,
    alice: Person,
    client: Client,
}

impl Story {
    async fn begin() -> Self {
        let twilio = MockServer::start().await;
        let app = app_with_gateway(&twilio.uri()).await;
        let (alice, client) = challenged(&app).await;
        Self { twilio, app, alice, client }
    }

    /// The next text is answered so.
    async fn next(&self, answer: ResponseTemplate) {
        let mock = Mock::given(method("POST")).respond_with(answer).up_to_n_times(1);
        mock.mount(&self.twilio).await;
    }

    async fn ask(&mut self) -> Answer {
        self.client.ask_for_text().await
    }

    /// The forms that were sent, each a list of pairs.
    async fn orders(&self) -> Vec<Vec<(String, String)>> {
        let requests = self.twilio.received_requests().await.expect("requests are kept");
        requests.iter().map(|request| form(&request.body)).collect()
    }

    /// The code in the newest text.
    async fn last_code(&self) -> String {
        let orders = self.orders().await;
        let (_, text) = &orders.last().expect("a text")[2];
        text.rsplit_once('#').expect("a code").1.to_owned()
    }
}

async fn challenged(app: &TestApp) -> (Person, Client) {
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut client = app.script();
    client.log_in(&alice).await.challenged();
    (alice, client)
}

fn form(body: &[u8]) -> Vec<(String, String)> {
    let url = format!("http://localhost/?{}", String::from_utf8_lossy(body));
    let url = reqwest::Url::parse(&url).expect("a form");
    url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// What Twilio answers where it took a text.
fn taken() -> ResponseTemplate {
    ResponseTemplate::new(201).set_body_json(serde_json::json!({"sid": "SM1", "status": "queued"}))
}

/// What Twilio answers where it refuses one.
fn refused(status: u16, code: u32) -> ResponseTemplate {
    let more = format!("https://www.twilio.com/docs/errors/{code}");
    let body: Value =
        serde_json::json!({"code": code, "message": "No.", "more_info": more, "status": status});
    ResponseTemplate::new(status).set_body_json(body)
}
