//! Teams and their policy.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockType},
};
use vestibule_domain::{id::TeamId, name::PersonName, policy::TeamPolicy, user::Team};

use super::{
    StoreError, StoreResult, at,
    entity::{Count, team},
};

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
        grace_days: Set(Count(policy.grace_days.into())),
        allow_sms: Set(policy.allow_sms),
        allow_remember_device: Set(policy.allow_remember_device),
        policy_since: Set(at(policy.since)),
        policy_of_members_since: Set(policy.of_members_since.map(at)),
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

/// The team as it is now, held until the transaction ends. Rows that refer to it may still be added meanwhile.
pub async fn lock(db: &impl ConnectionTrait, id: TeamId) -> StoreResult<Option<Team>> {
    let row = team::Entity::find_by_id(id.as_uuid()).lock(LockType::NoKeyUpdate).one(db).await?;
    row.map(Team::try_from).transpose()
}

/// The team as it is now, whose policy stays so until the transaction ends.
pub async fn hold(db: &impl ConnectionTrait, id: TeamId) -> StoreResult<Option<Team>> {
    let row = team::Entity::find_by_id(id.as_uuid()).lock_shared().one(db).await?;
    row.map(Team::try_from).transpose()
}

/// Puts another policy in force.
pub async fn set_policy(db: &impl ConnectionTrait, id: TeamId, policy: &TeamPolicy) -> StoreResult<()> {
    let columns = [
        (team::Column::RequireTwoFactor, Expr::value(policy.require_two_factor)),
        (team::Column::RequireTwoFactorForAdmins, Expr::value(policy.require_two_factor_for_admins)),
        (team::Column::GraceDays, Expr::value(Count(policy.grace_days.into()))),
        (team::Column::AllowSms, Expr::value(policy.allow_sms)),
        (team::Column::AllowRememberDevice, Expr::value(policy.allow_remember_device)),
        (team::Column::PolicySince, Expr::value(at(policy.since))),
        (team::Column::PolicyOfMembersSince, Expr::value(policy.of_members_since.map(at))),
    ];
    let mut update = team::Entity::update_many().filter(team::Column::Id.eq(id.as_uuid()));
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    update.exec(db).await?;
    Ok(())
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
                grace_days: u16::try_from(row.grace_days.0)
                    .map_err(|_| StoreError::Unreadable("days of grace"))?,
                allow_sms: row.allow_sms,
                allow_remember_device: row.allow_remember_device,
                since: row.policy_since.0,
                of_members_since: row.policy_of_members_since.map(|at| at.0),
            },
        })
    }
}
