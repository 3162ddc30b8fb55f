//! What happened to accounts and teams. Rows are added, and none is ever changed (S25).

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Map, Value};
use vestibule_domain::{
    activity::Happening,
    id::{ActivityId, TeamId, UserId},
};

use super::{StoreError, StoreResult, at, entity::activity, wording::Wording};

/// A row of the log.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which one.
    pub id: ActivityId,
    /// In whose log it stands.
    pub team: TeamId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened: the name of a [`Happening`].
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

/// A happening's name, and its fields.
pub fn told_apart(what: &Happening) -> (String, Map<String, Value>) {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(what) else {
        unreachable!("a happening is an object")
    };
    match fields.remove("action") {
        Some(Value::String(action)) => (action, fields),
        _ => unreachable!("a happening has a name"),
    }
}

/// Writes an entry down.
pub async fn insert(db: &impl ConnectionTrait, entry: Entry) -> StoreResult<()> {
    static INSERT: Wording = Wording::new();
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
    Ok(INSERT.insert(db, row).await?)
}

/// Which way the log is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Oldest first.
    Ascending,
    /// Newest first.
    #[default]
    Descending,
}

/// A stretch of the log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stretch {
    /// Which way it is read.
    pub order: Order,
    /// Only what came later than this.
    pub after: Option<ActivityId>,
    /// The entry that was read last.
    pub cursor: Option<ActivityId>,
    /// How many entries at most.
    pub limit: u64,
}

/// Every team's entries.
pub async fn of_all(db: &impl ConnectionTrait, stretch: &Stretch) -> StoreResult<Vec<Entry>> {
    let rows = stretch.of_all().all(db).await?;
    rows.into_iter().map(Entry::try_from).collect()
}

/// A team's entries.
pub async fn of_team(db: &impl ConnectionTrait, team: TeamId, stretch: &Stretch) -> StoreResult<Vec<Entry>> {
    let rows = stretch.of(team).all(db).await?;
    rows.into_iter().map(Entry::try_from).collect()
}

/// A team's entries that concern a user or were done by them.
pub async fn of_user(
    db: &impl ConnectionTrait,
    team: TeamId,
    user: UserId,
    stretch: &Stretch,
) -> StoreResult<Vec<Entry>> {
    let user = user.as_uuid();
    // One query with an OR would sort all that the user ever did; two read no more than they give.
    let mut rows = stretch.of(team).filter(activity::Column::SubjectId.eq(user)).all(db).await?;
    let by_them = stretch.of(team).filter(activity::Column::ActorId.eq(user)).filter(of_others());
    rows.extend(by_them.all(db).await?);
    rows.sort_unstable_by_key(|row| row.id);
    if stretch.order == Order::Descending {
        rows.reverse();
    }
    rows.truncate(usize::try_from(stretch.limit).unwrap_or(usize::MAX));
    rows.into_iter().map(Entry::try_from).collect()
}

/// What concerns somebody else than who did it: the rows that are looked up by who did it, in these very words.
fn of_others() -> Condition {
    let (actor, subject) = (activity::Column::ActorId, activity::Column::SubjectId);
    Condition::any().add(subject.is_null()).add(Expr::col(subject).ne(Expr::col(actor)))
}

impl Stretch {
    fn of(&self, team: TeamId) -> Select<activity::Entity> {
        self.of_all().filter(activity::Column::TeamId.eq(team.as_uuid()))
    }

    fn of_all(&self) -> Select<activity::Entity> {
        let id = activity::Column::Id;
        let mut select = activity::Entity::find();
        if let Some(after) = self.after {
            select = select.filter(id.gt(after.as_uuid()));
        }
        if let Some(cursor) = self.cursor.map(ActivityId::as_uuid) {
            select = select.filter(match self.order {
                Order::Ascending => id.gt(cursor),
                Order::Descending => id.lt(cursor),
            });
        }
        let select = match self.order {
            Order::Ascending => select.order_by_asc(id),
            Order::Descending => select.order_by_desc(id),
        };
        select.limit(self.limit)
    }
}

impl TryFrom<activity::Model> for Entry {
    type Error = StoreError;

    fn try_from(row: activity::Model) -> StoreResult<Self> {
        Ok(Self {
            id: row.id.into(),
            team: row.team_id.into(),
            at: row.at.0,
            action: row.action,
            actor: row.actor_id.map(Into::into),
            subject: row.subject_id.map(Into::into),
            ip: row.ip,
            device_name: row.device_name,
            detail: serde_json::from_str(&row.detail)
                .map_err(|_| StoreError::Unreadable("an entry's detail"))?,
        })
    }
}
