//! Handing out the activity log, to keep it longer or to watch it elsewhere.

use chrono::DateTime;
use clap::{Args, Subcommand};
use serde::Serialize;
use uuid::Uuid;
use vestibule_domain::id::{ActivityId, TeamId};

use super::{Failure, Settings, output::put};
use crate::{
    app::App,
    http::activity::{ActivityView, named},
    store::{
        self,
        activity::{Entry, Order, Stretch},
    },
};

/// How many entries are read at a time.
const PAGE: u64 = 500;

#[derive(Debug, Subcommand)]
pub(super) enum Activity {
    /// Prints the activity log, a JSON object a line, oldest first
    Export(Export),
}

/// Prints the activity log, a JSON object a line, oldest first
///
/// Each line has the fields of the API's Activity and the id of its team, `team_id`. The log is read in small
/// stretches, so that it may be of any length and the service runs on beside it.
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule activity export --since 2027-01-15T00:00:00Z")]
pub(super) struct Export {
    /// Where to begin: a time of RFC 3339, or the id of the last entry that you have
    #[arg(long, value_name = "T", value_parser = since)]
    since: Option<ActivityId>,
    /// One team's entries alone
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
}

fn since(text: &str) -> Result<ActivityId, &'static str> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let instant = DateTime::parse_from_rfc3339(text);
    let told = "give a time of RFC 3339, as 2027-01-15T08:00:00Z, or an entry's id";
    instant.map(|instant| ActivityId::last_before(instant.to_utc())).map_err(|_| told)
}

/// A line of the export.
#[derive(Serialize)]
struct Line {
    team_id: Uuid,
    #[serde(flatten)]
    entry: ActivityView,
}

impl Activity {
    pub(super) async fn run(
        &self,
        settings: &Settings,
        variables: Vec<(String, String)>,
    ) -> Result<(), Failure> {
        let Self::Export(export) = self;
        let app = settings.open(variables).await?;
        let team = match &export.team {
            Some(name) => Some(team_named(&app, name).await?),
            None => None,
        };
        let mut stretch = Stretch { order: Order::Ascending, after: export.since, cursor: None, limit: PAGE };
        loop {
            let entries = match team {
                Some(team) => store::activity::of_team(app.db.read(), team, &stretch).await?,
                None => store::activity::of_all(app.db.read(), &stretch).await?,
            };
            let Some(last) = entries.last() else { return Ok(()) };
            stretch.cursor = Some(last.id);
            if !put(&lines(&app, entries).await?)? {
                return Ok(());
            }
        }
    }
}

async fn team_named(app: &App, name: &str) -> Result<TeamId, Failure> {
    let team = store::team::find_by_name(app.db.read(), name).await?;
    team.map(|team| team.id).ok_or_else(|| Failure::because(format!("There is no team {name}.")))
}

async fn lines(app: &App, entries: Vec<Entry>) -> Result<Vec<u8>, Failure> {
    let teams: Vec<_> = entries.iter().map(|entry| entry.team.as_uuid()).collect();
    let mut lines = Vec::new();
    for (team_id, entry) in teams.into_iter().zip(named(app, entries).await?) {
        let line = Line { team_id, entry };
        serde_json::to_writer(&mut lines, &line).map_err(|error| Failure::because(error.to_string()))?;
        lines.push(b'\n');
    }
    Ok(lines)
}
