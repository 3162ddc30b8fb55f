//! What a service answers after a kill: what worked once is refused, and what was undone works.

use std::time::{Duration, Instant};

use super::{
    act::{Act, Proof, code_at},
    caller::Caller,
    life::{Life, Session, open_steps},
};
use crate::support::{Call, json};

/// How long an old refresh token answers with its successor (S15), with some time to ask.
const GRACE: Duration = Duration::from_secs(8);

/// How many of a kind are tried where each costs a hash or counts as a wrong code.
const FEW: usize = 2;

/// Asks the service for all of it; `undone` is the act that the kill undid.
pub async fn hold(life: &mut Life, caller: &Caller, undone: Option<Act>, asked: Option<Instant>) {
    let is_late = asked.is_some_and(|asked| asked.elapsed() > GRACE);
    if let Some(act) = undone {
        do_again(life, caller, act).await;
    }
    if !life.sessions.is_empty() && !is_late {
        // The newest refresh token is good, also where its successor was lost on its way.
        done(life, caller, Act::Refresh).await;
        open_sessions(life, caller).await;
        spent_codes(life, caller).await;
    }
    ended_sessions(life, caller).await;
    spent_elsewhere(life, caller).await;
    former_password(life, caller).await;
    if let Some(code) = life.codes.first().cloned() {
        done(life, caller, Act::LogIn(Proof::BackupCode(code))).await;
        former_refresh_token(life, caller).await;
    }
}

async fn done(life: &mut Life, caller: &Caller, act: Act) {
    let told = format!("{act:?}");
    let outcome = life.perform(caller, act).await;
    assert!(outcome.is_some(), "{told} is not answered: {life:#?}");
}

/// What was undone is undone wholly: it can be done.
async fn do_again(life: &mut Life, caller: &Caller, act: Act) {
    let act = match act {
        Act::LogIn(Proof::Totp(_)) | Act::StepUp(Proof::Totp(_)) => {
            let open = life.app.as_ref().and_then(|app| open_steps(app.step).first().copied());
            match (act, open) {
                (Act::LogIn(_), Some(step)) => Act::LogIn(Proof::Totp(step)),
                (_, Some(step)) => Act::StepUp(Proof::Totp(step)),
                (_, None) => return,
            }
        }
        Act::Confirm { enrollment, secret, .. } => {
            Act::Confirm { enrollment, secret, step: open_steps(0)[0] }
        }
        other => other,
    };
    done(life, caller, act).await;
}

async fn open_sessions(life: &Life, caller: &Caller) {
    for session in life.sessions.iter().rev().take(FEW) {
        let me = caller.answer(&life.address, session.access.as_deref(), Call::get("/me")).await;
        assert_eq!(me.status, 200, "{me} to an open session of {life:#?}");
    }
    let newest = life.sessions.last().and_then(|session| session.access.as_deref());
    let status = caller.answer(&life.address, newest, Call::get("/me/two-factor")).await;
    assert_eq!(status.is(200)["enabled"], life.app.is_some(), "{status} {life:#?}");
    assert_eq!(status.has("totp"), life.app.is_some(), "{status} {life:#?}");
    let codes = life.app.as_ref().map_or(json!(null), |_| json!([life.codes_left, 10]));
    let found = match &status["backup_codes"] {
        codes if codes.is_null() => json!(null),
        codes => json!([codes["remaining"], codes["total"]]),
    };
    assert_eq!(found, codes, "{status} {life:#?}");
}

/// A code that was answered as right is refused as used.
async fn spent_codes(life: &Life, caller: &Caller) {
    let Some(app) = &life.app else { return };
    let good = open_steps(0);
    let totp =
        life.spent.totp.iter().filter(|spent| spent.secret == app.secret && good.contains(&spent.step));
    let codes = totp.map(|spent| code_at(&spent.secret, spent.step)).chain(life.spent.codes.iter().cloned());
    let newest = life.sessions.last().and_then(|session| session.access.as_deref());
    for code in codes {
        let call = Call::post("/auth/step-up").json(&json!({"code": code}));
        let answer = caller.answer(&life.address, newest, call).await;
        let found = (answer.status, answer["code"].as_str(), answer["reason"].as_str());
        let used = (401, Some("invalid_code"), Some("already_used"));
        assert_eq!(found, used, "{code} again: {answer} {life:#?}");
    }
    for code in life.spent.void_codes.iter().take(FEW) {
        let call = Call::post("/auth/step-up").json(&json!({"code": code}));
        let answer = caller.answer(&life.address, newest, call).await;
        let found = (answer.status, answer["code"].as_str());
        assert_eq!(found, (401, Some("invalid_code")), "{code}, void: {answer} {life:#?}");
    }
}

async fn ended_sessions(life: &Life, caller: &Caller) {
    for session in life.ended.iter().rev().take(FEW) {
        let me = caller.answer(&life.address, session.access.as_deref(), Call::get("/me")).await;
        assert_eq!(me.status, 401, "{me} to an ended session of {life:#?}");
        let refreshed = caller.answer(&life.address, None, refresh(&session.refresh)).await;
        assert_eq!(refreshed.status, 401, "{refreshed} to an ended session of {life:#?}");
    }
}

async fn spent_elsewhere(life: &Life, caller: &Caller) {
    for token in &life.spent.links {
        let body = json!({"token": token, "new_password": "eight green lighthouses"});
        let answer = caller.answer(&life.address, None, Call::post("/auth/password/reset").json(&body)).await;
        assert_eq!(answer.status, 410, "{answer} to a used link of {life:#?}");
    }
    for (challenge, code) in &life.spent.texts {
        let body = json!({"challenge_token": challenge, "code": code});
        let answer = caller.answer(&life.address, None, Call::post("/auth/verify").json(&body)).await;
        let found = (answer.status, answer["code"].as_str());
        assert_eq!(found, (401, Some("challenge_expired")), "{answer} to a used text of {life:#?}");
    }
}

async fn former_password(life: &Life, caller: &Caller) {
    let Some(former) = &life.former_password else { return };
    let body = json!({"username": life.username, "password": former});
    let answer = caller.answer(&life.address, None, Call::post("/auth/login").json(&body)).await;
    let found = (answer.status, answer["code"].as_str());
    assert_eq!(found, (401, Some("invalid_credentials")), "{answer} to a former password of {life:#?}");
}

/// Once its successor was used, a refresh token that comes again ends its session (S15).
async fn former_refresh_token(life: &mut Life, caller: &Caller) {
    let Some(Session { refresh: former, .. }) = life.sessions.last().cloned() else { return };
    done(life, caller, Act::Refresh).await;
    done(life, caller, Act::Refresh).await;
    let answer = caller.answer(&life.address, None, refresh(&former)).await;
    assert_eq!(answer["code"], "refresh_reused", "{answer} {life:#?}");
    life.rows.push("refresh_reused");
    life.ended.extend(life.sessions.pop());
}

fn refresh(token: &str) -> Call {
    Call::post("/auth/refresh").json(&json!({"refresh_token": token}))
}
