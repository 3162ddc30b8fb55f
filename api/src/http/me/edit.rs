//! Changing the own name and language.

use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::activity::Happening;

use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiError, ApiResult, ErrorCode, Faults, Problem},
        extract::ClientAddress,
        fields,
        json::Body,
        oneself::Me,
        patch::Patch,
        signed_in::SignedIn,
    },
    store,
};

/// What changes; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditMe {
    /// What the user is called.
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100, example = "Alice Adams", nullable = false)]
    name: Patch<String>,
    /// `en` or `de`.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "de", nullable = false)]
    locale: Patch<String>,
}

/// Changes the caller's name or language.
///
/// `locale` is the language of mails and texts. Repeated it changes nothing. A new name is written down as
/// `name_changed`; nobody is mailed.
#[utoipa::path(operation_id = "edit_me", tag = "account", request_body = EditMe, responses(
    (status = 200, description = "The account after the change", body = Me),
    (status = "4XX", description = "`invalid_token`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[patch("/me")]
pub async fn edit(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    body: Body<EditMe>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let mut faults = Faults::default();
    let name = faults.keep(fields::person_name(body.name)).flatten();
    let locale = faults.keep(fields::locale(body.locale)).flatten();
    faults.none()?;

    let user = owner.account.user.id;
    let tx = owner.begin(&app).await?;
    if let Some(name) = name.filter(|name| name.as_str() != owner.account.user.name) {
        store::user::rename(&*tx, user, &name).await?;
        let place = owner.session.place.seen_at(&address.ip);
        activity::note(&app, &tx, &owner.account, By::Owner, &place, &Happening::NameChanged).await?;
    }
    if let Some(locale) = locale {
        store::user::set_locale(&*tx, user, locale).await?;
    }
    let account = store::account::of_user(&*tx, user).await?;
    tx.commit().await?;

    let account = account.ok_or_else(|| ApiError::from(ErrorCode::InvalidToken))?;
    Ok(HttpResponse::Ok().json(Me::of(&account)))
}
