//! Proving the number on file.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    activity::Happening,
    sms_code::{SmsCode, TextPurpose},
};

use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Fault, Problem},
        extract::ClientAddress,
        json::Body,
        signed_in::SignedIn,
    },
    store::{self, sms_code::Subject},
};

/// The code that came by text.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmPhone {
    /// Six digits.
    #[schema(pattern = r"^\s*([0-9][\s-]*){6}$", example = "123456")]
    code: String,
}

/// Proves the number on file by the code that was sent to it.
///
/// From then on `sms` is among the methods, as far as the team allows it. A code is good once; five wrong ones void
/// it, and count nowhere else. Written down as `phone_verified`; nobody is mailed.
#[utoipa::path(tag = "account", request_body = ConfirmPhone, responses(
    (status = 204, description = "Proven: codes can go to it"),
    (status = "4XX", description = "`invalid_token`, `invalid_code`, `step_up_required`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/me/phone/confirm")]
pub async fn confirm_phone(
    app: Data<App>,
    owner: SignedIn,
    address: ClientAddress,
    body: Body<ConfirmPhone>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let code = SmsCode::parse(&body.code)
        .map_err(|_| Fault::at("/code", "malformed", "A code from a text is six digits."))?;
    let owner = owner.proven_by_second_factor(&app).await?;
    let (user, now) = (&owner.account.user, app.now());
    let subject = Subject { user: user.id, purpose: TextPurpose::Phone, id: owner.session.id.as_uuid() };

    let tx = owner.begin(&app).await?;
    let live = store::sms_code::lock(&*tx, &app.vault, &subject).await?.filter(|live| live.is_live(now));
    let Some(mut live) = live else { return Err(ErrorCode::InvalidCode.with("attempts_remaining", 0)) };
    if live.matches(&code, now) {
        let spent = store::sms_code::remove(&*tx, &subject).await?;
        let still_on_file = match &user.cell_phone {
            Some(number) => store::user::verify_phone(&*tx, user.id, number).await?,
            None => false,
        };
        if spent && still_on_file {
            let place = owner.session.place.seen_at(&address.ip);
            activity::note(&app, &tx, &owner.account, By::Owner, &place, &Happening::PhoneVerified).await?;
            tx.commit().await?;
            return Ok(HttpResponse::NoContent().finish());
        }
        return Err(ErrorCode::InvalidCode.with("attempts_remaining", 0));
    }
    store::sms_code::count_wrong(&*tx, &subject).await?;
    tx.commit().await?;

    live.record_wrong();
    Err(ErrorCode::InvalidCode.with("attempts_remaining", live.attempts_remaining()))
}
