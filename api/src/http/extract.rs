//! Who calls, as arguments: each endpoint's rights are legible in its signature.

use std::{
    future::{Ready, ready},
    marker::PhantomData,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Data};
use futures_util::future::LocalBoxFuture;
use vestibule_domain::{address, api_token::Scope, id::SessionId, policy::Role};

use super::{
    caller::{self, Caller, refused_to_api_token},
    error::{ApiError, ApiResult, ErrorCode},
    signed_in::SignedIn,
};
use crate::{
    app::App,
    store::{account::Account, enrollment_grant::EnrollmentGrant},
};

/// The longest opaque token that is looked up; a longer one is unknown unseen.
const LONGEST_TOKEN: usize = 4096;

/// Someone who may set up two-factor: with a session, or with an enrollment token and nothing else (S11).
#[derive(Debug)]
pub enum Enrollee {
    /// By a session.
    SignedIn(SignedIn),
    /// By an enrollment token: the team demands a second factor that isn't there yet.
    Enrolling(Account, EnrollmentGrant),
}

impl FromRequest for SignedIn {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (app, req) = (app_of(req).clone(), req.clone());
        Box::pin(async move {
            match caller::authenticate(&app, bearer_token(&req)).await? {
                Caller::SignedIn(signed_in) => signed_in.without_debt(&app),
                Caller::Enrolling(..) => Err(ErrorCode::EnrollmentRequired.into()),
                Caller::ApiToken(owner, _) => Err(refused_to_api_token(&req, &owner)),
            }
        })
    }
}

impl FromRequest for Enrollee {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (app, req) = (app_of(req).clone(), req.clone());
        Box::pin(async move {
            match caller::authenticate(&app, bearer_token(&req)).await? {
                Caller::SignedIn(signed_in) => Ok(Self::SignedIn(signed_in)),
                Caller::Enrolling(account, grant) => Ok(Self::Enrolling(account, grant)),
                Caller::ApiToken(owner, _) => Err(refused_to_api_token(&req, &owner)),
            }
        })
    }
}

/// Someone who reads what `What` names: with a session, or with an API token of its scope.
#[derive(Debug)]
pub struct Reader<What> {
    /// Who.
    pub account: Account,
    /// The session that it is read in, where one is.
    pub session: Option<SessionId>,
    what: PhantomData<What>,
}

/// What can be read.
pub trait Readable {
    /// The scope that opens it to an API token.
    const SCOPE: Scope;
    /// Whether it is open, too, to those who have to set two-factor up first (S11).
    const WHILE_ENROLLING: bool = false;
    /// Whether it is for admins alone (S18).
    const FOR_ADMINS: bool = false;
}

/// The own account and what belongs to it.
#[derive(Debug)]
pub struct OwnAccount;

impl Readable for OwnAccount {
    const SCOPE: Scope = Scope::AccountRead;
}

/// How it stands with oneself: what a set-up of two-factor has to know.
#[derive(Debug)]
pub struct OwnStanding;

impl Readable for OwnStanding {
    const SCOPE: Scope = Scope::AccountRead;
    const WHILE_ENROLLING: bool = true;
}

/// The team.
#[derive(Debug)]
pub struct OwnTeam;

impl Readable for OwnTeam {
    const SCOPE: Scope = Scope::TeamRead;
}

/// What of the team its admins alone may see.
#[derive(Debug)]
pub struct OwnTeamAsAdmin;

impl Readable for OwnTeamAsAdmin {
    const SCOPE: Scope = Scope::TeamRead;
    const FOR_ADMINS: bool = true;
}

impl<What: Readable> FromRequest for Reader<What> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (app, token) = (app_of(req).clone(), bearer_token(req));
        Box::pin(async move {
            let (account, session) = match caller::authenticate(&app, token).await? {
                Caller::SignedIn(signed_in) => {
                    let reader =
                        if What::WHILE_ENROLLING { signed_in } else { signed_in.without_debt(&app)? };
                    (reader.account, Some(reader.session.id))
                }
                Caller::Enrolling(account, _) if What::WHILE_ENROLLING => (account, None),
                Caller::Enrolling(..) => return Err(ErrorCode::EnrollmentRequired.into()),
                Caller::ApiToken(account, token) => {
                    caller::must_have_scope(&app, &token, What::SCOPE)?;
                    (account, None)
                }
            };
            if What::FOR_ADMINS && account.user.role != Role::Admin {
                return Err(ErrorCode::Forbidden.into());
            }
            Ok(Self { account, session, what: PhantomData })
        })
    }
}

impl<What> AsRef<Account> for Reader<What> {
    fn as_ref(&self) -> &Account {
        &self.account
    }
}

/// The bearer token of a request, for calls where having one is optional.
pub struct BearerToken(pub Option<String>);

impl FromRequest for BearerToken {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(bearer_token(req))))
    }
}

fn bearer_token(req: &HttpRequest) -> Option<String> {
    let mut values = req.headers().get_all(header::AUTHORIZATION);
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= LONGEST_TOKEN)
        .then(|| token.to_owned())
}

/// Where a call came from (S8): the socket's address, or what a trusted proxy says.
#[derive(Clone, Debug)]
pub struct ClientAddress {
    /// The address, for people.
    pub ip: String,
    /// What budgets count: IPv4 /32, IPv6 /64.
    pub prefix: String,
}

impl FromRequest for ClientAddress {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(req)))
    }
}

impl ClientAddress {
    /// Where a request came from.
    pub fn of(req: &HttpRequest) -> Self {
        let app = app_of(req);
        let peer = req.peer_addr().map_or(std::net::Ipv4Addr::UNSPECIFIED.into(), |peer| peer.ip());
        let forwarded = forwarded_for(req);
        let trusted = |ip| app.config.trusted_proxies.iter().any(|network| network.contains(&ip));
        let address = address::ClientAddress::of_request(peer, forwarded.iter().map(String::as_str), trusted);
        Self { ip: address.to_string(), prefix: address.prefix() }
    }
}

/// The chain of addresses that proxies wrote: `Forwarded` (RFC 7239) where it is there, else `X-Forwarded-For`.
fn forwarded_for(req: &HttpRequest) -> Vec<String> {
    let lines = |name: header::HeaderName| {
        // A byte that is no ASCII spoils its own entry, not the proxy's beside it.
        let values = req.headers().get_all(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
        values
            .flat_map(|value| value.split(',').map(|entry| entry.trim().to_owned()).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let forwarded = lines(header::FORWARDED);
    if forwarded.is_empty() {
        return lines(header::X_FORWARDED_FOR);
    }
    let address_of = |entry: &String| {
        let pairs = entry.split(';').filter_map(|pair| pair.trim().split_once('='));
        let found = pairs.into_iter().find(|(key, _)| key.eq_ignore_ascii_case("for"));
        found.map_or_else(String::new, |(_, value)| value.trim_matches('"').to_owned())
    };
    forwarded.iter().map(address_of).collect()
}

/// What calls, in words for the session list: `device_name` where it is told, else made of the `User-Agent`.
#[derive(Clone, Debug)]
pub struct UserAgent(pub String);

impl FromRequest for UserAgent {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let agent =
            req.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        ready(Ok(Self(device_name(agent))))
    }
}

fn device_name(agent: &str) -> String {
    const UNKNOWN: &str = "UNKNOWN";
    const MADE_FOR_PEOPLE: [&str; 4] = ["pc", "smartphone", "mobilephone", "appliance"];
    let parsed = woothee::parser::Parser::new().parse(agent);
    match parsed.filter(|found| MADE_FOR_PEOPLE.contains(&found.category) && found.name != UNKNOWN) {
        Some(browser) if browser.os != UNKNOWN => format!("{} on {}", browser.name, browser.os),
        Some(browser) => browser.name.to_owned(),
        None => product(agent).unwrap_or_else(|| "Unknown device".to_owned()),
    }
}

/// The first product that a program names itself by (RFC 9110 §10.1.5), as in `curl/8.5.0`.
fn product(agent: &str) -> Option<String> {
    let name: String = agent.split(['/', ' ']).next()?.chars().filter(|c| !c.is_control()).take(64).collect();
    (!name.is_empty()).then_some(name)
}

/// The App that serves a request.
///
/// # Panics
/// Where none is registered, which no start of the service leaves out.
pub fn app_of(req: &HttpRequest) -> &Data<App> {
    req.app_data().expect("the App is registered")
}

#[cfg(test)]
#[path = "extract_tests.rs"]
mod tests;
