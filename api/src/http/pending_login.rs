//! A log-in whose password was right and whose second factor is still owed.

use vestibule_domain::{
    challenge::LoginChallenge, id::KnownClientId, session::Place, totp::TotpAuthenticator,
};

use super::{
    error::{ApiResult, ErrorCode},
    known,
    security_event::concerns,
};
use crate::{
    app::App,
    store::{self, account::Account, challenge::Pending},
    vault::TokenKind,
};

/// The challenge that a token opens, and whose it is. Good for `verify` and `sms` alone (S11).
#[derive(Debug)]
pub struct PendingLogin {
    /// Who logs in.
    pub account: Account,
    /// The open question.
    pub challenge: LoginChallenge,
    /// The authenticator app that answers it.
    pub totp: TotpAuthenticator,
    /// The known client whose tally counts, or none for strangers (S6).
    pub tally_client: Option<KnownClientId>,
    /// Where the log-in comes from.
    pub place: Place,
}

impl PendingLogin {
    /// The pending log-in of a challenge token; dead, foreign and unknown ones are alike: 401 `challenge_expired`.
    pub async fn of_token(app: &App, token: &str) -> ApiResult<Self> {
        let hash = app.vault.token_hash(TokenKind::Challenge, token);
        let found = store::challenge::of_token(app.db.read_ahead(), &app.vault, hash).await?;
        let Pending { challenge, account, totp, client, place } = found.ok_or(ErrorCode::ChallengeExpired)?;
        concerns(challenge.user);
        let is_asked = challenge.is_open(app.now()) && account.user.active;
        let totp = totp.filter(|_| is_asked).ok_or(ErrorCode::ChallengeExpired)?;
        Ok(Self { account, challenge, totp, tally_client: known::tally_of(client), place })
    }
}
