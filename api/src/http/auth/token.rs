//! An access token for an API token.

use actix_web::{HttpResponse, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vestibule_domain::{api_token::ApiToken, session::SessionEnd};

use crate::{
    app::App,
    http::{
        access_token,
        caller::owner_of_api_token,
        error::{ApiResult, ErrorCode, Problem},
        json::Body,
        security_event::concerns_session,
    },
    store,
    vault::TokenKind,
};

/// What a script holds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExchangeApiToken {
    /// From `POST /me/api-tokens`.
    #[schema(example = "vst_vPZ1b3xq0mN4cT7yKd2eWf8gHj5iLs6uRa9oXcBnQtE")]
    api_token: String,
}

/// An access token that reads what the API token's scopes say.
#[derive(Serialize, ToSchema)]
pub struct ExchangedApiToken {
    /// Goes into `Authorization`.
    access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds until the access token expires; there is no refresh token, call this again.
    #[schema(minimum = 0, example = 300)]
    expires_in: i64,
}

/// Gives an access token for an API token.
///
/// It opens reads alone: the `GET` calls below `/me` with the scope `account:read`, those below `/team` with
/// `team:read`, as far as the user's role goes. Every other call answers 403: `step_up_required` where it asks
/// whoever has the user's role for a proof, with no `methods` since an API token can give none, else `forbidden`.
///
/// May be repeated at will. The API token's `last_used_at` is noted, to the minute; nothing else is written down.
#[utoipa::path(operation_id = "exchange_api_token", tag = "sign-in", security(()), request_body = ExchangeApiToken, responses(
    (status = 200, description = "An access token", body = ExchangedApiToken),
    (status = "4XX", description = "`invalid_token`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/auth/token")]
pub async fn token(app: Data<App>, body: Body<ExchangeApiToken>) -> ApiResult<HttpResponse> {
    let hash = app.vault.token_hash(TokenKind::ApiToken, &body.read()?.api_token);
    let token = store::api_token::of_secret(app.db.read(), hash).await?;
    if let Some(token) = &token {
        concerns_session(token.user, token.id);
    }
    let token = token.ok_or(ErrorCode::InvalidToken)?;
    if !token.is_live(app.now()) {
        return Err(SessionEnd::Expired.into());
    }
    let account = owner_of_api_token(&app, token.user).await?;
    let account = account.ok_or(SessionEnd::Ended)?;

    if token.wants_a_note(app.now()) {
        let tx = app.begin().await?;
        store::api_token::note_use(&*tx, token.id, app.now() - ApiToken::NOTED_EVERY, app.now()).await?;
        tx.commit().await?;
    }

    let (access_token, expires_in) = access_token::of_api_token(&app, &account, &token)?;
    Ok(HttpResponse::Ok().json(ExchangedApiToken { access_token, token_type: "Bearer", expires_in }))
}
