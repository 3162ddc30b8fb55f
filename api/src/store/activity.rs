//! What happened to accounts and teams. Rows are added, and none is ever changed (S25).

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::{Map, Value};
use vestibule_domain::id::{ActivityId, TeamId, UserId};

use super::{StoreResult, at, entity::activity};

/// A row of the log.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which one.
    pub id: ActivityId,
    /// In whose log it stands.
    pub team: TeamId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened: the name of a [`vestibule_domain::activity::Happening`].
    pub action: String,
    /// Who did it; `None` for a stranger, and for the command line.
    pub actor: Option<UserId>,
    /// Whom it concerns; `None` for what concerns the team.
    pub subject: Option<UserId>,
    /// From which address.
    pub ip: Option<String>,
    /// With what.
    pub device_name: Option<String>,
    /// The rest of the happening.
    pub detail: Map<String, Value>,
}

/// Writes an entry down.
pub async fn insert(db: &impl ConnectionTrait, entry: Entry) -> StoreResult<()> {
    let row = activity::ActiveModel {
        id: Set(entry.id.as_uuid()),
        team_id: Set(entry.team.as_uuid()),
        at: Set(at(entry.at)),
        action: Set(entry.action),
        actor_id: Set(entry.actor.map(UserId::as_uuid)),
        subject_id: Set(entry.subject.map(UserId::as_uuid)),
        ip: Set(entry.ip),
        device_name: Set(entry.device_name),
        detail: Set(Value::Object(entry.detail).to_string()),
    };
    activity::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
