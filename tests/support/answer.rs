use std::ops::Index;

use reqwest::header::HeaderMap;
use serde_json::Value;

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    json: Value,
}

impl Answer {
    pub fn new(status: u16, headers: HeaderMap, body: String) -> Self {
        let json = serde_json::from_str(&body).unwrap_or(Value::Null);
        Self { status, headers, body, json }
    }

    /// The body as JSON; null where it is none.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// A header's first value; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are ASCII"))
    }

    /// Every `Set-Cookie`, as it was sent.
    pub fn set_cookies(&self) -> Vec<&str> {
        let cookies = self.headers.get_all("set-cookie");
        cookies.iter().map(|value| value.to_str().expect("cookies are ASCII")).collect()
    }

    /// The `Set-Cookie` of this name; empty where there is none.
    pub fn set_cookie(&self, name: &str) -> &str {
        let of_name = |cookie: &&str| cookie.split_once('=').is_some_and(|(key, _)| key == name);
        self.set_cookies().into_iter().find(of_name).unwrap_or_default()
    }

    /// A member that is text.
    #[track_caller]
    pub fn text(&self, member: &str) -> &str {
        let found = self.json[member].as_str();
        found.unwrap_or_else(|| panic!("no text {member} in {self}"))
    }

    /// A member that is a whole number.
    #[track_caller]
    pub fn number(&self, member: &str) -> i64 {
        let found = self.json[member].as_i64();
        found.unwrap_or_else(|| panic!("no number {member} in {self}"))
    }

    /// Whether a member is there at all.
    pub fn has(&self, member: &str) -> bool {
        self.json.get(member).is_some()
    }

    /// The status must be this one.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{self}");
        self
    }

    /// The log-in must be through: 200 with `status: authenticated`.
    #[track_caller]
    pub fn authenticated(&self) -> &Self {
        self.is(200);
        assert_eq!(self["status"], "authenticated", "{self}");
        self
    }

    /// The log-in must ask for a second factor.
    #[track_caller]
    pub fn challenged(&self) -> &Self {
        self.is(200);
        assert_eq!(self["status"], "second_factor_required", "{self}");
        self
    }

    /// It must be a whole problem of this status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> &Self {
        assert_eq!((self.status, self["code"].as_str()), (status, Some(code)), "{self}");
        assert_eq!(self.header("content-type"), "application/problem+json", "{self}");
        assert_eq!(self["status"], status, "{self}");
        assert!(self.text("type").ends_with(&format!("/problems/{code}")), "{self}");
        assert!(!self.text("title").is_empty() && !self.text("detail").is_empty(), "{self}");
        assert_eq!(self.text("request_id"), self.header("x-request-id"), "{self}");
        if status == 401 {
            assert!(self.header("www-authenticate").starts_with("Bearer"), "{self}");
        }
        if matches!(status, 429 | 503) {
            assert_eq!(self.header("retry-after"), self.number("retry_after").to_string(), "{self}");
        }
        self
    }

    /// It must be 429 with a wait of so many seconds.
    #[track_caller]
    pub fn waits(&self, seconds: i64) -> &Self {
        self.refused(429, "rate_limited");
        assert_eq!(self.number("retry_after"), seconds, "{self}");
        self
    }

    /// It must be 422, and this the only fault.
    #[track_caller]
    pub fn faulty(&self, pointer: &str, code: &str) -> &Self {
        self.refused(422, "validation_failed");
        let errors = self["errors"].as_array().unwrap_or_else(|| panic!("no errors in {self}"));
        assert_eq!(errors.len(), 1, "{self}");
        let found = (errors[0]["pointer"].as_str(), errors[0]["code"].as_str());
        assert_eq!(found, (Some(pointer), Some(code)), "{self}");
        self
    }

    /// It must be 422 with a fault at this place, whatever the code.
    #[track_caller]
    pub fn faulty_at(&self, pointer: &str) -> &Self {
        self.refused(422, "validation_failed");
        let errors = self["errors"].as_array().unwrap_or_else(|| panic!("no errors in {self}"));
        assert!(errors.iter().any(|error| error["pointer"] == pointer), "{self}");
        self
    }

    /// The types of `methods`, in their order.
    pub fn methods(&self) -> Vec<&str> {
        let methods = self["methods"].as_array().map_or(&[][..], Vec::as_slice);
        methods.iter().filter_map(|method| method["type"].as_str()).collect()
    }
}

impl Index<&str> for Answer {
    type Output = Value;

    fn index(&self, member: &str) -> &Value {
        &self.json[member]
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status, self.body)
    }
}
