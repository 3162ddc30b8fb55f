//! Twilio's Messages API.
//!
//! `twilio-async` builds the signed request and knows the answer's shape; the request is sent from
//! here, for the library has no time-out, a fixed address and no eye for the HTTP status.

use std::{fmt, time::Duration};

use reqwest::{RequestBuilder, Response, StatusCode, Url, header::HeaderName, redirect, retry};
use serde::Deserialize;
use twilio_async::{Execute, MsgResp, Twilio, TwilioJson};

use super::SmsError;
use crate::config::is_loopback_host;

/// How long a text may take to be accepted.
const TIME_OUT: Duration = Duration::from_secs(5);

/// How long a connection may take; two of them fit into the time-out.
const CONNECT_TIME_OUT: Duration = Duration::from_secs(2);

/// More than any answer of Twilio's; the rest is not read.
const LONGEST_ANSWER: usize = 64 * 1024;

/// What twilio-async takes for Twilio's address.
const BUILT_IN_BASE: &str = "https://api.twilio.com";

/// A client that can't be made.
#[derive(Debug, thiserror::Error)]
#[error("Twilio's client cannot be made: {0}")]
pub struct TwilioFault(String);

/// Why texts would not be sent.
#[derive(Debug, thiserror::Error)]
pub enum AccountFault {
    /// The credentials are wrong.
    #[error("it refuses the credentials; check sms.twilio.account_sid and sms.twilio.auth_token")]
    Refused,
    /// The account is closed or suspended.
    #[error("the account is not active but {0}; see to it at Twilio")]
    NotActive(String),
    /// The answer means nothing to us.
    #[error("it answers {0}; check sms.twilio.account_sid and sms.twilio.base_url")]
    Unexpected(StatusCode),
    /// There is no answer.
    #[error("it doesn't answer ({0}); check sms.twilio.base_url and the way there")]
    Unreachable(String),
}

/// What we read of an account.
#[derive(Deserialize)]
struct Account {
    status: String,
}

/// Talks to Twilio's Messages API.
pub struct TwilioClient {
    signer: Twilio,
    from: String,
    base_url: String,
    http: reqwest::Client,
}

impl TwilioClient {
    /// A client of one account that sends from one number.
    pub fn new(account_sid: &str, auth_token: &str, from: &str, base_url: &str) -> Result<Self, TwilioFault> {
        Self::with_time_out(account_sid, auth_token, from, base_url, TIME_OUT)
    }

    pub(super) fn with_time_out(
        account_sid: &str,
        auth_token: &str,
        from: &str,
        base_url: &str,
        time_out: Duration,
    ) -> Result<Self, TwilioFault> {
        let signer = Twilio::new(account_sid, auth_token).map_err(|error| TwilioFault(error.to_string()))?;
        let address = Url::parse(base_url).map_err(|error| TwilioFault(error.to_string()))?;
        let mut http = reqwest::Client::builder()
            .timeout(time_out)
            .connect_timeout(CONNECT_TIME_OUT)
            .redirect(redirect::Policy::none())
            .retry(retry::never());
        if address.host_str().is_some_and(is_loopback_host) {
            http = http.no_proxy();
        }
        let http = http.build().map_err(|error| TwilioFault(error.to_string()))?;
        let base_url = base_url.trim_end_matches('/').to_owned();
        Ok(Self { signer, from: from.to_owned(), base_url, http })
    }

    /// Has Twilio send a text.
    pub async fn create_message(&self, to: &str, text: &str) -> Result<(), SmsError> {
        let request = self.request(to, text).ok_or(SmsError::GatewayDown { counts_as_sent: false })?;
        let answer = match self.execute(&request).await {
            // Nobody took the request, so it can be made again.
            Err(error) if error.is_connect() => self.execute(&request).await,
            answer => answer,
        };
        match answer {
            Ok(answer) => judge(answer).await,
            Err(error) => {
                // Past the connection nobody knows whether it was taken: it counts (S9).
                let counts_as_sent = !error.is_connect() && !error.is_builder();
                tracing::error!(error = %chain(&error), counts_as_sent, "Twilio did not answer");
                Err(SmsError::GatewayDown { counts_as_sent })
            }
        }
    }

    /// The address that is configured.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Asks for the account: whether it is reached, and would send. Nothing is sent.
    pub async fn check_account(&self) -> Result<(), AccountFault> {
        let request = self.account_request().ok_or(AccountFault::Refused)?;
        let answer = self.execute(&request).await;
        let answer = answer.map_err(|error| AccountFault::Unreachable(chain(&error)))?;
        let status = answer.status();
        match status {
            StatusCode::OK => (),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(AccountFault::Refused),
            other => return Err(AccountFault::Unexpected(other)),
        }
        let body = read_body(answer).await;
        let account: Account = serde_json::from_slice(&body).map_err(|_| AccountFault::Unexpected(status))?;
        if account.status == "active" { Ok(()) } else { Err(AccountFault::NotActive(account.status)) }
    }

    fn account_request(&self) -> Option<reqwest::Request> {
        let signed = self.signed(&self.signer.send_msg(&self.from, "", ""), "GET", "")?;
        let mut request = signed.build().ok()?;
        let account = format!("{}.json", request.url().path().trim_end_matches('/'));
        request.url_mut().set_path(&account);
        Some(request)
    }

    /// The request to send a text.
    fn request(&self, to: &str, text: &str) -> Option<reqwest::Request> {
        let message = self.signer.send_msg(&self.from, to, text);
        let form = message.msg.to_string();
        let signed = self.signed(&message, "POST", "Messages.json")?.body(form);
        signed.header("content-type", "application/x-www-form-urlencoded").build().ok()
    }

    /// A request as twilio-async signs it, at the address that is configured.
    fn signed(&self, order: &impl Execute, method: &str, resource: &str) -> Option<RequestBuilder> {
        let signed = order.request(method.parse().ok()?, resource, None).ok()?;
        let path = signed.uri().to_string();
        let url = format!("{}{}", self.base_url, path.strip_prefix(BUILT_IN_BASE)?);

        let mut request = self.http.request(method.parse().ok()?, url);
        for (name, value) in signed.headers() {
            let name = HeaderName::from_bytes(name.as_str().as_bytes()).ok()?;
            let mut value = reqwest::header::HeaderValue::from_bytes(value.as_bytes()).ok()?;
            value.set_sensitive(true);
            request = request.header(name, value);
        }
        Some(request)
    }

    async fn execute(&self, request: &reqwest::Request) -> reqwest::Result<Response> {
        self.http.execute(request.try_clone().expect("the body is in memory")).await
    }
}

impl fmt::Debug for TwilioClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TwilioClient").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// What Twilio's answer means. The status decides: a body that can't be read makes no text unsent.
async fn judge(answer: Response) -> Result<(), SmsError> {
    let status = answer.status();
    let body = read_body(answer).await;
    let parsed = serde_json::from_slice::<TwilioJson<MsgResp>>(&body).ok();
    if status.is_success() {
        if parsed.is_none() {
            tracing::warn!(status = status.as_u16(), "Twilio took a text and answered what we can't read");
        }
        return Ok(());
    }
    let code = match parsed {
        Some(TwilioJson::Fail { code, .. }) => Some(code),
        _ => None,
    };
    let refusal = refusal(status, code);
    if matches!(refusal, SmsError::GatewayDown { .. }) {
        tracing::error!(
            status = status.as_u16(),
            code,
            meaning = meaning(status, code),
            "Twilio refused a text"
        );
    } else {
        tracing::warn!(status = status.as_u16(), code, reason = refusal.reason(), "Twilio refused a number");
    }
    Err(refusal)
}

/// What its owner can do about a refusal, by Twilio's code.
fn refusal(status: StatusCode, code: Option<usize>) -> SmsError {
    match code {
        _ if status.is_server_error() => SmsError::GatewayDown { counts_as_sent: false },
        Some(21211 | 21217) => SmsError::NumberInvalid,
        Some(21614 | 21635) => SmsError::NotMobile,
        Some(21408) => SmsError::RegionBlocked,
        Some(21610) => SmsError::OptedOut,
        _ => SmsError::GatewayDown { counts_as_sent: false },
    }
}

/// For the log: whose turn it is where the gateway is at fault.
fn meaning(status: StatusCode, code: Option<usize>) -> &'static str {
    match (status, code) {
        (StatusCode::UNAUTHORIZED, _) | (_, Some(20003)) => "the credentials are wrong",
        (StatusCode::TOO_MANY_REQUESTS, _) => "too many texts at once",
        (status, _) if status.is_server_error() => "Twilio is down",
        _ => "the account or its number is not set up for this",
    }
}

/// The body, as far as it comes; it may be slow, endless or cut.
async fn read_body(mut answer: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = answer.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST_ANSWER {
            break;
        }
    }
    body
}

/// An error with its causes. Neither they nor the URL hold the text or the number.
fn chain(error: &reqwest::Error) -> String {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
