//! The password, and what it leads to.

use actix_web::{HttpResponse, post, web::Data};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    answer::Answer,
    challenge::{LoginChallenge, Verdict},
    id::GrantId,
    password,
    session::{Amr, Place, Transport},
    throttle::ThrottleRules,
    username::fold,
};
use zeroize::Zeroizing;

use super::second_factor::{self, Try};
use crate::{
    app::App,
    http::{
        cookie::{Cookies, Origin},
        error::{ApiError, ApiResult, ErrorCode, Fault, Faults, Problem},
        extract::{ClientAddress, UserAgent},
        json::Body,
        known, methods,
        outcome::{EnrollmentRequired, LoginOutcome, SecondFactorRequired},
        remembered,
        session_start::{Opening, open_session, seconds},
        words::TransportWord,
    },
    store::{
        self, Transaction,
        account::Account,
        enrollment_grant::EnrollmentGrant,
        known_client::KnownClient,
        tally::{Kind, TallyKey},
        wrong_password,
    },
    vault::TokenKind,
};

/// How long an enrollment token is good (api.md, `enrollment_required`).
const ENROLLMENT_LIFETIME: TimeDelta = TimeDelta::seconds(900);

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
    #[schema(value_type = String, example = "correct horse battery staple")]
    password: SecretString,
    /// A code of the app or a backup code, for a log-in in one call.
    #[schema(example = "123456")]
    code: Option<String>,
    /// Whether to remember this device, where `code` is right.
    #[serde(default)]
    remember_device: bool,
    /// From an earlier log-in: skips the second factor.
    device_token: Option<String>,
    /// From an earlier log-in: keeps a tally of one's own.
    known_token: Option<String>,
    /// What logs in, in words; 64 characters at most.
    #[schema(example = "Alice's phone")]
    device_name: Option<String>,
    /// How the tokens travel.
    #[serde(default)]
    #[schema(value_type = TransportWord)]
    transport: Transport,
}

/// Logs in with a user name and a password; with `code` in one call.
#[utoipa::path(tag = "sign-in", security(()), request_body = LogIn, responses(
    (status = 200, description = "Signed in, or what is still asked for", body = LoginOutcome),
    (status = "4XX", description = "`invalid_credentials`, `invalid_code`, `origin_not_allowed`, `validation_failed`, `rate_limited`, …", body = Problem),
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
    let budget = wrong_password::wait_of(app.db.read(), &address.prefix, app.now()).await?;
    let mut attempt = match (Attempt::read(&app, body, cookies, &origin, agent, &address), budget) {
        (Err(_), Some(until)) => return Err(over_budget(until, app.now())),
        (attempt, _) => attempt?,
    };
    let found = store::account::for_log_in(app.db.read(), &app.vault, &attempt.folded).await?;
    let known = match &found {
        Some((account, _)) => attempt.known_client(&app, account).await?,
        None => None,
    };
    if let (Some(until), None) = (budget, known) {
        return Err(over_budget(until, app.now()));
    }

    let key = attempt.password_tally(&app, found.as_ref().map(|(account, _)| account), known);
    let account = prove_password(&app, &attempt, found, &key, known.is_some(), &address).await?;
    proceed(&app, attempt, account, known, &key).await
}

/// A log-in that was read and can be tried.
struct Attempt {
    folded: String,
    password: Zeroizing<String>,
    answer: Option<Answer>,
    remember_device: bool,
    device_tokens: Vec<String>,
    known_tokens: Vec<String>,

    transport: Transport,
    cookies: Cookies,
    place: Place,
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
        let cookies = match body.transport {
            Transport::Cookie => {
                origin.must_be_ours(app)?;
                cookies?
            }
            Transport::Bearer => Cookies::default(),
        };
        let mut faults = Faults::default();
        let answer = body.code.as_deref().map(|code| second_factor::parse(code, None));
        let answer = answer.and_then(|answer| faults.keep(answer));
        let device_name = faults.keep(named(body.device_name)).flatten();
        faults.none()?;
        Ok(Self {
            folded: fold(&body.username),
            password: password::normalize(body.password.expose_secret()),
            answer,
            remember_device: body.remember_device,
            device_tokens: body.device_token.into_iter().chain(cookies.devices.iter().cloned()).collect(),
            known_tokens: body.known_token.into_iter().chain(cookies.known.iter().cloned()).collect(),
            transport: body.transport,
            cookies,
            place: Place { device_name: device_name.unwrap_or(agent.0), ip: address.ip.clone() },
        })
    }

    /// The known client that shows one of its tokens; that token makes room in the cookie for its next one.
    async fn known_client(&mut self, app: &App, account: &Account) -> ApiResult<Option<KnownClient>> {
        let found = known::find(app, account.user.id, &self.known_tokens).await?;
        Ok(found.map(|(client, token)| {
            self.cookies.known.retain(|other| *other != token);
            client
        }))
    }

    fn password_tally(&self, app: &App, account: Option<&Account>, known: Option<KnownClient>) -> TallyKey {
        match account {
            Some(account) => {
                TallyKey::of_user(account.user.id, Kind::Password, known.map(|client| client.id))
            }
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

fn over_budget(until: DateTime<Utc>, now: DateTime<Utc>) -> ApiError {
    ErrorCode::RateLimited.after(seconds(until - now))
}

/// Holds the password against the account's, with the same work where there is none (S7, S10).
async fn prove_password(
    app: &App,
    attempt: &Attempt,
    found: Option<(Account, Option<Zeroizing<String>>)>,
    key: &TallyKey,
    is_known: bool,
    address: &ClientAddress,
) -> ApiResult<Account> {
    let rules = ThrottleRules::password();
    let tally = store::tally::read(app.db.read(), key).await?;
    if let Some(wait) = tally.password_standing(!is_known, &rules, app.now()).wait(&rules) {
        return Err(ErrorCode::RateLimited.after(seconds(wait)));
    }

    let (account, phc) = found.map_or((None, None), |(account, phc)| (Some(account), phc));
    let right = app.hasher.verify(&attempt.password, phc.as_deref().map(String::as_str)).await?;
    match account.filter(|account| right && account.user.active) {
        Some(account) => {
            if let Some(phc) = phc.filter(|phc| app.hasher.needs_rehash(phc)) {
                drop(phc);
                let stronger = app.hasher.hash(&attempt.password).await?;
                let tx = app.begin().await?;
                store::user::set_password(&*tx, &app.vault, account.user.id, &stronger).await?;
                tx.commit().await?;
            }
            Ok(account)
        }
        None => Err(count_wrong_password(app, key, is_known, address).await?),
    }
}

/// Counts a wrong password, unless a wait began while it was hashed: tries sent at once don't pass the count.
async fn count_wrong_password(
    app: &App,
    key: &TallyKey,
    is_known: bool,
    address: &ClientAddress,
) -> ApiResult<ApiError> {
    let (rules, now) = (ThrottleRules::password(), app.now());
    let tx = app.begin().await?;
    let mut tally = store::tally::lock(&*tx, key).await?;
    if let Some(wait) = tally.password_standing(!is_known, &rules, now).wait(&rules) {
        return Ok(ErrorCode::RateLimited.after(seconds(wait)));
    }
    tally.record_wrong(now);
    store::tally::save(&*tx, key, &tally).await?;
    wrong_password::insert(&*tx, second_factor::row_id(app), &address.prefix, now).await?;
    tx.commit().await?;
    Ok(ErrorCode::InvalidCredentials.into())
}

/// Goes on after a right password: signed in, a challenge, or the set-up of two-factor.
async fn proceed(
    app: &App,
    attempt: Attempt,
    account: Account,
    known: Option<KnownClient>,
    key: &TallyKey,
) -> ApiResult<HttpResponse> {
    let rules = ThrottleRules::password();
    let tx = app.begin().await?;
    let mut tally = store::tally::lock(&*tx, key).await?;
    if let Some(wait) = tally.password_standing(known.is_none(), &rules, app.now()).wait(&rules) {
        return Err(ErrorCode::RateLimited.after(seconds(wait)));
    }
    if tally.wrong_in_row > 0 {
        tally.record_right();
        store::tally::save(&*tx, key, &tally).await?;
    }

    if account.two_factor_since.is_none() {
        if account.must_have_second_factor(app.now()) {
            return grant_enrollment(app, tx, attempt, &account, known).await;
        }
        return sign_in(app, tx, attempt, &account, known, Amr::Password).await;
    }
    if let Some((device, successor, others)) =
        remembered::redeem(app, &tx, &account, &attempt.device_tokens).await?
    {
        let opening = opening(&attempt, known, Amr::Password, false);
        let started = open_session(app, &tx, &account, opening).await?.keeping_device(device, successor);
        tx.commit().await?;
        return started.reply(app, &account, &Cookies { devices: others, ..attempt.cookies });
    }
    match attempt.answer {
        Some(_) => answer_at_once(app, tx, attempt, &account, known).await,
        None => challenge(app, tx, attempt, &account, known).await,
    }
}

fn opening(attempt: &Attempt, known_client: Option<KnownClient>, amr: Amr, is_fresh: bool) -> Opening {
    Opening {
        transport: attempt.transport,
        amr,
        is_fresh,
        known_client,
        place: attempt.place.clone(),
        remember_device: attempt.remember_device,
    }
}

async fn sign_in(
    app: &App,
    tx: Transaction,
    attempt: Attempt,
    account: &Account,
    known: Option<KnownClient>,
    amr: Amr,
) -> ApiResult<HttpResponse> {
    let started = open_session(app, &tx, account, opening(&attempt, known, amr, true)).await?;
    tx.commit().await?;
    started.reply(app, account, &attempt.cookies)
}

/// Weighs the code that came with the password. A wrong one opens no challenge.
async fn answer_at_once(
    app: &App,
    tx: Transaction,
    attempt: Attempt,
    account: &Account,
    known: Option<KnownClient>,
) -> ApiResult<HttpResponse> {
    let Some(answer) = attempt.answer.clone() else {
        return challenge(app, tx, attempt, account, known).await;
    };
    let place = attempt.place.clone();
    let client = second_factor::tally_client(known);
    let tried = Try { account, client, text: None, answer: &answer, place: &place };
    let weighed = second_factor::weigh(app, &tx, &tried).await?;
    match weighed.verdict {
        Verdict::Passed(proof) => {
            let reply = sign_in(app, tx, attempt, account, known, proof.into()).await?;
            second_factor::tell(app, &tried, weighed.told).await;
            Ok(reply)
        }
        Verdict::Refused(refusal) => {
            tx.commit().await?;
            second_factor::tell(app, &tried, weighed.told).await;
            Err(second_factor::refused(refusal, None))
        }
    }
}

async fn challenge(
    app: &App,
    tx: Transaction,
    attempt: Attempt,
    account: &Account,
    known: Option<KnownClient>,
) -> ApiResult<HttpResponse> {
    let now = app.now();
    let client = second_factor::tally_client(known);
    let challenge = LoginChallenge::open(account.user.id, known.map(|client| client.id), now, &mut app.rng());
    let token = app.entropy.token();
    let hash = app.vault.token_hash(TokenKind::Challenge, token.as_str());
    store::challenge::insert(&*tx, &challenge, hash, &attempt.place, now).await?;
    tx.commit().await?;

    let wait = second_factor::wait(app, account, client).await?;
    Ok(HttpResponse::Ok().json(LoginOutcome::SecondFactorRequired(SecondFactorRequired {
        challenge_token: token.into_string(),
        expires_in: challenge.expires_in(now),
        retry_after: wait.map(seconds),
        remember_device_days: remembered::days(app, account),
        methods: methods::for_log_in(app, account).await?,
    })))
}

async fn grant_enrollment(
    app: &App,
    tx: Transaction,
    attempt: Attempt,
    account: &Account,
    known: Option<KnownClient>,
) -> ApiResult<HttpResponse> {
    let now = app.now();
    let grant = EnrollmentGrant {
        id: GrantId::new(now, &mut app.rng()),
        user: account.user.id,
        client: known.map(|client| client.id),
        place: attempt.place,
        expires_at: now + ENROLLMENT_LIFETIME,
        ended_at: None,
    };
    let token = app.entropy.token();
    let hash = app.vault.token_hash(TokenKind::Enrollment, token.as_str());
    store::enrollment_grant::insert(&*tx, &grant, hash, now).await?;
    tx.commit().await?;

    Ok(HttpResponse::Ok().json(LoginOutcome::EnrollmentRequired(EnrollmentRequired {
        access_token: token.into_string(),
        expires_in: ENROLLMENT_LIFETIME.num_seconds(),
    })))
}
