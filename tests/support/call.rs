use reqwest::Method;
use serde_json::Value;

/// A request before it is sent. Paths stand under `/api/v1`, unless they are of the root.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: Method,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<Vec<u8>>,
}

impl Call {
    pub fn new(method: Method, path: &str) -> Self {
        Self { method, path: format!("/api/v1{path}"), headers: Vec::new(), body: None }
    }

    pub fn get(path: &str) -> Self {
        Self::new(Method::GET, path)
    }

    pub fn post(path: &str) -> Self {
        Self::new(Method::POST, path)
    }

    /// A call of a path at the root.
    pub fn root(method: Method, path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::new(method, "") }
    }

    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// A body as it stands, of any type.
    #[must_use]
    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("Content-Type", content_type)
    }

    /// A header beside those that the client sends; of one name, it takes the client's place.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The access token that it carries.
    pub fn bearer(&self) -> Option<&str> {
        self.headers.iter().find_map(|(_, value)| value.strip_prefix("Bearer "))
    }

    /// Whether a header of this name is set.
    pub fn sets(&self, name: &str) -> bool {
        self.headers.iter().any(|(key, _)| key.eq_ignore_ascii_case(name))
    }
}
