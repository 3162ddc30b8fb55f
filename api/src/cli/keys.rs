//! Rotating the keys, and telling what became of everything that was sealed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{Failure, Settings, output::Output};
use crate::keys::{self, Rotated};

#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// Makes a new signing key, and seals everything with the newest master key
    Rotate(Rotate),
}

/// Makes a new signing key, and seals everything with the newest master key
///
/// The new key is shown to relying services for an hour before it signs, and the present one verifies until every
/// token that it signed is over. The service runs on, and learns of both by itself.
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule keys rotate --json")]
pub(super) struct Rotate {
    #[command(flatten)]
    output: Output,
}

/// A rotation as it is printed.
#[derive(Serialize)]
struct View {
    master_key: String,
    next: NextView,
    retiring: Vec<RetiringView>,
    removed: Vec<String>,
    resealed: BTreeMap<&'static str, usize>,
    held: usize,
    unreadable: usize,
}

#[derive(Serialize)]
struct NextView {
    kid: String,
    is_new: bool,
    signs_from: DateTime<Utc>,
}

#[derive(Serialize)]
struct RetiringView {
    kid: String,
    retires_at: Option<DateTime<Utc>>,
}

impl Keys {
    pub(super) async fn run(
        &self,
        settings: &Settings,
        variables: Vec<(String, String)>,
    ) -> Result<(), Failure> {
        let Self::Rotate(rotate) = self;
        let app = settings.open(variables).await?;
        let rotated = keys::rotate(&app).await?;
        let view = View::of(rotated, app.vault.key_ids().swap_remove(0));
        rotate.output.print(&view, View::in_words)?;
        match (view.unreadable, view.held) {
            (0, 0) => Ok(()),
            (0, held) => Err(Failure::because(format!(
                "{held} values changed too often to be sealed anew: run it once more."
            ))),
            (unreadable, _) => Err(Failure::because(format!(
                "{unreadable} values were sealed with a master key that isn't in the file: put its line back."
            ))),
        }
    }
}

impl View {
    fn of(rotated: Rotated, master_key: String) -> Self {
        let outcomes = || rotated.resealed.iter().map(|resealed| resealed.outcome);
        Self {
            master_key,
            held: outcomes().map(|outcome| outcome.held).sum(),
            unreadable: outcomes().map(|outcome| outcome.unreadable).sum(),
            resealed: rotated
                .resealed
                .iter()
                .map(|kind| (kind.kind.label(), kind.outcome.resealed))
                .collect(),
            next: NextView {
                kid: rotated.next.key.kid().to_owned(),
                is_new: rotated.is_new,
                signs_from: rotated.next.signs_from,
            },
            retiring: rotated
                .retiring
                .into_iter()
                .map(|key| RetiringView { kid: key.key.kid().to_owned(), retires_at: key.retires_at })
                .collect(),
            removed: rotated.removed,
        }
    }

    fn in_words(&self) -> String {
        let next = if self.next.is_new { "is shown from now on and" } else { "was made before and" };
        let next = format!("The signing key {} {next} signs from {}.", self.next.kid, self.next.signs_from);
        let retiring = self.retiring.iter().filter_map(|key| {
            Some(format!("The signing key {} verifies until {}.", key.kid, key.retires_at?))
        });
        let removed =
            self.removed.iter().map(|kid| format!("The signing key {kid} had retired and is gone."));
        let counts = self.resealed.iter().map(|(kind, count)| format!("{count} {kind}"));
        let sealed = format!(
            "Sealed with the master key {}: {}.",
            self.master_key,
            counts.collect::<Vec<_>>().join(", ")
        );
        let lines = std::iter::once(next).chain(retiring).chain(removed).chain([sealed]);
        lines.collect::<Vec<_>>().join("\n")
    }
}
