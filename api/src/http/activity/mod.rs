//! What happened, as its owner and the team's admins read it. The actions are listed in `docs/events.md`.

pub mod own;
pub mod team;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;
use vestibule_domain::id::UserId;

use super::{
    error::ApiResult,
    paging::{Page, Paging},
};
use crate::{
    app::App,
    store::{self, StoreResult, activity::Entry},
};

/// What a user is called who is there no more.
const REMOVED: &str = "Removed user";

/// Something that happened to an account or the team.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Activity)]
pub struct ActivityView {
    /// The entry's id; later entries have greater ones.
    id: Uuid,
    /// When it happened.
    at: DateTime<Utc>,
    /// What happened. Skip actions that you don't know.
    #[schema(example = "logged_in")]
    action: String,
    /// Who did it; absent for a stranger, and for the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Somebody>,
    /// Whom it concerns; absent for what concerns the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Somebody>,
    /// From which address, where there was one.
    #[schema(required = true, example = "192.0.2.7")]
    ip: Option<String>,
    /// With what, where it is known.
    #[schema(required = true, example = "Firefox on Linux")]
    device_name: Option<String>,
    /// What more there is to say, by action.
    #[schema(value_type = Object, example = json!({"proof": "totp", "known_client": true}))]
    detail: Map<String, Value>,
}

/// A user, by the name of now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Somebody {
    /// The user's id.
    id: Uuid,
    /// What they are called; `Removed user` where they are there no more.
    #[schema(example = "Alice Adams")]
    name: String,
}

/// The page of entries, with the names of now.
async fn page(app: &App, paging: &Paging, entries: Vec<Entry>) -> ApiResult<Page<ActivityView>> {
    Ok(paging.page(named(app, entries).await?, |entry| entry.id))
}

/// Entries as they are read, with the names of now.
pub async fn named(app: &App, entries: Vec<Entry>) -> StoreResult<Vec<ActivityView>> {
    let users = entries.iter().flat_map(|entry| [entry.actor, entry.subject]).flatten();
    let names = store::user::names(app.db.read(), users).await?;
    Ok(entries.into_iter().map(|entry| ActivityView::of(entry, &names)).collect())
}

impl ActivityView {
    fn of(entry: Entry, names: &HashMap<UserId, String>) -> Self {
        let somebody = |user: UserId| Somebody {
            id: user.as_uuid(),
            name: names.get(&user).map_or_else(|| REMOVED.to_owned(), Clone::clone),
        };
        Self {
            id: entry.id.as_uuid(),
            at: entry.at,
            action: entry.action,
            actor: entry.actor.map(somebody),
            subject: entry.subject.map(somebody),
            ip: entry.ip,
            device_name: entry.device_name,
            detail: entry.detail,
        }
    }
}
