//! A new API token.

use actix_web::{HttpResponse, post, web::Data};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vestibule_domain::{
    activity::Happening,
    api_token::{ApiToken, ApiTokenName, LONGEST_DAYS, PREFIX, ScopeFault, choose_scopes},
    session::VERY_FRESH,
};

use super::ApiTokenView;
use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Fault, Faults, Problem},
        extract::ClientAddress,
        json::Body,
        signed_in::SignedIn,
    },
    store,
    vault::TokenKind,
};

/// What the token is called, what for, and for how long.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateApiToken {
    /// What you call it; 64 characters at most.
    #[schema(min_length = 1, max_length = 64, example = "Nightly reports")]
    name: String,
    /// What its access tokens may be used for: `account:read`, `team:read`, or what else is configured.
    #[schema(example = json!(["team:read"]), min_items = 1)]
    scopes: Vec<String>,
    /// After how many days it ends; 90 unless configured otherwise.
    #[schema(example = 90, minimum = 1, maximum = 365)]
    expires_in_days: Option<i64>,
}

/// An API token with its secret, shown only now.
#[derive(Serialize, ToSchema)]
pub struct CreatedApiToken {
    #[serde(flatten)]
    api_token: ApiTokenView,
    /// The secret, good for `/auth/token` alone.
    #[schema(example = "vst_vPZ1b3xq0mN4cT7yKd2eWf8gHj5iLs6uRa9oXcBnQtE")]
    token: String,
}

/// Makes an API token, in a session that was proven by a second factor. It is good for `/auth/token` alone.
///
/// Asks for a proof of the last 2 minutes. The secret is shown in this answer alone. A user has 20 at most; the
/// oldest ends. All end with a password reset, and when two-factor is switched off or reset, or the user disabled.
/// Written down as `api_token_created`, and mailed.
#[utoipa::path(operation_id = "create_api_token", tag = "account", request_body = CreateApiToken, responses(
    (status = 201, description = "Made", body = CreatedApiToken),
    (status = "4XX", description = "`invalid_token`, `step_up_required`, `two_factor_off`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/me/api-tokens")]
pub async fn create(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    body: Body<CreateApiToken>,
) -> ApiResult<HttpResponse> {
    let (name, scopes, lifetime) = body.read()?.parse(&app)?;
    let owner = SignedIn::from(owner.freshly_proven(&app, VERY_FRESH).await?);
    let owner = owner.proven_by_second_factor(&app).await?;
    let user = owner.account.user.id;

    let tx = owner.begin(&app).await?;
    let account = store::account::of_user(&*tx, user).await?.ok_or(ErrorCode::InvalidToken)?;
    if account.two_factor_since.is_none() {
        return Err(ErrorCode::TwoFactorOff.into());
    }
    let api_token = ApiToken::make(user, name, scopes, lifetime, app.now(), &mut app.rng());
    let token = format!("{PREFIX}{}", app.entropy.token().as_str());
    store::api_token::insert(&*tx, &api_token, app.vault.token_hash(TokenKind::ApiToken, &token)).await?;
    let place = owner.session.place.seen_at(&address.ip);
    let made = Happening::ApiTokenCreated { name: api_token.name.clone() };
    activity::record(&app, &tx, &account, By::Owner, &place, made).await?;
    tx.commit().await?;

    Ok(HttpResponse::Created().json(CreatedApiToken { api_token: api_token.into(), token }))
}

impl CreateApiToken {
    fn parse(self, app: &App) -> ApiResult<(ApiTokenName, Vec<String>, TimeDelta)> {
        let configured = &app.config.api_tokens;
        let mut faults = Faults::default();
        let name =
            faults.keep(ApiTokenName::parse(&self.name).map_err(|_| {
                Fault::at("/name", "invalid", "A name has 1 to 64 characters, no control ones.")
            }));
        let scopes = faults.keep(choose_scopes(self.scopes, &configured.scopes).map_err(fault_of_scopes));
        let lifetime = faults.keep(match self.expires_in_days {
            None => Ok(configured.lifetime),
            Some(days) if (1..=LONGEST_DAYS).contains(&days) => Ok(TimeDelta::days(days)),
            Some(_) => Err(Fault::at("/expires_in_days", "invalid", "A token lasts 1 to 365 days.")),
        });
        match (name, scopes, lifetime) {
            (Some(name), Some(scopes), Some(lifetime)) => Ok((name, scopes, lifetime)),
            _ => Err(faults.into()),
        }
    }
}

fn fault_of_scopes(fault: ScopeFault) -> Fault {
    match fault {
        ScopeFault::Empty => Fault::at("/scopes", "required", "Choose one scope at least."),
        ScopeFault::Unknown(place) => {
            Fault::at(&format!("/scopes/{place}"), "invalid", "This scope is not offered here.")
        }
        ScopeFault::Repeated(place) => {
            Fault::at(&format!("/scopes/{place}"), "repeated", "This scope stands there twice.")
        }
    }
}
