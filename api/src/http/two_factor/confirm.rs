//! Confirming a set-up.

use actix_web::{HttpResponse, post, web::Data};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use vestibule_domain::{
    activity::Happening,
    challenge::Proof,
    enrollment::{EnrollmentRefusal, PendingEnrollment},
    session::{Amr, Place, Session, Transport},
    totp::{TotpAuthenticator, TotpCode},
};

use super::{WARNING, fresh_codes};
use crate::{
    activity::{self, By},
    app::App,
    http::{
        access_token,
        cookie::{Cookies, Origin, SetCookies, cookies_of},
        error::{ApiError, ApiResult, ErrorCode, Fault, Problem},
        extract::{ClientAddress, Enrollee},
        json::Body,
        outcome::LoginOutcome,
        remembered::tokens_of_others,
        session_start::{Opening, open_session, remember_device},
        signed_in::{SignedIn, must_still_stand},
        words::TransportWord,
    },
    store::{
        self, Transaction, account::Account, enrollment_grant::EnrollmentGrant, known_client::KnownClient,
    },
    two_factor::end_what_hung_on_it,
};

/// The first code of the app that was set up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEnrollment {
    /// From the answer that began the set-up.
    #[schema(format = Uuid)]
    enrollment_id: String,
    /// Six digits of the app.
    #[schema(pattern = r"^\s*([0-9][\s-]*){6}$", example = "123456")]
    code: String,
    /// How the tokens of a session travel that an enrollment token opens.
    #[serde(default)]
    #[schema(value_type = TransportWord)]
    transport: Transport,
    /// Skips the second factor here for 30 days.
    #[serde(default)]
    remember_device: bool,
}

/// Two-factor is on.
#[derive(Serialize, ToSchema)]
pub struct ConfirmedTwoFactor {
    /// Ten codes, shown only now.
    #[schema(min_items = 10, max_items = 10)]
    backup_codes: Vec<String>,
    /// What goes with the codes.
    warning: &'static str,
    /// Takes the place of the session's former access tokens; absent where `session` is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token: Option<String>,
    /// Seconds until the access token expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, example = 300)]
    expires_in: Option<i64>,
    /// The session that an enrollment token opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<LoginOutcome>,
    /// Skips the second factor at the next log-in; absent in cookie sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    device_token: Option<String>,
    /// Seconds until the device is forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, example = 2_592_000)]
    device_expires_in: Option<i64>,
}

/// Switches two-factor on, or puts a new authenticator in the old one's place.
///
/// By the session or the enrollment token that began it. Every other session ends; remembered devices, older backup
/// codes, open links and challenges are void. The session counts as proven by the second factor and its older access
/// tokens end; an enrollment token ends, and `session` is there in place of `access_token`.
///
/// Five wrong codes void the set-up, and count nowhere else. Written down as `two_factor_enabled` or
/// `two_factor_replaced`, and mailed.
#[utoipa::path(operation_id = "confirm_enrollment", tag = "two-factor", request_body = ConfirmEnrollment, responses(
    (status = 200, description = "On; every other session ended", body = ConfirmedTwoFactor),
    (status = "4XX", description = "`invalid_token`, `invalid_code`, `origin_not_allowed`, `enrollment_expired`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/me/two-factor/totp/confirm")]
pub async fn confirm(
    app: Data<App>,
    owner: Enrollee,
    address: ClientAddress,
    origin: Origin,
    cookies: ApiResult<Cookies>,
    body: Body<ConfirmEnrollment>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let transport = match &owner {
        Enrollee::SignedIn(owner) if body.transport == Transport::Bearer => owner.session.transport,
        _ => body.transport,
    };
    let cookies = cookies_of(&app, transport, &origin, cookies)?;
    let code = TotpCode::parse(&body.code)
        .map_err(|_| Fault::at("/code", "malformed", "A code of the app is six digits."))?;
    match owner {
        Enrollee::SignedIn(mut owner) => {
            owner.session.place = owner.session.place.seen_at(&address.ip);
            confirm_in_session(&app, owner, &body, &code, cookies).await
        }
        Enrollee::Enrolling(account, grant) => {
            let place = grant.place.seen_at(&address.ip);
            let grant = EnrollmentGrant { place, ..grant };
            confirm_by_grant(&app, account, grant, &body, &code, cookies).await
        }
    }
}

async fn confirm_in_session(
    app: &App,
    owner: SignedIn,
    body: &ConfirmEnrollment,
    code: &TotpCode,
    cookies: Cookies,
) -> ApiResult<HttpResponse> {
    let SignedIn { account, session } = owner;
    let place = session.place.clone();
    let tx = app.begin().await?;
    store::user::lock(&*tx, account.user.id).await?;
    let mut session = must_still_stand(app, &tx, &session).await?;
    let (tx, totp) = prove(app, tx, &account, session.id.as_uuid(), body, code).await?;
    let codes = put_in_force(app, &tx, &totp, &place, Some(&session)).await?;
    session.step_up(totp.last_accepted_step.map(Proof::Totp), app.now());
    if !store::session::raise(&*tx, &session).await? {
        return Err(ErrorCode::InvalidToken.with("reason", "ended"));
    }
    let device = if body.remember_device {
        remember_device(app, &tx, &account, &place, app.now()).await?
    } else {
        None
    };
    let others = tokens_of_others(app, &tx, account.user.id, cookies).await?;
    tx.commit().await?;

    let (access_token, expires_in) = access_token::of_session(app, &account, &session)?;
    let mut answer = HttpResponse::Ok();
    let mut confirmed = confirmed(codes);
    confirmed.access_token = Some(access_token);
    confirmed.expires_in = Some(expires_in);
    if let Some((device, token)) = device {
        let lasts_for = device.expires_in(app.now());
        let mut cookies = SetCookies::default();
        confirmed.device_expires_in = Some(lasts_for);
        confirmed.device_token =
            cookies.device(session.transport, token, &others.devices, TimeDelta::seconds(lasts_for));
        cookies.write(app, &mut answer);
    }
    Ok(answer.json(confirmed))
}

async fn confirm_by_grant(
    app: &App,
    account: Account,
    grant: EnrollmentGrant,
    body: &ConfirmEnrollment,
    code: &TotpCode,
    cookies: Cookies,
) -> ApiResult<HttpResponse> {
    let tx = app.begin().await?;
    store::user::lock(&*tx, account.user.id).await?;
    let (tx, totp) = prove(app, tx, &account, grant.id.as_uuid(), body, code).await?;
    if !store::enrollment_grant::end(&*tx, grant.id, app.now()).await? {
        return Err(ErrorCode::InvalidToken.with("reason", "ended"));
    }
    let codes = put_in_force(app, &tx, &totp, &grant.place, None).await?;
    let opening = Opening {
        transport: body.transport,
        amr: Amr::PasswordAndTotp,
        is_fresh: true,
        // Switching on has made every client a stranger; the one that logged in is known by this log-in again (S6, S25).
        known_client: grant.client.map(|id| KnownClient { id, second_factor_proven: false }),
        place: grant.place,
        remember_device: body.remember_device,
        cookies,
    };
    let started = open_session(app, &tx, &account, opening).await?;
    tx.commit().await?;

    let account = Account { two_factor_since: Some(totp.confirmed_at), ..account };
    let (outcome, set) = started.outcome(app, &account)?;
    let mut answer = HttpResponse::Ok();
    set.write(app, &mut answer);
    let mut confirmed = confirmed(codes);
    confirmed.session = Some(outcome);
    Ok(answer.json(confirmed))
}

fn confirmed(backup_codes: Vec<String>) -> ConfirmedTwoFactor {
    ConfirmedTwoFactor {
        backup_codes,
        warning: WARNING,
        access_token: None,
        expires_in: None,
        session: None,
        device_token: None,
        device_expires_in: None,
    }
}

/// Holds the code against the enrollment that this caller began. A wrong code is counted and committed.
async fn prove(
    app: &App,
    tx: Transaction,
    account: &Account,
    begun_by: Uuid,
    body: &ConfirmEnrollment,
    code: &TotpCode,
) -> ApiResult<(Transaction, TotpAuthenticator)> {
    let mut pending = lock_pending(app, &tx, account, begun_by, &body.enrollment_id).await?;
    match pending.confirm(code, app.now(), &mut app.rng()) {
        Ok(totp) => {
            if !store::enrollment::take(&*tx, pending.id).await? {
                return Err(ErrorCode::EnrollmentExpired.into());
            }
            Ok((tx, totp))
        }
        Err(refusal) => {
            if refusal != EnrollmentRefusal::Lapsed {
                store::enrollment::count_wrong(&*tx, pending.id).await?;
                tx.commit().await?;
            }
            Err(refused(refusal))
        }
    }
}

async fn lock_pending(
    app: &App,
    tx: &Transaction,
    account: &Account,
    begun_by: Uuid,
    id: &str,
) -> ApiResult<PendingEnrollment> {
    let id = id.parse().map_err(|_| ErrorCode::EnrollmentExpired)?;
    let pending = store::enrollment::lock(&**tx, &app.vault, account.user.id, id).await?;
    let pending = pending.filter(|pending| pending.begun_by == begun_by);
    Ok(pending.ok_or(ErrorCode::EnrollmentExpired)?)
}

/// Puts the new authenticator in force: older codes, devices and sessions end with the old one.
async fn put_in_force(
    app: &App,
    tx: &Transaction,
    totp: &TotpAuthenticator,
    place: &Place,
    kept: Option<&Session>,
) -> ApiResult<Vec<String>> {
    let before = store::account::of_user(&**tx, totp.user).await?.ok_or(ErrorCode::InvalidToken)?;
    let what = match before.two_factor_since {
        Some(_) => Happening::TwoFactorReplaced,
        None => Happening::TwoFactorEnabled,
    };
    store::totp::replace(&**tx, &app.vault, totp).await?;
    end_what_hung_on_it(app, tx, totp.user, kept.map(|session| session.id)).await?;
    activity::record(app, tx, &before, By::Owner, place, what).await?;
    Ok(fresh_codes(app, tx, totp.user).await?)
}

fn refused(refusal: EnrollmentRefusal) -> ApiError {
    match refusal {
        EnrollmentRefusal::Lapsed => ErrorCode::EnrollmentExpired.into(),
        EnrollmentRefusal::Wrong { attempts_remaining } => {
            ErrorCode::InvalidCode.with("attempts_remaining", attempts_remaining)
        }
        EnrollmentRefusal::ClockBehind { attempts_remaining } => {
            ApiError::clock_behind().with("attempts_remaining", attempts_remaining)
        }
    }
}
