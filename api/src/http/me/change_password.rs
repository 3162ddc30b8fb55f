//! Changing one's own password.

use actix_web::{HttpResponse, put, web::Data};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{activity::Happening, password, session::FRESH};

use crate::{
    activity::{self, By},
    app::App,
    http::{
        auth::password_try::PasswordTry,
        error::{ApiResult, ErrorCode, Fault, Problem},
        extract::ClientAddress,
        fields,
        json::Body,
        signed_in::SignedIn,
    },
    new_password,
    store::{
        self,
        tally::{Kind, TallyKey},
    },
};

/// The password as it is, and as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The present password.
    #[schema(value_type = String, format = Password, example = "correct horse battery staple")]
    current_password: SecretString,
    /// 12 to 256 characters; no common one, no name.
    #[schema(value_type = String, format = Password, min_length = 12, max_length = 256, example = "seven small boats at noon")]
    new_password: SecretString,
}

/// Changes the password. This session goes on; every other one ends, and every device is forgotten.
///
/// Asks for a proof of the last 10 minutes. A wrong present password is 422 `wrong` at `/current_password`, and
/// counts and waits as at log-in. Known clients, open links and challenges are void; the second factor and API tokens
/// stay. Written down as `password_changed`, and mailed.
#[utoipa::path(tag = "account", request_body = ChangePassword, responses(
    (status = 204, description = "Changed"),
    (status = "4XX", description = "`invalid_token`, `step_up_required`, `rate_limited`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`overloaded`, `unavailable`", body = Problem),
))]
#[put("/me/password")]
pub async fn change_password(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    body: Body<ChangePassword>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let chosen = body.new_password.expose_secret();
    let chosen = fields::new_password(&app, &owner.account, "/new_password", chosen)?;
    let (user, client) = (owner.account.user.id, owner.session.known_client);
    let key = TallyKey::of_user(user, Kind::Password, client);
    let tried = PasswordTry { key, is_stranger: client.is_none(), prefix: &address.prefix };
    tried.must_not_wait(&app).await?;
    let owner = owner.freshly_proven(&app, FRESH).await?;

    let present = store::password::of_user(app.db.read(), &app.vault, user).await?;
    let current = password::normalize(body.current_password.expose_secret());
    if !app.hasher.verify(&current, present.as_deref().map(String::as_str)).await? {
        let error = tried.count_wrong(&app).await?;
        if error.code() != ErrorCode::InvalidCredentials {
            return Err(error);
        }
        return Err(Fault::at("/current_password", "wrong", "This is not your present password.").into());
    }
    let phc = app.hasher.hash(chosen.expose()).await?;

    let tx = owner.begin(&app).await?;
    let present = present.ok_or(ErrorCode::InvalidCredentials)?;
    let account = store::account::lock_with_password(&tx, &app.vault, user, &present).await?;
    let account = account.ok_or(ErrorCode::InvalidToken)?;
    tried.accept(&app, &tx).await?;
    new_password::put_in_force(&app, &tx, user, &phc, Some(owner.session.id)).await?;
    if owner.session.amr.proves_second_factor() {
        store::tally::clear_stranger_sum(&*tx, user).await?;
    }
    let place = owner.session.place.seen_at(&address.ip);
    activity::record(&app, &tx, &account, By::Owner, &place, Happening::PasswordChanged).await?;
    tx.commit().await?;

    Ok(HttpResponse::NoContent().finish())
}
