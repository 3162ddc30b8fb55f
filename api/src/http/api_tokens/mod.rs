//! API tokens: what scripts hold in place of a password and a code.

pub mod create;

use actix_web::{
    HttpResponse, delete, get,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vestibule_domain::{activity::Happening, api_token::ApiToken, id::ApiTokenId};

use super::{
    error::{ApiResult, ErrorCode, Problem},
    extract::{ClientAddress, OwnAccount, Reader},
    paging::{Page, Paging},
    signed_in::SignedIn,
};
use crate::{
    activity::{self, By},
    app::App,
    store,
};

/// An API token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiToken)]
pub struct ApiTokenView {
    /// The token's id, `sid` in its access tokens.
    id: Uuid,
    /// What its owner calls it.
    #[schema(example = "Nightly reports")]
    name: String,
    /// What its access tokens may be used for.
    #[schema(example = json!(["team:read"]))]
    scopes: Vec<String>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When an access token was last asked for, to the minute; null where none was.
    #[schema(required = true)]
    last_used_at: Option<DateTime<Utc>>,
    /// When it ends.
    expires_at: DateTime<Utc>,
}

impl From<ApiToken> for ApiTokenView {
    fn from(token: ApiToken) -> Self {
        Self {
            id: token.id.as_uuid(),
            name: token.name,
            scopes: token.scopes,
            created_at: token.created_at,
            last_used_at: token.last_used_at,
            expires_at: token.expires_at,
        }
    }
}

/// Lists the API tokens.
///
/// Those whose time isn't over, without their secrets. Open to an API token with `account:read`.
#[utoipa::path(operation_id = "list_api_tokens", tag = "account", params(Paging), responses(
    (status = 200, description = "The API tokens, newest first", body = Page<ApiTokenView>),
    (status = "4XX", description = "`invalid_token`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[get("/me/api-tokens")]
pub async fn list(
    app: Data<App>,
    owner: Reader<OwnAccount>,
    paging: ApiResult<Paging>,
) -> ApiResult<HttpResponse> {
    let paging = paging?;
    let tokens = store::api_token::of_user(app.db.read(), owner.account.user.id).await?;
    let views = tokens.into_iter().filter(|token| token.is_live(app.now())).map(ApiTokenView::from);
    Ok(HttpResponse::Ok().json(paging.page_of(views.collect(), |token| token.id)?))
}

/// Deletes an API token; its access tokens end at once.
///
/// Repeated it is 404, as for a token of somebody else. Written down as `api_token_deleted`; nobody is mailed.
#[utoipa::path(operation_id = "delete_api_token", tag = "account", params(("id" = Uuid, Path, description = "The API token's id")), responses(
    (status = 204, description = "Deleted"),
    (status = "4XX", description = "`invalid_token`, `not_found`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[delete("/me/api-tokens/{id}")]
pub async fn delete(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    id: ApiResult<Path<ApiTokenId>>,
) -> ApiResult<HttpResponse> {
    let (id, user) = (id?.into_inner(), owner.account.user.id);
    let tx = owner.begin(&app).await?;
    let token = store::api_token::find(&*tx, id).await?.filter(|token| token.user == user);
    let name = token.ok_or(ErrorCode::NotFound)?.name;
    store::api_token::end(&*tx, user, id).await?;
    let place = owner.session.place.seen_at(&address.ip);
    activity::record(&app, &tx, &owner.account, By::Owner, &place, Happening::ApiTokenDeleted { name })
        .await?;
    tx.commit().await?;

    Ok(HttpResponse::NoContent().finish())
}
