//! A person with all that decides what they may do: the user, the team, the second factor.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};
use vestibule_domain::{
    id::UserId,
    user::{Team, User},
};

use super::{
    StoreError, StoreResult, Transaction,
    entity::{team, totp_authenticator, user},
    password,
    user::lock,
    wording::Wording,
};
use crate::vault::Vault;

/// A user, their team, and since when they have a second factor.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person.
    pub user: User,
    /// The group they belong to.
    pub team: Team,
    /// When their authenticator app was confirmed; `None` while two-factor is off.
    pub two_factor_since: Option<DateTime<Utc>>,
}

/// The account of a user.
pub async fn of_user(db: &impl ConnectionTrait, user: UserId) -> StoreResult<Option<Account>> {
    let rows = rows_of(db, user).await?;
    rows.map(|(user, team, totp)| Account::of_rows(user, team, totp)).transpose()
}

type Rows = (user::Model, Option<team::Model>, Option<totp_authenticator::Model>);

/// A user with what completes them, in one read.
async fn rows_of(db: &impl ConnectionTrait, user: UserId) -> StoreResult<Option<Rows>> {
    static WHOLE: Wording = Wording::new();
    let id = user.as_uuid();
    let whole = || {
        let user = user::Entity::find_by_id(id);
        user.find_also_related(team::Entity).find_also_related(totp_authenticator::Entity)
    };
    let Some(row) = db.query_one_raw(WHOLE.of(db, [id.into()], whole)).await? else { return Ok(None) };
    Ok(Some((
        user::Model::from_query_result(&row, "A_")?,
        team::Model::from_query_result_optional(&row, "B_")?,
        totp_authenticator::Model::from_query_result_optional(&row, "C_")?,
    )))
}

/// The account as it is now, held until the transaction ends; `None` where its password is another one by now.
///
/// Whoever weighed a password outside the transaction asks this, so that nothing opens by a password that was
/// replaced, and nothing skips a second factor that was switched on, while it was hashed.
pub async fn lock_with_password(
    tx: &Transaction,
    vault: &Vault,
    user: UserId,
    phc: &str,
) -> StoreResult<Option<Account>> {
    // Held first and read then: a read that waits for the lock would see the rest as it was before the wait.
    lock(&**tx, user).await?;
    let Some((row, team, totp)) = rows_of(&**tx, user).await? else { return Ok(None) };
    if password::of_row(vault, &row)?.is_none_or(|present| *present != phc) {
        return Ok(None);
    }
    Account::of_rows(row, team, totp).map(Some)
}

impl Account {
    /// The account that these rows tell of.
    pub(super) fn of_rows(
        user: user::Model,
        team: Option<team::Model>,
        totp: Option<totp_authenticator::Model>,
    ) -> StoreResult<Self> {
        Ok(Self {
            user: user.try_into()?,
            team: team.ok_or(StoreError::Unreadable("a user without a team"))?.try_into()?,
            two_factor_since: totp.map(|totp| totp.confirmed_at.0),
        })
    }

    /// From when on the team demands a second factor of this user.
    pub fn required_from(&self) -> Option<DateTime<Utc>> {
        self.team.policy.required_from(self.user.role, self.user.created_at)
    }

    /// Whether the team demands a second factor of this user now.
    pub fn must_have_second_factor(&self, now: DateTime<Utc>) -> bool {
        self.team.policy.is_demanded(self.user.role, self.user.created_at, now)
    }

    /// Whether the user must set a second factor up before anything else.
    pub fn owes_second_factor(&self, now: DateTime<Utc>) -> bool {
        self.two_factor_since.is_none() && self.must_have_second_factor(now)
    }
}
