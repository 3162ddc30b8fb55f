//! Which second factors a person can use right now.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use vestibule_domain::{
    phone::PhoneNumber,
    policy::{NumberStanding, SmsUnavailable, sms_standing},
    sms_code::TextPurpose,
};

use crate::{
    app::App,
    store::{self, StoreResult, account::Account},
};

/// A way to answer a challenge or a step-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OfferedMethod {
    /// A code of the authenticator app.
    Totp,
    /// A code by text to the number on file.
    Sms {
        /// The number, masked.
        #[schema(example = "+1 •••-•••-••42")]
        phone_hint: String,
    },
    /// One of the printed codes.
    BackupCode {
        /// How many are left.
        #[schema(example = 9)]
        remaining: usize,
    },
    /// The password, where there is no second factor.
    Password,
}

/// The second factors of an account, most preferred first.
pub async fn for_log_in(
    app: &App,
    db: &impl ConnectionTrait,
    account: &Account,
) -> StoreResult<Vec<OfferedMethod>> {
    let mut methods = vec![OfferedMethod::Totp];
    if let Ok(number) = sms(app, account) {
        methods.push(OfferedMethod::Sms { phone_hint: number.hint() });
    }
    let codes = store::backup_code::remaining(db, account.user.id).await?;
    if let Some(codes) = codes.filter(|codes| codes.remaining > 0) {
        methods.push(OfferedMethod::BackupCode { remaining: codes.remaining });
    }
    Ok(methods)
}

/// What a fresh proof can be made of (S14): a second factor where there is one, else the password.
pub async fn for_step_up(app: &App, account: &Account) -> StoreResult<Vec<OfferedMethod>> {
    if account.two_factor_since.is_none() {
        return Ok(vec![OfferedMethod::Password]);
    }
    for_log_in(app, app.db.read(), account).await
}

/// The number that a code for this purpose goes to. One that proves the number itself needs none that is proven.
pub fn number_for<'a>(
    app: &App,
    account: &'a Account,
    purpose: TextPurpose,
) -> Result<&'a PhoneNumber, SmsUnavailable> {
    match sms(app, account) {
        Err(SmsUnavailable::Unverified) if purpose == TextPurpose::Phone => {
            account.user.cell_phone.as_ref().ok_or(SmsUnavailable::NoNumber)
        }
        standing => standing,
    }
}

/// The number that codes can be sent to, or why there is none (S27).
pub fn sms<'a>(app: &App, account: &'a Account) -> Result<&'a PhoneNumber, SmsUnavailable> {
    let user = &account.user;
    let number = user.cell_phone.as_ref().map(|_| NumberStanding {
        verified: user.phone_verified,
        country_allowed: user.country_code.is_none_or(|country| app.texts_to(country)),
    });
    sms_standing(app.sms.is_some(), &account.team.policy, number)?;
    user.cell_phone.as_ref().ok_or(SmsUnavailable::NoNumber)
}
