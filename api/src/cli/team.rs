//! Adding and listing teams.

use clap::{Args, Subcommand};
use serde::Serialize;
use uuid::Uuid;
use vestibule_domain::{id::TeamId, name::PersonName, policy::TeamPolicy};

use super::{Failure, Settings, output::Output};
use crate::store::{self, StoreError};

#[derive(Debug, Subcommand)]
pub(super) enum Team {
    /// Adds a team
    Add(Add),
    /// Lists all teams
    List(List),
}

#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule team add Acme")]
pub(super) struct Add {
    /// What it is called
    name: String,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule team list --json")]
pub(super) struct List {
    #[command(flatten)]
    output: Output,
}

#[derive(Serialize)]
struct View {
    id: Uuid,
    name: String,
}

impl Team {
    pub(super) async fn run(
        &self,
        settings: &Settings,
        variables: Vec<(String, String)>,
    ) -> Result<(), Failure> {
        let app = settings.open(variables).await?;
        match self {
            Self::Add(add) => {
                let name = PersonName::parse(&add.name)
                    .map_err(|fault| Failure::because(format!("NAME: {fault}.")))?;
                let (now, tx) = (app.now(), app.begin().await?);
                let id = TeamId::new(now, &mut app.rng());
                let added = store::team::insert(&*tx, id, &name, &TeamPolicy::of_new_team(now), now).await;
                added.map_err(|error| match error {
                    StoreError::Taken(_) => {
                        Failure::because(format!("There is a team {} already.", name.as_str()))
                    }
                    other => other.into(),
                })?;
                tx.commit().await?;
                let view = View { id: id.as_uuid(), name: name.as_str().to_owned() };
                add.output.print(&view, |view| format!("The team {} was added.", view.name))
            }
            Self::List(list) => {
                let teams = store::team::all(app.db.read()).await?;
                let views: Vec<_> =
                    teams.into_iter().map(|team| View { id: team.id.as_uuid(), name: team.name }).collect();
                list.output.print_all(&views, |view| format!("{}  {}", view.id, view.name))
            }
        }
    }
}
