//! Teams and their policy.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use vestibule_domain::{id::TeamId, name::PersonName, policy::TeamPolicy, user::Team};

use super::{StoreError, StoreResult, at, entity::team};

/// Adds a team. [`StoreError::Taken`] where the name is in use.
pub async fn insert(
    db: &impl ConnectionTrait,
    id: TeamId,
    name: &PersonName,
    policy: &TeamPolicy,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let row = team::ActiveModel {
        id: Set(id.as_uuid()),
        name: Set(name.as_str().to_owned()),
        require_two_factor: Set(policy.require_two_factor),
        require_two_factor_for_admins: Set(policy.require_two_factor_for_admins),
        grace_days: Set(policy.grace_days.into()),
        allow_sms: Set(policy.allow_sms),
        allow_remember_device: Set(policy.allow_remember_device),
        policy_since: Set(at(policy.since)),
        created_at: Set(at(now)),
    };
    team::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The team of this name.
pub async fn find_by_name(db: &impl ConnectionTrait, name: &str) -> StoreResult<Option<Team>> {
    let row = team::Entity::find().filter(team::Column::Name.eq(name)).one(db).await?;
    row.map(Team::try_from).transpose()
}

/// Every team, by name.
pub async fn all(db: &impl ConnectionTrait) -> StoreResult<Vec<Team>> {
    let rows = team::Entity::find().order_by_asc(team::Column::Name).all(db).await?;
    rows.into_iter().map(Team::try_from).collect()
}

impl TryFrom<team::Model> for Team {
    type Error = StoreError;

    fn try_from(row: team::Model) -> StoreResult<Self> {
        Ok(Self {
            id: row.id.into(),
            name: row.name,
            policy: TeamPolicy {
                require_two_factor: row.require_two_factor,
                require_two_factor_for_admins: row.require_two_factor_for_admins,
                grace_days: u16::try_from(row.grace_days)
                    .map_err(|_| StoreError::Unreadable("days of grace"))?,
                allow_sms: row.allow_sms,
                allow_remember_device: row.allow_remember_device,
                since: row.policy_since.0,
            },
        })
    }
}
