//! The second factor of a log-in.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    answer::{Answer, Method},
    challenge::{LoginChallenge, Verdict},
    session::Transport,
    sms_code::TextPurpose,
};

use super::second_factor::{self, Try};
use crate::{
    app::App,
    http::{
        cookie::{Cookies, Origin, cookies_of},
        error::{ApiResult, ErrorCode, Problem},
        json::Body,
        outcome::LoginOutcome,
        pending_login::PendingLogin,
        session_start::{Opening, open_session},
        words::{MethodWord, TransportWord},
    },
    store::{self, Transaction, known_client::KnownClient, sms_code::Subject},
};

/// The answer to a challenge.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyCode {
    /// From `second_factor_required`.
    challenge_token: String,
    /// Six digits of the app or the text, or a backup code.
    #[schema(pattern = r"^\s*(([0-9][\s-]*){6}|([0-9A-TV-Za-tv-z][\s-]*){10})$", example = "123456")]
    code: String,
    /// Holds the code against this method alone.
    #[schema(value_type = Option<MethodWord>)]
    method: Option<Method>,
    /// Skips the second factor here for 30 days.
    #[serde(default)]
    remember_device: bool,
    /// How the tokens travel.
    #[serde(default)]
    #[schema(value_type = TransportWord)]
    transport: Transport,
}

/// Completes a log-in with a code of the app, a text or a backup code.
///
/// A code works once, whatever it was for. The fifth wrong one ends the challenge; from the 5th in a row over all
/// challenges on each further try waits, from 15 seconds doubling to 24 hours, and meanwhile backup codes alone are
/// compared. A code of the wrong form is no try.
///
/// Written down as `logged_in`; a backup code that is spent also as `backup_code_spent`, which is mailed. After a
/// lost answer begin at `/auth/login` again.
#[utoipa::path(tag = "sign-in", security(()), request_body = VerifyCode, responses(
    (status = 200, description = "Signed in", body = LoginOutcome),
    (status = "4XX", description = "`challenge_expired`, `invalid_code`, `origin_not_allowed`, `rate_limited`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[post("/auth/verify")]
pub async fn verify(
    app: Data<App>,
    origin: Origin,
    cookies: ApiResult<Cookies>,
    body: Body<VerifyCode>,
) -> ApiResult<HttpResponse> {
    let body = body.read()?;
    let cookies = cookies_of(&app, body.transport, &origin, cookies)?;
    let pending = PendingLogin::of_token(&app, &body.challenge_token).await?;
    let answer = second_factor::parse(&body.code, body.method)?;

    let tx = app.begin().await?;
    let (verdict, challenge) = judge(&app, &tx, &pending, &answer).await?;
    match verdict {
        Verdict::Passed(proof) => {
            let second_factor_proven = pending.tally_client.is_some();
            let opening = Opening {
                transport: body.transport,
                amr: proof.into(),
                is_fresh: true,
                known_client: challenge.client.map(|id| KnownClient { id, second_factor_proven }),
                place: pending.place,
                remember_device: body.remember_device,
                cookies,
            };
            let started = open_session(&app, &tx, &pending.account, opening).await?;
            tx.commit().await?;
            started.reply(&app, &pending.account)
        }
        Verdict::Refused(refusal) => {
            tx.commit().await?;
            Err(second_factor::refused(refusal, Some(challenge.attempts_remaining(app.challenge_tries()))))
        }
    }
}

/// Weighs the answer to a challenge, and has the challenge remember the verdict. Where it is over by now, nothing of
/// that may be committed.
async fn judge(
    app: &App,
    tx: &Transaction,
    pending: &PendingLogin,
    answer: &Answer,
) -> ApiResult<(Verdict, LoginChallenge)> {
    let (user, id) = (pending.account.user.id, pending.challenge.id);
    // Whoever has no number on file was sent nothing: a code ends with the number that it went to.
    let has_number = pending.account.user.cell_phone.is_some();
    let text = Subject { user, purpose: TextPurpose::LogIn, id: id.as_uuid() };
    let tried = Try {
        account: &pending.account,
        client: pending.tally_client,
        totp: Some(&pending.totp),
        text: has_number.then_some(text),
        answer,
        place: &pending.place,
    };

    store::user::lock(&**tx, user).await?;
    let verdict = second_factor::weigh(app, tx, &tried).await?;
    let held = match verdict {
        Verdict::Passed(_) => Some(pending.challenge.clone()),
        // Others may have been refused since it was read: the count goes on from theirs.
        Verdict::Refused(_) => store::challenge::lock(&**tx, id).await?,
    };
    let held = held.filter(|challenge| challenge.is_open(app.now()));
    let mut challenge = held.ok_or(ErrorCode::ChallengeExpired)?;
    challenge.record(&verdict, app.challenge_tries(), app.now());
    if !store::challenge::save(&**tx, &challenge).await? {
        return Err(ErrorCode::ChallengeExpired.into());
    }
    Ok((verdict, challenge))
}
