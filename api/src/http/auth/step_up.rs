//! A fresh proof.

use actix_web::{HttpResponse, post, web::Data};
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vestibule_domain::{
    answer::Method,
    challenge::{Proof, Verdict},
    id::KnownClientId,
    password,
    session::FRESH,
    sms_code::TextPurpose,
    throttle::ThrottleRules,
};

use super::second_factor::{self, Try};
use crate::{
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Fault, Problem},
        extract::{ClientAddress, SignedIn},
        json::Body,
        session_start::{access_token, seconds},
        words::MethodWord,
    },
    store::{
        self, Transaction,
        sms_code::Subject,
        tally::{Kind, TallyKey},
        wrong_password,
    },
};

/// A code where the user has a second factor, else the password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepUp {
    /// Six digits of the app or a text, or a backup code.
    #[schema(example = "123456")]
    code: Option<String>,
    /// Holds the code against this method alone.
    #[schema(value_type = Option<MethodWord>)]
    method: Option<Method>,
    /// The password, for a user without a second factor.
    #[schema(value_type = Option<String>)]
    password: Option<SecretString>,
}

/// The session after a fresh proof.
#[derive(Debug, Serialize, ToSchema)]
pub struct SteppedUp {
    /// Takes the place of the session's former access tokens.
    access_token: String,
    /// Seconds until it expires.
    #[schema(example = 300)]
    expires_in: i64,
    /// Until when the proof counts as fresh for calls that ask for one within ten minutes.
    elevated_until: DateTime<Utc>,
}

/// Proves anew that it is the session's owner who calls.
#[utoipa::path(tag = "sign-in", request_body = StepUp, responses(
    (status = 200, description = "Proven", body = SteppedUp),
    (status = "4XX", description = "`invalid_token`, `invalid_code`, `invalid_credentials`, `rate_limited`, `validation_failed`, …", body = Problem),
    (status = "5XX", description = "`overloaded`, `unavailable`", body = Problem),
))]
#[post("/auth/step-up")]
pub async fn step_up(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    body: Body<StepUp>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    match owner.account.two_factor_since {
        Some(_) => by_code(&app, owner, body).await,
        None => by_password(&app, owner, &address, body).await,
    }
}

async fn by_code(app: &App, owner: SignedIn, body: StepUp) -> ApiResult<HttpResponse> {
    let code = body.code.ok_or_else(|| Fault::required("/code"))?;
    let answer = second_factor::parse(&code, body.method)?;
    let user = owner.account.user.id;
    let subject = Subject { user, purpose: TextPurpose::StepUp, id: owner.session.id.as_uuid() };
    let tried = Try {
        account: &owner.account,
        client: tally_client(app, &owner).await?,
        text: Some(subject),
        answer: &answer,
        place: &owner.session.place,
    };

    let tx = app.begin().await?;
    let weighed = second_factor::weigh(app, &tx, &tried).await?;
    match weighed.verdict {
        Verdict::Passed(proof) => {
            let reply = raise(app, tx, &owner, Some(proof)).await?;
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

/// The tally of the client that the session logged in from (S14).
async fn tally_client(app: &App, owner: &SignedIn) -> ApiResult<Option<KnownClientId>> {
    match owner.session.known_client {
        Some(client) => Ok(store::known_client::proven(app.db.read(), owner.account.user.id, client).await?),
        None => Ok(None),
    }
}

async fn by_password(
    app: &App,
    owner: SignedIn,
    address: &ClientAddress,
    body: StepUp,
) -> ApiResult<HttpResponse> {
    let password = body.password.ok_or_else(|| Fault::required("/password"))?;
    let user = owner.account.user.id;
    let key = TallyKey::of_user(user, Kind::Password, owner.session.known_client);
    let rules = ThrottleRules::password();
    let is_stranger = owner.session.known_client.is_none();
    let tally = store::tally::read(app.db.read(), &key).await?;
    if let Some(wait) = tally.password_standing(is_stranger, &rules, app.now()).wait(&rules) {
        return Err(ErrorCode::RateLimited.after(seconds(wait)));
    }

    let phc = store::user::password_hash(app.db.read(), &app.vault, user).await?;
    let password = password::normalize(password.expose_secret());
    let right = app.hasher.verify(&password, phc.as_deref().map(String::as_str)).await?;

    let tx = app.begin().await?;
    let mut tally = store::tally::lock(&*tx, &key).await?;
    if let Some(wait) = tally.password_standing(is_stranger, &rules, app.now()).wait(&rules) {
        return Err(ErrorCode::RateLimited.after(seconds(wait)));
    }
    if right {
        tally.record_right();
        store::tally::save(&*tx, &key, &tally).await?;
        return raise(app, tx, &owner, None).await;
    }
    tally.record_wrong(app.now());
    store::tally::save(&*tx, &key, &tally).await?;
    wrong_password::insert(&*tx, second_factor::row_id(app), &address.prefix, app.now()).await?;
    tx.commit().await?;
    Err(ErrorCode::InvalidCredentials.into())
}

async fn raise(
    app: &App,
    tx: Transaction,
    owner: &SignedIn,
    proof: Option<Proof>,
) -> ApiResult<HttpResponse> {
    let Some(mut session) = store::session::lock(&*tx, owner.session.id).await? else {
        return Err(ErrorCode::InvalidToken.into());
    };
    session.step_up(proof, app.now());
    if !store::session::raise(&*tx, &session).await? {
        return Err(ErrorCode::InvalidToken.with("reason", "ended"));
    }
    tx.commit().await?;

    let (access_token, expires_in) = access_token(app, &owner.account, &session)?;
    let elevated_until = session.elevated_until(FRESH).unwrap_or(session.auth_time);
    Ok(HttpResponse::Ok().json(SteppedUp { access_token, expires_in, elevated_until }))
}
