//! The three cookies of the cookie transport, and the origin that a call with them must come from.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponseBuilder,
    cookie::{Cookie, SameSite, time::Duration},
    dev::Payload,
    http::header,
};
use chrono::TimeDelta;
use vestibule_domain::{known_client, session::Transport};

use super::{
    error::{ApiError, ApiResult, ErrorCode},
    extract::app_of,
};
use crate::{app::App, entropy::Token};

/// Tokens that one cookie holds, one a user, newest first.
const USERS_A_BROWSER: usize = 5;

/// A cookie of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Refresh,
    Device,
    Known,
}

impl Name {
    /// Over HTTPS the prefix ties the cookie to this host and to TLS (RFC 6265bis §4.1.3.2).
    const fn as_str(self, https: bool) -> &'static str {
        match (self, https) {
            (Self::Refresh, false) => "vestibule_refresh",
            (Self::Device, false) => "vestibule_device",
            (Self::Known, false) => "vestibule_known",
            (Self::Refresh, true) => "__Host-vestibule_refresh",
            (Self::Device, true) => "__Host-vestibule_device",
            (Self::Known, true) => "__Host-vestibule_known",
        }
    }
}

/// The cookies that came with a request. Two of one name are refused.
#[derive(Clone, Default)]
pub struct Cookies {
    /// The refresh token.
    pub refresh: Option<String>,
    /// Device tokens, newest first.
    pub devices: Vec<String>,
    /// Known-client tokens, newest first.
    pub known: Vec<String>,
}

impl FromRequest for Cookies {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(req))
    }
}

impl Cookies {
    fn of(req: &HttpRequest) -> ApiResult<Self> {
        let https = app_of(req).config.is_https();
        let one = |name| one_value(req, Name::as_str(name, https));
        let list = |name| one(name).map(|value| value.map_or_else(Vec::new, |value| split(&value)));
        Ok(Self { refresh: one(Name::Refresh)?, devices: list(Name::Device)?, known: list(Name::Known)? })
    }
}

fn one_value(req: &HttpRequest, name: &str) -> ApiResult<Option<String>> {
    let mut values = req
        .headers()
        .get_all(header::COOKIE)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value.trim_matches('"').to_owned());
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(ApiError::from(ErrorCode::MalformedRequest)
            .saying(format!("The cookie {name} came twice; clear the cookies."))),
        (Some(value), None) if !value.is_empty() => Ok(Some(value)),
        _ => Ok(None),
    }
}

fn split(value: &str) -> Vec<String> {
    value.split('.').filter(|token| !token.is_empty()).take(USERS_A_BROWSER).map(str::to_owned).collect()
}

/// Where a call came from, as its browser says.
#[derive(Clone, Debug)]
pub struct Origin(Option<String>);

impl FromRequest for Origin {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let origin = req.headers().get(header::ORIGIN).and_then(|value| value.to_str().ok());
        ready(Ok(Self(origin.map(str::to_owned))))
    }
}

impl Origin {
    /// Refuses a call that relies on cookies and comes from a page that isn't ours.
    pub fn must_be_ours(&self, app: &App) -> ApiResult<()> {
        let ours = self.0.as_deref().is_some_and(|origin| app.is_own_origin(origin));
        if ours { Ok(()) } else { Err(ErrorCode::OriginNotAllowed.into()) }
    }
}

/// What a call of this transport may rely on: its cookies where it comes from our page, nothing otherwise.
pub fn cookies_of(
    app: &App,
    transport: Transport,
    origin: &Origin,
    cookies: ApiResult<Cookies>,
) -> ApiResult<Cookies> {
    match transport {
        Transport::Bearer => Ok(Cookies::default()),
        Transport::Cookie => {
            origin.must_be_ours(app)?;
            cookies
        }
    }
}

/// The cookies that an answer sets.
#[derive(Default)]
pub struct SetCookies(Vec<(Name, String, TimeDelta)>);

impl SetCookies {
    /// Hands out a refresh token as its session's travel: in a cookie, or else it is told for the body.
    pub fn refresh(&mut self, transport: Transport, token: Token, lasts_for: TimeDelta) -> Option<String> {
        self.hand_out(transport, Name::Refresh, token, &[], lasts_for)
    }

    /// Takes the refresh token back.
    pub fn clear_refresh(&mut self) {
        self.0.push((Name::Refresh, String::new(), TimeDelta::zero()));
    }

    /// Hands out a device token likewise, beside those of the browser's other users.
    pub fn device(
        &mut self,
        transport: Transport,
        token: Token,
        others: &[String],
        lasts_for: TimeDelta,
    ) -> Option<String> {
        self.hand_out(transport, Name::Device, token, others, lasts_for)
    }

    /// Hands out a known-client token likewise, beside those of the browser's other users.
    pub fn known(&mut self, transport: Transport, token: Token, others: &[String]) -> Option<String> {
        self.hand_out(transport, Name::Known, token, others, known_client::LIFETIME)
    }

    fn hand_out(
        &mut self,
        transport: Transport,
        name: Name,
        token: Token,
        others: &[String],
        lasts_for: TimeDelta,
    ) -> Option<String> {
        match transport {
            Transport::Bearer => Some(token.into_string()),
            Transport::Cookie => {
                self.0.push((name, join(token.as_str(), others), lasts_for));
                None
            }
        }
    }

    /// Writes the headers.
    pub fn write(self, app: &App, answer: &mut HttpResponseBuilder) {
        let https = app.config.is_https();
        for (name, value, lasts_for) in self.0 {
            answer.cookie(
                Cookie::build(name.as_str(https), value)
                    .path("/")
                    .http_only(true)
                    .secure(https)
                    .same_site(SameSite::Strict)
                    .max_age(Duration::seconds(lasts_for.num_seconds()))
                    .finish(),
            );
        }
    }
}

fn join(token: &str, others: &[String]) -> String {
    let kept = others.iter().map(String::as_str).filter(|other| *other != token).take(USERS_A_BROWSER - 1);
    std::iter::once(token).chain(kept).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::{http::header::HeaderValue, test::TestRequest};
    use proptest::prelude::*;

    const NAME: &str = "vestibule_device";

    fn value_of(cookies: &[Vec<u8>]) -> ApiResult<Option<String>> {
        let lines = cookies.iter().filter_map(|line| HeaderValue::from_bytes(line).ok());
        let req = lines.fold(TestRequest::default(), |req, line| req.append_header((header::COOKIE, line)));
        one_value(&req.to_http_request(), NAME)
    }

    proptest! {
        #[test]
        fn s23_whatever_cookies_come_ours_is_read_or_refused(
            lines in prop::collection::vec(
                prop_oneof![
                    prop::collection::vec(any::<u8>(), 0..40),
                    "(vestibule_device|a)[=; \"]{0,3}[a-z.=;\" ]{0,20}".prop_map(String::into_bytes),
                ],
                0..3,
            ),
        ) {
            match value_of(&lines) {
                Ok(value) => prop_assert!(value.is_none_or(|value| !value.is_empty() && !value.contains(';'))),
                Err(error) => prop_assert_eq!(error.code(), ErrorCode::MalformedRequest),
            }
        }

        #[test]
        fn s23_a_cookie_reads_back_among_others_and_twice_is_refused(
            tokens in prop::collection::vec("[A-Za-z0-9_-]{43}", 1..6),
            other in "[a-z]{1,8}=[!#-+--:<-~]{0,20}",
        ) {
            let ours = format!("{NAME}={}", join(&tokens[0], &tokens[1..]));
            let line = format!("{other}; {ours}; {other}").into_bytes();
            let read = value_of(std::slice::from_ref(&line)).expect("one cookie").expect("a value");
            prop_assert_eq!(split(&read), tokens);
            prop_assert!(value_of(&[line.clone(), line]).is_err());
        }

        #[test]
        fn s23_a_list_of_tokens_is_bounded_and_has_no_empty_one(value in "(?s:.){0,40}|[a-z.]{0,200}") {
            let tokens = split(&value);
            prop_assert!(tokens.len() <= USERS_A_BROWSER);
            prop_assert!(tokens.iter().all(|token| !token.is_empty() && !token.contains('.')));
        }
    }
}
