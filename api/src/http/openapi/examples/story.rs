//! What the fields say whose schemas have no example.

use serde_json::{Value, json};

const ALICE: &str = "019adf0c-5a10-7c3e-9f41-3f0f6a2b7c11";
const EXAMPLE_LTD: &str = "019adf0b-e2c4-7d05-8a67-52b1c0d94e18";

/// When Alice came, when she was last seen, and when what she holds is over.
const BEFORE: &str = "2026-11-02T09:14:03Z";
const LATELY: &str = "2026-11-27T16:40:21Z";
const LATER: &str = "2026-12-27T16:40:21Z";

/// The value of a field, as in `Me.id`.
pub(super) fn at(place: &str) -> Option<Value> {
    let (_, field) = place.rsplit_once('.')?;
    of_place(place).or_else(|| of_field(place, field))
}

fn of_place(place: &str) -> Option<Value> {
    Some(match place {
        "Me.id" | "TeamUser.id" | "Somebody.id" => json!(ALICE),
        "TeamOfMe.id" => json!(EXAMPLE_LTD),
        "Session.id" => json!("019ac61d-90f2-7a41-b6e8-0d4c2f7a9b35"),
        "RememberedDevice.id" => json!("019ac61d-90f2-7a41-b6e8-17c5d2e08f64"),
        "ApiToken.id" => json!("019ac700-1b3c-7f29-9d14-8e5a6b0c2d73"),
        "Activity.id" => json!("019ac61d-9107-7c52-a0f3-6b2d8e4f1a90"),
        "TwoFactorStatus.required_by_team" | "TeamPolicy.require_two_factor" => json!(false),
        "Activity.detail" => json!({ "proof": "totp", "known_client": true }),
        "Contract.info" => json!({ "title": "Vestibule", "version": "0.1.0" }),
        "SmsStatus.reason" | "OutboxMessage.subject" => Value::Null,
        "OutboxMessage.body" => {
            json!("Your Client Portal log-in code is 123456.\n\n@portal.example.com #123456")
        }
        "KnownProblem.title" => json!("Too many attempts."),
        "TeamUser.active" | "KnownProblem.retryable" => json!(true),
        "KnownProblem.added_fields" => json!(["retry_after"]),
        "SecondFactorRequired.methods" => json!([
            { "type": "totp" },
            { "type": "sms", "phone_hint": "+1 •••-•••-••42" },
            { "type": "backup_code", "remaining": 9 },
        ]),
        "TeamUser.can" => {
            json!(["edit", "edit_role", "disable", "reset_password", "end_sessions", "reset", "remove"])
        }
        "EnrollmentRequired.access_token" => json!("Hc3uN8pYw1…"),
        _ => return None,
    })
}

fn of_field(place: &str, field: &str) -> Option<Value> {
    Some(match field {
        "next_cursor" if place.starts_with("Page_") => json!("AZrGHZEHfFKg82stjk8akA"),
        "next_cursor" | "required_from" => Value::Null,
        "access_token" => json!("eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9…"),
        "refresh_token" => json!("q7RkT2vWz9…"),
        "device_token" => json!("mB4sE6xJd0…"),
        "known_token" => json!("Zt5gL1cQf8…"),
        "challenge_token" => json!("Vb3nX8qKr6…"),
        "token" => json!("Yw2hU7aPs4…"),
        "backup_codes" if place != "TwoFactorStatus.backup_codes" => json!([
            "7K2QM-9XWRT",
            "4HB8D-ZC3VN",
            "P6TJE-1M5KY",
            "W9R2S-G8QFA",
            "3NXV7-D4HBC",
            "K1YZ6-T9EJM",
            "8QWF5-R2PSG",
            "C7DAH-6V3XN",
            "M4KTB-Y8Z1E",
            "J5GPR-2SW9Q",
        ]),
        "warning" => json!(crate::http::two_factor::WARNING),
        "email_hint" => json!("a•••@example.com"),
        "enrollment_id" => json!("019ac6f4-0d8b-7e13-8c52-4a9f1b6d7e20"),
        "created_at" | "confirmed_at" | "generated_at" => json!(BEFORE),
        "last_login_at" | "last_used_at" | "last_seen_at" | "at" | "sent_at" => json!(LATELY),
        "elevated_until" => json!("2026-11-27T16:50:21Z"),
        "expires_at" => json!(LATER),
        "retry_after" => json!(15),
        "phone_verified" | "enabled" | "available" | "current" => json!(true),
        "remember_device" | "required_by_team" => json!(false),
        _ => return None,
    })
}
