use reqwest::Method;

use super::life::Life;
use crate::support::{Call, Value, json};

/// What is proven beside a password.
#[derive(Clone, Debug)]
pub enum Proof {
    /// Nothing: two-factor is off.
    Nothing,
    /// A code of the app, by its time step.
    Totp(u64),
    BackupCode(String),
    /// A code that came by text, for a challenge.
    Text {
        challenge: String,
        code: String,
    },
}

/// A change that is whole or undone.
#[derive(Clone, Debug)]
pub enum Act {
    LogIn(Proof),
    /// Begins a set-up.
    Begin,
    /// Confirms it: two-factor is on, or has another app.
    Confirm {
        enrollment: String,
        secret: Vec<u8>,
        step: u64,
    },
    /// New backup codes.
    Renew,
    SwitchOff,
    StepUp(Proof),
    Refresh,
    SavePhone,
    ChangePassword(String),
    /// Chooses a password by a mailed link.
    Reset {
        token: String,
        password: String,
    },
}

impl Act {
    /// The call that asks for it.
    pub fn call(&self, life: &Life) -> Call {
        match self {
            Self::LogIn(Proof::Text { challenge, code }) => {
                Call::post("/auth/verify").json(&json!({"challenge_token": challenge, "code": code}))
            }
            Self::LogIn(proof) => {
                let mut body = json!({"username": life.username, "password": life.password});
                if let Some(code) = life.code(proof) {
                    body["code"] = code.into();
                }
                Call::post("/auth/login").json(&body)
            }
            Self::Begin => Call::post("/me/two-factor/totp").json(&json!({})),
            Self::Confirm { enrollment, secret, step } => {
                let code = code_at(secret, *step);
                Call::post("/me/two-factor/totp/confirm")
                    .json(&json!({"enrollment_id": enrollment, "code": code}))
            }
            Self::Renew => Call::post("/me/two-factor/backup-codes").json(&json!({})),
            Self::SwitchOff => Call::new(Method::DELETE, "/me/two-factor"),
            Self::StepUp(proof) => Call::post("/auth/step-up").json(&json!({"code": life.code(proof)})),
            Self::Refresh => {
                let token = life.sessions.last().map(|session| session.refresh.as_str());
                Call::post("/auth/refresh").json(&json!({"refresh_token": token}))
            }
            Self::SavePhone => Call::new(Method::PATCH, &format!("/team/users/{}", life.user))
                .json(&json!({"cell_phone": life.phone})),
            Self::ChangePassword(new) => Call::new(Method::PUT, "/me/password")
                .json(&json!({"current_password": life.password, "new_password": new})),
            Self::Reset { token, password } => {
                Call::post("/auth/password/reset").json(&json!({"token": token, "new_password": password}))
            }
        }
    }

    /// What it leaves in the activity log.
    pub fn rows(&self, life: &Life) -> Vec<&'static str> {
        match self {
            Self::LogIn(Proof::BackupCode(_)) => vec!["backup_code_spent", "logged_in"],
            Self::LogIn(_) => vec!["logged_in"],
            Self::Confirm { .. } if life.app.is_some() => vec!["two_factor_replaced"],
            Self::Confirm { .. } => vec!["two_factor_enabled"],
            Self::Renew => vec!["backup_codes_created"],
            Self::SwitchOff => vec!["two_factor_disabled"],
            Self::StepUp(Proof::BackupCode(_)) => vec!["backup_code_spent"],
            Self::SavePhone => vec!["phone_changed"],
            Self::ChangePassword(_) => vec!["password_changed"],
            Self::Reset { .. } => vec!["password_reset"],
            Self::Begin | Self::StepUp(_) | Self::Refresh => Vec::new(),
        }
    }
}

/// The subject of the mail that tells of a row; none where nobody is told of each.
pub fn subject_of(row: &str) -> Option<&'static str> {
    match row {
        "two_factor_enabled" => Some("two-factor is on"),
        "two_factor_replaced" => Some("another authenticator app was set up"),
        "two_factor_disabled" => Some("two-factor is off"),
        "backup_codes_created" => Some("new backup codes were made"),
        "backup_code_spent" => Some("backup code was used"),
        "phone_changed" => Some("your cell phone number was changed"),
        "password_changed" => Some("your password was changed"),
        "password_reset" => Some("your password was reset"),
        _ => None,
    }
}

/// The code of an app at a time step.
pub fn code_at(secret: &[u8], step: u64) -> String {
    totp_lite::totp_custom::<totp_lite::Sha1>(30, 6, secret, step * 30)
}

/// The strings of a list.
pub fn strings(list: &Value) -> Vec<String> {
    let list = list.as_array().map_or(&[][..], Vec::as_slice);
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}
