//! A fresh proof.

use actix_web::{HttpResponse, post, web::Data};
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vestibule_domain::{
    answer::Method,
    challenge::{Proof, Verdict},
    password,
    session::{FRESH, Session},
    sms_code::TextPurpose,
};

use super::{
    password_try::PasswordTry,
    second_factor::{self, Try},
};
use crate::{
    app::App,
    http::{
        access_token,
        error::{ApiResult, ErrorCode, Fault, Problem},
        extract::ClientAddress,
        json::Body,
        known,
        signed_in::{SignedIn, must_still_stand},
        words::MethodWord,
    },
    store::{
        self, Transaction,
        account::Account,
        sms_code::Subject,
        tally::{Kind, TallyKey},
    },
};

/// A code where the user has a second factor, else the password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepUp {
    /// Six digits of the app or a text, or a backup code.
    #[schema(pattern = r"^\s*(([0-9][\s-]*){6}|([0-9A-TV-Za-tv-z][\s-]*){10})$", example = "123456")]
    code: Option<String>,
    /// Holds the code against this method alone.
    #[schema(value_type = Option<MethodWord>)]
    method: Option<Method>,
    /// The password, for a user without a second factor.
    #[schema(value_type = Option<String>, format = Password, example = "correct horse battery staple")]
    password: Option<SecretString>,
}

/// The session after a fresh proof.
#[derive(Debug, Serialize, ToSchema)]
pub struct SteppedUp {
    /// Takes the place of the session's former access tokens.
    access_token: String,
    /// Seconds until it expires.
    #[schema(minimum = 0, example = 300)]
    expires_in: i64,
    /// Until when the proof counts as fresh for calls that ask for one within ten minutes.
    elevated_until: DateTime<Utc>,
}

/// Proves anew that it is the session's owner who calls.
///
/// Calls that ask for a proof of the last 10 or 2 minutes are open again. The session's older access tokens end: go
/// on with the one that is answered. Whoever has a second factor gives a code, everybody else the password; wrong
/// ones count and wait as at log-in.
#[utoipa::path(tag = "sign-in", request_body = StepUp, responses(
    (status = 200, description = "Proven", body = SteppedUp),
    (status = "4XX", description = "`invalid_token`, `invalid_code`, `invalid_credentials`, `rate_limited`, `validation_failed`", body = Problem),
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
        Some(_) => by_code(&app, owner, &address, body).await,
        None => by_password(&app, owner, &address, body).await,
    }
}

async fn by_code(
    app: &App,
    owner: SignedIn,
    address: &ClientAddress,
    body: StepUp,
) -> ApiResult<HttpResponse> {
    let code = body.code.ok_or_else(|| Fault::required("/code"))?;
    let answer = second_factor::parse(&code, body.method)?;
    let user = owner.account.user.id;
    let subject = Subject { user, purpose: TextPurpose::StepUp, id: owner.session.id.as_uuid() };
    let place = owner.session.place.seen_at(&address.ip);
    // Wrong codes count where the session logged in from (S14).
    let client = known::proven(app, user, owner.session.known_client).await?;

    let tx = app.begin().await?;
    store::user::lock(&*tx, user).await?;
    // Before anything is weighed: of two calls at once the second finds the code void, but wasn't wrong.
    let session = must_still_stand(app, &tx, &owner.session).await?;
    let totp = store::totp::of_user(&*tx, &app.vault, user).await?;
    let tried = Try {
        account: &owner.account,
        client,
        totp: totp.as_ref(),
        text: Some(subject),
        answer: &answer,
        place: &place,
    };
    match second_factor::weigh(app, &tx, &tried).await? {
        Verdict::Passed(proof) => raise(app, tx, &owner.account, session, Some(proof)).await,
        Verdict::Refused(refusal) => {
            tx.commit().await?;
            Err(second_factor::refused(refusal, None))
        }
    }
}

async fn by_password(
    app: &App,
    owner: SignedIn,
    address: &ClientAddress,
    body: StepUp,
) -> ApiResult<HttpResponse> {
    let password = body.password.ok_or_else(|| Fault::required("/password"))?;
    let (user, client) = (owner.account.user.id, owner.session.known_client);
    let key = TallyKey::of_user(user, Kind::Password, client);
    let tried = PasswordTry { key, is_stranger: client.is_none(), prefix: &address.prefix };
    tried.must_not_wait(app).await?;

    let phc = store::password::of_user(app.db.read(), &app.vault, user).await?;
    let password = password::normalize(password.expose_secret());
    if !app.hasher.verify(&password, phc.as_deref().map(String::as_str)).await? {
        return Err(tried.count_wrong(app).await?);
    }
    let tx = app.begin().await?;
    store::user::lock(&*tx, user).await?;
    let session = must_still_stand(app, &tx, &owner.session).await?;
    tried.accept(app, &tx).await?;
    raise(app, tx, &owner.account, session, None).await
}

async fn raise(
    app: &App,
    tx: Transaction,
    account: &Account,
    mut session: Session,
    proof: Option<Proof>,
) -> ApiResult<HttpResponse> {
    session.step_up(proof, app.now());
    if !store::session::raise(&*tx, &session).await? {
        return Err(ErrorCode::InvalidToken.with("reason", "ended"));
    }
    tx.commit().await?;

    let (access_token, expires_in) = access_token::of_session(app, account, &session)?;
    let elevated_until = session.elevated_until(FRESH).unwrap_or(session.auth_time);
    Ok(HttpResponse::Ok().json(SteppedUp { access_token, expires_in, elevated_until }))
}
