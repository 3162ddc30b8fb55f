//! The bodies and answers that a call has several kinds of.

use serde_json::{Value, json};

use super::{Composer, Kind};

/// The kinds of body that an operation takes; none where it takes one.
pub(super) fn of_body(composer: &Composer<'_>, operation: &str) -> Vec<Kind> {
    match operation {
        "log_in" => vec![
            kind("first_time", "A person", only(composer, "LogIn", &["username", "password", "device_name"])),
            kind(
                "known_device",
                "An app that was here before",
                only(
                    composer,
                    "LogIn",
                    &["username", "password", "device_token", "known_token", "device_name"],
                ),
            ),
            kind(
                "in_one_call",
                "A script, in one call",
                only(composer, "LogIn", &["username", "password", "code"]),
            ),
            kind(
                "portal_page",
                "A page of the portal",
                changed(only(composer, "LogIn", &["username", "password"]), json!({"transport": "cookie"})),
            ),
        ],
        "verify" => {
            let answer = only(composer, "VerifyCode", &["challenge_token", "code"]);
            vec![
                kind("app", "A code of the app, or of a text", answer.clone()),
                kind(
                    "remember_device",
                    "And skip it here from now on",
                    changed(answer.clone(), json!({"remember_device": true, "transport": "cookie"})),
                ),
                kind(
                    "backup_code",
                    "A backup code",
                    changed(answer, json!({"code": "7K2QM-9XWRT", "method": "backup_code"})),
                ),
            ]
        }
        "refresh" => vec![
            kind("bearer", "An app or a script", only(composer, "Refresh", &["refresh_token"])),
            kind("cookie", "A page of the portal", json!({"transport": "cookie"})),
        ],
        "log_out" => vec![
            kind("session", "By the access token or the cookie", json!({})),
            kind("refresh_token", "By the refresh token", composer.of("LogOut")),
        ],
        "step_up" => vec![
            kind("code", "With a second factor", only(composer, "StepUp", &["code"])),
            kind("password", "Without one", only(composer, "StepUp", &["password"])),
        ],
        "confirm_enrollment" => {
            let first = only(composer, "ConfirmEnrollment", &["enrollment_id", "code"]);
            vec![
                kind("bearer", "An app or a script", first.clone()),
                kind(
                    "cookie",
                    "A page of the portal",
                    changed(first, json!({"transport": "cookie", "remember_device": true})),
                ),
            ]
        }
        "edit_user" => vec![
            kind(
                "another_number",
                "Another number",
                only(composer, "EditTeamUser", &["country_code", "cell_phone"]),
            ),
            kind("no_number", "No number any more", json!({"cell_phone": null})),
            kind("another_role", "Another role", json!({"role": "admin"})),
            kind("disabled", "No log-in any more", json!({"active": false})),
        ],
        "change_policy" => vec![
            kind("whole", "All of it", composer.of("ChangePolicy")),
            kind("part", "One thing", json!({"grace_days": 7})),
        ],
        "send_invitation" => vec![
            kind("again", "To the address on file", json!({})),
            kind("corrected", "To another address", composer.of("SendInvitation")),
        ],
        _ => Vec::new(),
    }
}

/// The kinds of good answer that an operation gives; none where it gives one.
pub(super) fn of_answer(composer: &Composer<'_>, operation: &str) -> Vec<Kind> {
    match operation {
        "log_in" => {
            let owed = composer.of("EnrollmentRequired");
            let asked = without(composer.of("SecondFactorRequired"), &["retry_after"]);
            let mut kinds = authenticated(composer, &["device_token", "device_expires_in"]);
            kinds.extend([
                kind(
                    "second_factor_required",
                    "A second factor is asked for",
                    changed(asked, json!({"status": "second_factor_required"})),
                ),
                kind(
                    "enrollment_required",
                    "Two-factor has to be set up first",
                    changed(owed, json!({"status": "enrollment_required"})),
                ),
            ]);
            kinds
        }
        "verify" => authenticated(composer, &[]),
        "refresh" => authenticated(composer, &["known_token", "device_token", "device_expires_in"]),
        "confirm_enrollment" => {
            let begun = authenticated(composer, &["device_token", "device_expires_in"]).swap_remove(0);
            let confirmed =
                without(composer.of("ConfirmedTwoFactor"), &["device_token", "device_expires_in", "session"]);
            let granted = without(confirmed.clone(), &["access_token", "expires_in"]);
            vec![
                kind("in_a_session", "In a session", confirmed),
                kind(
                    "by_enrollment_token",
                    "With an enrollment token",
                    changed(granted, json!({"session": begun.value})),
                ),
            ]
        }
        "show_two_factor" => vec![
            kind(
                "enabled",
                "Two-factor is on",
                changed(
                    without(composer.of("TwoFactorStatus"), &["required_from"]),
                    json!({"sms": without(composer.of("SmsStatus"), &["reason"])}),
                ),
            ),
            kind(
                "off_and_demanded",
                "It is off, and the team demands it",
                json!({
                    "enabled": false,
                    "sms": {"available": false, "reason": "no_number"},
                    "required_by_team": true,
                    "required_from": "2026-12-11T16:40:21Z",
                    "remembered_devices": 0,
                }),
            ),
        ],
        "outbox" => {
            let text = without(composer.of("OutboxMessage"), &["subject"]);
            let mail = json!({
                "channel": "mail",
                "to": "alice@example.com",
                "subject": "Client Portal: Choose a new password",
                "body": "Choose a new password here:\n\nhttp://localhost:8080/reset#token=Yw2hU7aPs4…",
                "sent_at": "2026-11-27T16:38:02Z",
            });
            vec![kind("both", "A text and a mail", json!({"items": [text, mail], "next_cursor": null}))]
        }
        "show_user" => vec![
            kind("whole", "To an admin, or to oneself", seen_whole(composer)),
            kind("masked", "To another member", seen_masked(composer)),
        ],
        "edit_user" => vec![kind("whole", "The user after the change", seen_whole(composer))],
        "invite_user" => vec![kind("invited", "The user", invited(composer))],
        "list_users" => vec![
            kind("whole", "To an admin", json!({"items": [seen_whole(composer)], "next_cursor": null})),
            kind("masked", "To a member", json!({"items": [seen_masked(composer)], "next_cursor": null})),
        ],
        _ => Vec::new(),
    }
}

/// A session, by both ways to hold one. `missing` is what such an answer hasn't.
fn authenticated(composer: &Composer<'_>, missing: &[&str]) -> Vec<Kind> {
    let outcome = changed(without(composer.of("Authenticated"), missing), json!({"status": "authenticated"}));
    let in_cookies = without(outcome.clone(), &["refresh_token", "device_token", "known_token"]);
    vec![
        kind("authenticated_by_bearer", "Signed in, by bearer", outcome),
        kind("authenticated_by_cookie", "Signed in, by cookie", in_cookies),
    ]
}

fn seen_whole(composer: &Composer<'_>) -> Value {
    without(composer.of("TeamUser"), &["email_hint", "phone_hint"])
}

fn invited(composer: &Composer<'_>) -> Value {
    let new = json!({
        "state": "invited",
        "country_code": null,
        "cell_phone": null,
        "phone_verified": false,
        "two_factor": {"enabled": false},
        "can": ["edit", "edit_role", "disable", "invite", "end_sessions", "reset", "remove"],
        "last_login_at": null,
    });
    changed(seen_whole(composer), new)
}

fn seen_masked(composer: &Composer<'_>) -> Value {
    let hidden = json!({
        "email": null,
        "country_code": null,
        "cell_phone": null,
        "phone_verified": null,
        "two_factor": null,
        "can": [],
    });
    changed(composer.of("TeamUser"), hidden)
}

const fn kind(name: &'static str, summary: &'static str, value: Value) -> Kind {
    Kind { name, summary, value }
}

/// A body with these members alone.
fn only(composer: &Composer<'_>, schema: &str, members: &[&str]) -> Value {
    let mut value = composer.of(schema);
    if let Value::Object(all) = &mut value {
        all.retain(|name, _| members.contains(&name.as_str()));
    }
    value
}

fn without(mut value: Value, missing: &[&str]) -> Value {
    if let Value::Object(all) = &mut value {
        all.retain(|name, _| !missing.contains(&name.as_str()));
    }
    value
}

fn changed(mut value: Value, change: Value) -> Value {
    if let (Value::Object(all), Value::Object(change)) = (&mut value, change) {
        all.extend(change);
    }
    value
}
