//! What access tokens say: of a session, or of an API token.

use chrono::{DateTime, Utc};
use uuid::Uuid;
use vestibule_domain::{
    api_token::ApiToken,
    id::AccessTokenId,
    session::{Amr, Client, Session},
};

use super::error::{ApiError, ApiResult};
use crate::{app::App, store::account::Account, tokens::AccessClaims};

/// What relying services may let the access token of a session do.
const SCOPE: &str = "account team";

/// An API token's row is there or not; nothing supersedes its access tokens.
const GENERATION: i64 = 1;

/// What an access token stands for.
struct Standing {
    sid: Uuid,
    client: Client,
    generation: i64,
    auth_time: DateTime<Utc>,
    amr: Amr,
    scope: String,
    ends_at: DateTime<Utc>,
}

/// An access token for the session as it stands, and how many seconds it is good for.
pub fn of_session(app: &App, account: &Account, session: &Session) -> ApiResult<(String, i64)> {
    let standing = Standing {
        sid: session.id.as_uuid(),
        client: session.client,
        generation: session.generation,
        auth_time: session.auth_time,
        amr: session.amr,
        scope: SCOPE.to_owned(),
        ends_at: session.absolute_expires_at,
    };
    sign(app, account, standing)
}

/// An access token for an API token, and how many seconds it is good for.
pub fn of_api_token(app: &App, account: &Account, token: &ApiToken) -> ApiResult<(String, i64)> {
    let scopes: Vec<_> = token.scopes_of(&app.config.api_tokens.scopes).collect();
    let standing = Standing {
        sid: token.id.as_uuid(),
        client: Client::Api,
        generation: GENERATION,
        auth_time: token.created_at,
        amr: Amr::ApiToken,
        scope: scopes.join(" "),
        ends_at: token.expires_at,
    };
    sign(app, account, standing)
}

fn sign(app: &App, account: &Account, standing: Standing) -> ApiResult<(String, i64)> {
    let now = app.now();
    let expires_at = (now + app.config.token.access_lifetime).min(standing.ends_at);
    let claims = AccessClaims {
        iss: app.tokens.issuer().to_owned(),
        aud: app.tokens.audience().to_owned(),
        sub: account.user.id.as_uuid(),
        client_id: standing.client.as_str().to_owned(),
        sid: standing.sid,
        generation: standing.generation,
        jti: AccessTokenId::new(now, &mut app.rng()).as_uuid(),
        iat: now.timestamp(),
        exp: expires_at.timestamp(),
        auth_time: standing.auth_time.timestamp(),
        amr: standing.amr.as_claims().iter().map(|&claim| claim.to_owned()).collect(),
        acr: standing.amr.acr().to_owned(),
        team: account.team.id.as_uuid(),
        role: account.user.role.as_str().to_owned(),
        scope: standing.scope,
    };
    let token = app.tokens.sign(&claims).map_err(ApiError::internal)?;
    Ok((token, claims.exp - claims.iat))
}
