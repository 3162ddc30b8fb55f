//! The user as they see themselves: at `/me`, and in what came of a log-in.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::store::account::Account;

/// The user as they see themselves.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Me {
    /// The user's id.
    pub id: Uuid,
    /// What they log in with.
    #[schema(example = "alice")]
    pub username: String,
    /// What they are called.
    #[schema(example = "Alice Adams")]
    pub name: String,
    /// Where mail reaches them.
    #[schema(format = "idn-email", example = "alice@example.com")]
    pub email: String,
    /// `admin` or `member`.
    #[schema(example = "member")]
    pub role: &'static str,
    /// Their team.
    pub team: TeamOfMe,
    /// The country of the number, ISO 3166-1 alpha-2.
    #[schema(required = true, pattern = "^[A-Z]{2}$", example = "US")]
    pub country_code: Option<String>,
    /// The number on file, E.164.
    #[schema(required = true, pattern = r"^\+[1-9][0-9]{3,14}$", example = "+12015550142")]
    pub cell_phone: Option<String>,
    /// Whether codes may go to the number.
    pub phone_verified: bool,
    /// The second factor.
    pub two_factor: TwoFactorOfMe,
    /// `en` or `de`.
    #[schema(example = "en")]
    pub locale: &'static str,
    /// When the user came to be.
    pub created_at: DateTime<Utc>,
    /// The last full log-in.
    #[schema(required = true)]
    pub last_login_at: Option<DateTime<Utc>>,
}

/// The team of a user.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TeamOfMe {
    /// The team's id.
    pub id: Uuid,
    /// What it is called.
    #[schema(example = "Example Ltd")]
    pub name: String,
}

/// How it stands with the second factor.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TwoFactorOfMe {
    /// Whether it is on.
    pub enabled: bool,
    /// From when the team demands it; null where it doesn't.
    #[schema(required = true)]
    pub required_from: Option<DateTime<Utc>>,
}

impl Me {
    /// The account as its user sees it.
    pub fn of(account: &Account) -> Self {
        let user = &account.user;
        Self {
            id: user.id.as_uuid(),
            username: user.username.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            role: user.role.as_str(),
            team: TeamOfMe { id: account.team.id.as_uuid(), name: account.team.name.clone() },
            country_code: user.country_code.map(|country| country.to_string()),
            cell_phone: user.cell_phone.as_ref().map(|number| number.as_str().to_owned()),
            phone_verified: user.phone_verified,
            two_factor: TwoFactorOfMe {
                enabled: account.two_factor_since.is_some(),
                required_from: account.required_from(),
            },
            locale: user.locale.as_str(),
            created_at: user.created_at,
            last_login_at: user.last_login_at,
        }
    }
}
