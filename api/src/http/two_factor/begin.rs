//! Beginning a set-up.

use actix_web::{HttpResponse, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use vestibule_domain::{
    enrollment::PendingEnrollment,
    provisioning::{provisioning_uri, qr_svg, secret_text},
    session::FRESH,
    totp::{DIGITS, STEP_SECONDS},
    username::Username,
};

use crate::{
    app::App,
    http::{
        error::{ApiError, ApiResult, ErrorCode, Problem},
        extract::Enrollee,
        json::Body,
    },
    store,
};

/// Nothing: the session says it all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginEnrollment {}

/// A secret for the authenticator app, shown only now.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the contract says enrollment_id")]
pub struct Enrollment {
    /// Goes to `…/totp/confirm` with the app's first code.
    enrollment_id: Uuid,
    /// The secret for typing, base32.
    #[schema(pattern = "^[A-Z2-7]{32}$", example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")]
    secret: String,
    /// The secret as a link that opens an app.
    #[schema(
        format = "uri",
        example = "otpauth://totp/Client%20Portal:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Client%20Portal&algorithm=SHA1&digits=6&period=30"
    )]
    otpauth_uri: String,
    /// The link as a QR code, black on white.
    #[schema(example = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 53 53\">…</svg>")]
    qr_svg: String,
    /// Always `SHA1`, which is what every app reads.
    #[schema(example = "SHA1")]
    algorithm: &'static str,
    /// Digits of a code.
    #[schema(example = 6)]
    digits: u32,
    /// Seconds of a time step.
    #[schema(example = 30)]
    period: u64,
    /// Seconds until the set-up lapses.
    #[schema(minimum = 0, example = 600)]
    expires_in: i64,
}

/// Begins the set-up of an authenticator app, voiding one that was begun before.
///
/// The present authenticator stays in force until the new one is confirmed. Asks for a proof of the last 10 minutes;
/// an enrollment token counts as one. The secret is shown in this answer alone, and lapses after 10 minutes or 5
/// wrong codes. Nothing is written down before it is confirmed.
#[utoipa::path(operation_id = "begin_enrollment", tag = "two-factor", request_body = BeginEnrollment, responses(
    (status = 201, description = "Begun", body = Enrollment),
    (status = "4XX", description = "`invalid_token`, `step_up_required`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/me/two-factor/totp")]
pub async fn begin(app: Data<App>, owner: Enrollee, body: Body<BeginEnrollment>) -> ApiResult<HttpResponse> {
    body.read()?;
    // An enrollment token counts as fresh while it lives.
    let (user, begun_by, tx) = match owner {
        // Whoever owes a second factor has no step-up either: a log-in gives them an enrollment token.
        Enrollee::SignedIn(stale)
            if stale.account.owes_second_factor(app.now()) && !stale.session.is_fresh(FRESH, app.now()) =>
        {
            return Err(ErrorCode::EnrollmentRequired.into());
        }
        Enrollee::SignedIn(signed_in) => {
            let owner = signed_in.freshly_proven(&app, FRESH).await?;
            let tx = owner.begin(&app).await?;
            (owner.account.user.clone(), owner.session.id.as_uuid(), tx)
        }
        Enrollee::Enrolling(account, grant) => {
            let tx = app.begin().await?;
            store::user::lock(&*tx, account.user.id).await?;
            (account.user, grant.id.as_uuid(), tx)
        }
    };
    let pending = PendingEnrollment::begin(user.id, begun_by, app.now(), &mut app.rng());
    store::enrollment::replace(&*tx, &app.vault, &pending).await?;
    tx.commit().await?;

    let username = Username::parse(&user.username).map_err(ApiError::internal)?;
    let uri = provisioning_uri(&app.brand, &username, &pending.secret);
    Ok(HttpResponse::Created().json(Enrollment {
        enrollment_id: pending.id.as_uuid(),
        secret: secret_text(&pending.secret).to_string(),
        otpauth_uri: uri.expose().to_owned(),
        qr_svg: qr_svg(&uri),
        algorithm: "SHA1",
        digits: DIGITS,
        period: STEP_SECONDS,
        expires_in: pending.expires_in(app.now()),
    }))
}
