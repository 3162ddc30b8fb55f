//! What a right password leads to: a session, a challenge, or the set-up of two-factor.

use actix_web::HttpResponse;
use chrono::TimeDelta;
use vestibule_domain::{
    answer::Answer,
    challenge::{LoginChallenge, Verdict},
    id::GrantId,
    retry_after_seconds,
    session::{Amr, Place, Transport},
};

use super::second_factor::{self, Try};
use crate::{
    app::App,
    http::{
        cookie::Cookies,
        error::ApiResult,
        known, methods,
        outcome::{EnrollmentRequired, LoginOutcome, SecondFactorRequired},
        remembered,
        session_start::{Opening, open_session},
    },
    metrics::LogIn,
    store::{
        self, Transaction, account::Account, enrollment_grant::EnrollmentGrant, known_client::KnownClient,
    },
    vault::TokenKind,
};

/// How long an enrollment token is good: time enough to get an app and scan.
const ENROLLMENT_LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// What a log-in asks for beside its password.
pub struct Request {
    /// The code of a log-in in one call.
    pub answer: Option<Answer>,
    /// Whether to remember this device.
    pub remember_device: bool,
    /// Tokens of devices that may be remembered.
    pub device_tokens: Vec<String>,
    /// How the tokens travel.
    pub transport: Transport,
    /// What the browser holds.
    pub cookies: Cookies,
    /// Where it comes from.
    pub place: Place,
}

/// A log-in whose password was right.
pub struct Proven {
    /// Whose.
    pub account: Account,
    /// The known client that it comes from.
    pub known: Option<KnownClient>,
    /// What it asks for.
    pub request: Request,
}

/// Goes on after a right password, in the transaction that holds the account.
pub async fn proceed(app: &App, tx: Transaction, log_in: Proven) -> ApiResult<HttpResponse> {
    let account = &log_in.account;
    if account.owes_second_factor(app.now()) {
        return grant_enrollment(app, tx, log_in).await;
    }
    if account.two_factor_since.is_none() {
        return sign_in(app, tx, log_in, Amr::Password).await;
    }
    let tokens = &log_in.request.device_tokens;
    if let Some((device, successor)) = remembered::redeem(app, &tx, account, tokens).await? {
        let opening = log_in.opening(Amr::Password, false);
        let started = open_session(app, &tx, account, opening).await?.keeping_device(device, successor);
        tx.commit().await?;
        return started.reply(app, account);
    }
    match log_in.request.answer.clone() {
        Some(answer) => answer_at_once(app, tx, log_in, &answer).await,
        None => challenge(app, tx, log_in).await,
    }
}

impl Proven {
    fn opening(&self, amr: Amr, is_fresh: bool) -> Opening {
        Opening {
            transport: self.request.transport,
            amr,
            is_fresh,
            known_client: self.known,
            place: self.request.place.clone(),
            remember_device: self.request.remember_device,
            cookies: self.request.cookies.clone(),
        }
    }
}

async fn sign_in(app: &App, tx: Transaction, log_in: Proven, amr: Amr) -> ApiResult<HttpResponse> {
    let started = open_session(app, &tx, &log_in.account, log_in.opening(amr, true)).await?;
    tx.commit().await?;
    started.reply(app, &log_in.account)
}

/// Weighs the code that came with the password. A wrong one opens no challenge.
async fn answer_at_once(
    app: &App,
    tx: Transaction,
    log_in: Proven,
    answer: &Answer,
) -> ApiResult<HttpResponse> {
    let (account, place) = (log_in.account.clone(), log_in.request.place.clone());
    let client = known::tally_of(log_in.known);
    let totp = store::totp::of_user(&*tx, &app.vault, account.user.id).await?;
    let tried = Try { account: &account, client, totp: totp.as_ref(), text: None, answer, place: &place };
    match second_factor::weigh(app, &tx, &tried).await? {
        Verdict::Passed(proof) => sign_in(app, tx, log_in, proof.into()).await,
        Verdict::Refused(refusal) => {
            tx.commit().await?;
            Err(second_factor::refused(refusal, None))
        }
    }
}

async fn challenge(app: &App, tx: Transaction, log_in: Proven) -> ApiResult<HttpResponse> {
    let (now, account) = (app.now(), &log_in.account);
    let known = log_in.known.map(|client| client.id);
    let challenge = LoginChallenge::open(account.user.id, known, now, &mut app.rng());
    let token = app.entropy.token();
    let hash = app.vault.token_hash(TokenKind::Challenge, token.as_str());
    store::challenge::insert(&*tx, &challenge, hash, &log_in.request.place, now).await?;
    // Asked here, not after: the writer's connection has by heart what it wrote.
    let wait = second_factor::wait(app, &tx, account, known::tally_of(log_in.known)).await?;
    let methods = methods::for_log_in(app, &*tx, account).await?;
    tx.commit().await?;

    app.metrics.logged_in(LogIn::SecondFactorRequired);
    Ok(HttpResponse::Ok().json(LoginOutcome::SecondFactorRequired(SecondFactorRequired {
        challenge_token: token.into_string(),
        expires_in: challenge.expires_in(now),
        retry_after: wait.map(retry_after_seconds),
        remember_device_days: remembered::days(app, account),
        methods,
    })))
}

async fn grant_enrollment(app: &App, tx: Transaction, log_in: Proven) -> ApiResult<HttpResponse> {
    let now = app.now();
    let grant = EnrollmentGrant {
        id: GrantId::new(now, &mut app.rng()),
        user: log_in.account.user.id,
        client: log_in.known.map(|client| client.id),
        place: log_in.request.place,
        expires_at: now + ENROLLMENT_LIFETIME,
        ended_at: None,
    };
    let token = app.entropy.token();
    let hash = app.vault.token_hash(TokenKind::Enrollment, token.as_str());
    store::enrollment_grant::insert(&*tx, &grant, hash, now).await?;
    tx.commit().await?;

    app.metrics.logged_in(LogIn::EnrollmentRequired);
    Ok(HttpResponse::Ok().json(LoginOutcome::EnrollmentRequired(EnrollmentRequired {
        access_token: token.into_string(),
        expires_in: ENROLLMENT_LIFETIME.num_seconds(),
    })))
}
