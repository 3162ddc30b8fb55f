//! The one place where a session begins: everything that opens one comes through here (C34).

use actix_web::HttpResponse;
use chrono::{DateTime, TimeDelta, Utc};
use vestibule_domain::{
    activity::{Happening, LoginProof},
    address::prefix_of,
    id::{KnownClientId, SessionId},
    remembered_device::RememberedDevice,
    session::{Amr, Place, Session, SessionLifetimes, Transport},
};

use super::{
    access_token,
    cookie::{Cookies, SetCookies},
    error::ApiResult,
    oneself::Me,
    outcome::{Authenticated, LoginOutcome},
    remembered::tokens_of_others,
    security_event::concerns_session,
};
use crate::{
    activity::{self, By},
    app::App,
    entropy::Token,
    metrics::LogIn,
    store::{
        self, Transaction,
        account::Account,
        known_client::KnownClient,
        tally::{Kind, TallyKey},
    },
    vault::TokenKind,
};

/// How often the owner is told of log-ins by strange programs from one place (S25).
const TOLD_EVERY: TimeDelta = TimeDelta::days(1);

/// What was proven, and how it is to be held.
pub struct Opening {
    /// How the tokens travel.
    pub transport: Transport,
    /// What was proven.
    pub amr: Amr,
    /// Whether all of it was proven just now; a remembered device proves nothing (S14).
    pub is_fresh: bool,
    /// The known client that logs in.
    pub known_client: Option<KnownClient>,
    /// Where it comes from.
    pub place: Place,
    /// Whether this device is to be remembered.
    pub remember_device: bool,
    /// What the browser holds; the tokens of its other users stay.
    pub cookies: Cookies,
}

impl Opening {
    fn proof(&self) -> LoginProof {
        match self.amr {
            Amr::PasswordAndTotp => LoginProof::Totp,
            Amr::PasswordAndSms => LoginProof::Sms,
            Amr::PasswordAndBackupCode => LoginProof::BackupCode,
            Amr::Password | Amr::ApiToken if self.is_fresh => LoginProof::Password,
            Amr::Password | Amr::ApiToken => LoginProof::RememberedDevice,
        }
    }
}

/// A session that began, with the tokens that its holder gets.
pub struct Started {
    session: Session,
    refresh_token: Token,
    known_token: Token,
    device: Option<(RememberedDevice, Token)>,
    others: Cookies,
}

/// Begins a session in the transaction that accepted its proof.
pub async fn open_session(
    app: &App,
    tx: &Transaction,
    account: &Account,
    opening: Opening,
) -> ApiResult<Started> {
    let (user, now) = (account.user.id, app.now());
    let proven = opening.amr.proves_second_factor();

    let known_token = app.entropy.token();
    let known_client = KnownClient {
        id: opening.known_client.map_or_else(|| KnownClientId::new(now, &mut app.rng()), |client| client.id),
        second_factor_proven: proven
            || opening.known_client.is_some_and(|client| client.second_factor_proven),
    };
    let known_hash = app.vault.token_hash(TokenKind::Known, known_token.as_str());
    if opening.known_client.is_some() {
        store::known_client::renew(&**tx, user, known_client, known_hash, now).await?;
    } else {
        store::known_client::insert(&**tx, user, known_client, known_hash, now).await?;
    }

    let refresh_token = app.entropy.token();
    let session = begin(app, account, &opening, known_client.id, now);
    concerns_session(user, session.id);
    store::session::insert(&**tx, &session, app.vault.token_hash(TokenKind::Refresh, refresh_token.as_str()))
        .await?;
    store::user::logged_in(&**tx, user, now).await?;
    tell(app, tx, account, &opening).await?;
    if opening.known_client.is_some() {
        // A known client that logs in opens the password to strangers again (S7).
        store::tally::clear(&**tx, &TallyKey::of_user(user, Kind::Password, None)).await?;
    }

    let device = if opening.remember_device && proven {
        remember_device(app, tx, account, &opening.place, now).await?
    } else {
        None
    };
    let others = tokens_of_others(app, tx, user, opening.cookies).await?;
    Ok(Started { session, refresh_token, known_token, device, others })
}

/// Writes the log-in down; one from an unknown client is told, a program's once a day and address prefix (S25).
async fn tell(app: &App, tx: &Transaction, account: &Account, opening: &Opening) -> ApiResult<()> {
    let what = Happening::LoggedIn { proof: opening.proof(), known_client: opening.known_client.is_some() };
    let is_told = match opening.transport {
        Transport::Cookie => true,
        Transport::Bearer if opening.known_client.is_some() => false,
        Transport::Bearer => {
            let kind = format!("unknown_client {}", prefix_of(&opening.place.ip));
            store::notice::claim(&**tx, account.user.id, &kind, TOLD_EVERY, app.now()).await?
        }
    };
    if is_told {
        activity::record(app, tx, account, By::Owner, &opening.place, what).await?;
    } else {
        activity::note(app, tx, account, By::Owner, &opening.place, &what).await?;
    }
    Ok(())
}

fn begin(
    app: &App,
    account: &Account,
    opening: &Opening,
    known_client: KnownClientId,
    now: DateTime<Utc>,
) -> Session {
    let lifetimes = lifetimes(app, opening.transport);
    let absolute_expires_at = lifetimes.absolute_end(now);
    Session {
        id: SessionId::new(now, &mut app.rng()),
        user: account.user.id,
        client: opening.transport.client(),
        transport: opening.transport,
        known_client: Some(known_client),
        generation: 1,
        amr: opening.amr,
        fresh_at: opening.is_fresh.then_some(now),
        auth_time: now,
        place: opening.place.clone(),
        created_at: now,
        last_seen_at: now,
        idle_expires_at: lifetimes.idle_end(absolute_expires_at, now),
        absolute_expires_at,
        ended_at: None,
        ended_by: None,
    }
}

/// Remembers a device that was proven just now, for 30 days, and writes it down, unless the team forbids it. The team
/// is held, so that forbidding it meanwhile forgets this one, too (S13).
pub async fn remember_device(
    app: &App,
    tx: &Transaction,
    account: &Account,
    place: &Place,
    now: DateTime<Utc>,
) -> ApiResult<Option<(RememberedDevice, Token)>> {
    let team = store::team::hold(&**tx, account.team.id).await?;
    if !team.is_some_and(|team| team.policy.allow_remember_device) {
        return Ok(None);
    }
    let lifetime = app.config.remember_device.lifetime;
    let name = place.device_name.clone();
    let device = RememberedDevice::remember(account.user.id, name, lifetime, now, &mut app.rng());
    let token = app.entropy.token();
    store::remembered_device::insert(&**tx, &device, app.vault.token_hash(TokenKind::Device, token.as_str()))
        .await?;
    activity::note(app, tx, account, By::Owner, place, &Happening::DeviceRemembered).await?;
    Ok(Some((device, token)))
}

/// How long a session of this kind lives.
pub fn lifetimes(app: &App, transport: Transport) -> SessionLifetimes {
    let configured = &app.config.session;
    match transport {
        Transport::Bearer => {
            SessionLifetimes { idle: configured.bearer_idle, absolute: configured.bearer_absolute }
        }
        Transport::Cookie => SessionLifetimes { idle: configured.idle, absolute: configured.absolute },
    }
}

impl Started {
    /// Carries a device on whose token was replaced at this log-in.
    pub fn keeping_device(mut self, device: RememberedDevice, successor: Token) -> Self {
        self.device = Some((device, successor));
        self
    }

    /// The outcome and the cookies that go with it.
    pub fn outcome(self, app: &App, account: &Account) -> ApiResult<(LoginOutcome, SetCookies)> {
        app.metrics.logged_in(LogIn::Authenticated);
        let now = app.now();
        let (access_token, expires_in) = access_token::of_session(app, account, &self.session)?;
        let user = Me { last_login_at: Some(self.session.created_at), ..Me::of(account) };
        let lasts_for = self.session.refresh_expires_in(now);
        let mut outcome = Authenticated::new(access_token, expires_in, lasts_for, user);
        let (transport, mut cookies) = (self.session.transport, SetCookies::default());
        outcome.refresh_token = cookies.refresh(transport, self.refresh_token, TimeDelta::seconds(lasts_for));
        outcome.known_token = cookies.known(transport, self.known_token, &self.others.known);
        if let Some((device, token)) = self.device {
            let lasts_for = device.expires_in(now);
            outcome.device_expires_in = Some(lasts_for);
            outcome.device_token =
                cookies.device(transport, token, &self.others.devices, TimeDelta::seconds(lasts_for));
        }
        Ok((LoginOutcome::Authenticated(Box::new(outcome)), cookies))
    }

    /// The answer to a log-in.
    pub fn reply(self, app: &App, account: &Account) -> ApiResult<HttpResponse> {
        let (outcome, cookies) = self.outcome(app, account)?;
        let mut answer = HttpResponse::Ok();
        cookies.write(app, &mut answer);
        Ok(answer.json(outcome))
    }
}
