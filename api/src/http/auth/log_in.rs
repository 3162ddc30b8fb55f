//! The password, and what it leads to.

use actix_web::{HttpResponse, post, web::Data};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    id::UserId,
    password,
    session::{Place, Transport},
    user::User,
    username::fold,
};
use zeroize::Zeroizing;

use super::{
    after_password::{self, Proven, Request},
    password_try::{PasswordTry, must_have_budget},
    second_factor,
};
use crate::{
    app::App,
    http::{
        cookie::{Cookies, Origin, cookies_of},
        error::{ApiResult, ErrorCode, Fault, Faults, Problem},
        extract::{ClientAddress, UserAgent},
        json::Body,
        known,
        outcome::LoginOutcome,
        security_event::concerns,
        words::TransportWord,
    },
    store::{
        self,
        known_client::KnownClient,
        tally::{Kind, TallyKey},
    },
};

/// The longest device name.
const LONGEST_DEVICE_NAME: usize = 64;

/// A user name and a password, and what a script or a returning device adds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogIn {
    /// The user name or the e-mail address.
    #[schema(example = "alice")]
    username: String,
    /// The password.
    #[schema(value_type = String, format = Password, example = "correct horse battery staple")]
    password: SecretString,
    /// A code of the app or a backup code, for a log-in in one call.
    #[schema(pattern = r"^\s*(([0-9][\s-]*){6}|([0-9A-TV-Za-tv-z][\s-]*){10})$", example = "123456")]
    code: Option<String>,
    /// Whether to remember this device, where `code` is right.
    #[serde(default)]
    remember_device: bool,
    /// From an earlier log-in: skips the second factor.
    device_token: Option<String>,
    /// From an earlier log-in: keeps a tally of one's own.
    known_token: Option<String>,
    /// What logs in, in words; 64 characters at most.
    #[schema(max_length = 64, example = "Alice's phone")]
    device_name: Option<String>,
    /// How the tokens travel.
    #[serde(default)]
    #[schema(value_type = TransportWord)]
    transport: Transport,
}

/// Logs in with a user name and a password; with a code, too, in one call.
///
/// What came of it is told by `status`: a session, a challenge of 5 minutes for `/auth/verify` and `/auth/sms`, or a
/// token of 15 minutes for the set-up that the team demands. Unknown names, wrong passwords and disabled users are
/// answered alike.
///
/// From the 5th wrong password in a row on each further try waits, from 15 seconds doubling to an hour; 30 wrong ones
/// from an address within 10 minutes close it to whoever isn't a known client. A session that begins is written down
/// as `logged_in`, and its owner is mailed where the client is unknown. With `transport` `cookie` the `Origin` has to
/// be allowed.
#[utoipa::path(tag = "sign-in", security(()), request_body = LogIn, responses(
    (status = 200, description = "Signed in, or what is still asked for", body = LoginOutcome),
    (status = "4XX", description = "`invalid_credentials`, `invalid_code`, `origin_not_allowed`, `validation_failed`, `rate_limited`", body = Problem),
    (status = "5XX", description = "`overloaded`, `unavailable`", body = Problem),
))]
#[post("/auth/login")]
pub async fn log_in(
    app: Data<App>,
    address: ClientAddress,
    agent: UserAgent,
    origin: Origin,
    cookies: ApiResult<Cookies>,
    body: Body<LogIn>,
) -> ApiResult<HttpResponse> {
    let attempt = match Attempt::read(&app, body, cookies, &origin, agent, &address) {
        Ok(attempt) => attempt,
        Err(error) => {
            must_have_budget(&app, app.db.read(), &address.prefix).await?;
            return Err(error);
        }
    };
    // A flood is told to come again before it costs what those let in would need (S19).
    app.hasher.must_have_room()?;
    let found = store::user::for_log_in(app.db.read_ahead(), &app.vault, &attempt.folded).await?;
    let user = found.as_ref().map(|(user, _)| user.id);
    let known = match user {
        Some(user) => {
            concerns(user);
            known::find(&app, user, &attempt.known_tokens).await?
        }
        None => None,
    };
    if known.is_none() {
        must_have_budget(&app, app.db.read(), &address.prefix).await?;
    }

    let key = attempt.password_tally(&app, user, known);
    let tried = PasswordTry { key, is_stranger: known.is_none(), prefix: &address.prefix };
    let (user, phc) = prove_password(&app, &attempt.password, found, &tried).await?;
    let stronger =
        if app.hasher.needs_rehash(&phc) { Some(app.hasher.hash(&attempt.password).await?) } else { None };
    let tx = app.begin().await?;
    let account = store::account::lock_with_password(&tx, &app.vault, user.id, &phc).await?;
    let account = account.filter(|account| account.user.active).ok_or(ErrorCode::InvalidCredentials)?;
    tried.accept(&app, &tx).await?;
    if let Some(stronger) = stronger {
        store::password::set(&*tx, &app.vault, user.id, &stronger).await?;
    }
    after_password::proceed(&app, tx, Proven { account, known, request: attempt.request }).await
}

/// A log-in that was read and can be tried.
struct Attempt {
    folded: String,
    password: Zeroizing<String>,
    known_tokens: Vec<String>,
    request: Request,
}

impl Attempt {
    fn read(
        app: &App,
        body: Body<LogIn>,
        cookies: ApiResult<Cookies>,
        origin: &Origin,
        agent: UserAgent,
        address: &ClientAddress,
    ) -> ApiResult<Self> {
        let body = body.read()?;
        let cookies = cookies_of(app, body.transport, origin, cookies)?;
        let mut faults = Faults::default();
        let answer = body.code.as_deref().map(|code| second_factor::parse(code, None));
        let answer = answer.and_then(|answer| faults.keep(answer));
        let device_name = faults.keep(named(body.device_name)).flatten();
        faults.none()?;
        Ok(Self {
            folded: fold(&body.username),
            password: password::normalize(body.password.expose_secret()),
            known_tokens: body.known_token.into_iter().chain(cookies.known.iter().cloned()).collect(),
            request: Request {
                answer,
                remember_device: body.remember_device,
                device_tokens: body.device_token.into_iter().chain(cookies.devices.iter().cloned()).collect(),
                transport: body.transport,
                cookies,
                place: Place { device_name: device_name.unwrap_or(agent.0), ip: address.ip.clone() },
            },
        })
    }

    fn password_tally(&self, app: &App, user: Option<UserId>, known: Option<KnownClient>) -> TallyKey {
        match user {
            Some(user) => TallyKey::of_user(user, Kind::Password, known.map(|client| client.id)),
            None => TallyKey::of_unknown_name(app.vault.name_key(&self.folded)),
        }
    }
}

fn named(device_name: Option<String>) -> Result<Option<String>, Fault> {
    let Some(name) = device_name else { return Ok(None) };
    if name.chars().count() > LONGEST_DEVICE_NAME {
        return Err(Fault::at("/device_name", "too_long", "A device name has 64 characters at most."));
    }
    if name.chars().any(char::is_control) {
        return Err(Fault::at("/device_name", "invalid", "A device name has no control characters."));
    }
    let name = name.trim().to_owned();
    Ok((!name.is_empty()).then_some(name))
}

/// Holds the password against the user's, with the same work where there is none (S7, S10): the user and the hash
/// that matched.
async fn prove_password(
    app: &App,
    password: &str,
    found: Option<(User, Option<Zeroizing<String>>)>,
    tried: &PasswordTry<'_>,
) -> ApiResult<(User, Zeroizing<String>)> {
    tried.must_not_wait(app).await?;
    let (user, phc) = found.map_or((None, None), |(user, phc)| (Some(user), phc));
    let right = app.hasher.verify(password, phc.as_deref().map(String::as_str)).await?;
    match user.filter(|user| right && user.active).zip(phc) {
        Some(proven) => Ok(proven),
        None => Err(tried.count_wrong(app).await?),
    }
}
