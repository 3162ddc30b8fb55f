//! The team: who is in it, what one may change of whom, and what it demands.

pub mod admin;
pub mod change_policy;
pub mod edit_user;
pub mod end_sessions;
pub mod invite_user;
pub mod list_users;
mod phone;
pub mod remove_user;
pub mod reset_two_factor;
pub mod send_invitation;
pub mod send_password_reset;
pub mod show_policy;
pub mod show_user;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vestibule_domain::{email::EmailAddress, id::UserId, phone::PhoneNumber, rights::Right, user::User};

use super::error::{ApiResult, ErrorCode};
use crate::{
    app::App,
    store::{self, account::Account},
};

/// A member of the team, as the caller may see them.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamUser {
    /// The user's id.
    id: Uuid,
    /// What they log in with.
    #[schema(example = "alice")]
    username: String,
    /// What they are called.
    #[schema(example = "Alice Adams")]
    name: String,
    /// Where mail reaches them; null to those who may not edit the row.
    #[schema(required = true, format = "idn-email", example = "alice@example.com")]
    email: Option<String>,
    /// The address masked, for those who may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    email_hint: Option<String>,
    /// `admin` or `member`.
    #[schema(example = "member")]
    role: &'static str,
    /// Whether they may log in.
    active: bool,
    /// `invited`, `active` or `disabled`.
    #[schema(example = "active")]
    state: &'static str,
    /// The country of the number, ISO 3166-1 alpha-2.
    #[schema(required = true, pattern = "^[A-Z]{2}$", example = "US")]
    country_code: Option<String>,
    /// The number on file, E.164; null to those who may not edit the row.
    #[schema(required = true, pattern = r"^\+[1-9][0-9]{3,14}$", example = "+12015550142")]
    cell_phone: Option<String>,
    /// The number masked, for those who may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "+1 •••-•••-••42")]
    phone_hint: Option<String>,
    /// Whether codes may go to the number; null to those who may not edit the row.
    #[schema(required = true)]
    phone_verified: Option<bool>,
    /// The second factor; null to those who may not edit the row.
    #[schema(required = true)]
    two_factor: Option<TwoFactorOfMember>,
    /// What the caller may do with this row: `edit`, `edit_role`, `disable`, `invite` (send the invitation anew),
    /// `reset_password`, `end_sessions`, `reset` (of two-factor), `remove`. Whatever isn't there is answered with
    /// 403. Skip words that you don't know.
    can: Vec<&'static str>,
    /// The last full log-in.
    #[schema(required = true)]
    last_login_at: Option<DateTime<Utc>>,
    /// When the user came to be.
    created_at: DateTime<Utc>,
}

/// The second factor of a member.
#[derive(Debug, Serialize, ToSchema)]
pub struct TwoFactorOfMember {
    /// Whether it is on.
    enabled: bool,
}

impl TeamUser {
    /// A member as `viewer` may see them.
    fn seen_by(viewer: &User, user: User, two_factor: bool) -> Self {
        let can = Right::ALL.into_iter().filter(|right| right.extends(viewer, &user));
        let can = can.map(Right::as_str).collect();
        let sees_all = Right::Edit.extends(viewer, &user);
        let state = user.state().as_str();
        let hint = |hint: Option<String>| hint.filter(|_| !sees_all);
        Self {
            id: user.id.as_uuid(),
            email_hint: hint(EmailAddress::parse(&user.email).ok().map(|email| email.hint())),
            phone_hint: hint(user.cell_phone.as_ref().map(PhoneNumber::hint)),
            email: sees_all.then_some(user.email),
            cell_phone: user.cell_phone.filter(|_| sees_all).map(|number| number.as_str().to_owned()),
            country_code: user.country_code.filter(|_| sees_all).map(|country| country.to_string()),
            phone_verified: sees_all.then_some(user.phone_verified),
            two_factor: sees_all.then_some(TwoFactorOfMember { enabled: two_factor }),
            state,
            username: user.username,
            name: user.name,
            role: user.role.as_str(),
            active: user.active,
            can,
            last_login_at: user.last_login_at,
            created_at: user.created_at,
        }
    }
}

/// A user of the caller's team; one of another team isn't there (S18).
async fn member(app: &App, viewer: &impl AsRef<Account>, id: UserId) -> ApiResult<Account> {
    let found = store::account::of_user(app.db.read(), id).await?;
    Ok(found.filter(|found| found.team.id == viewer.as_ref().team.id).ok_or(ErrorCode::NotFound)?)
}
