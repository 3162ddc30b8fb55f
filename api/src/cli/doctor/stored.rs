//! The database: whether it is there, what time it has, whether its schema and its keys fit.

use chrono::TimeDelta;
use secrecy::ExposeSecret;

use super::Check;
use crate::{
    clock::Clock,
    config::Config,
    startup::{in_full, no_database},
    store::{self, Database, SqliteFile, StoreError},
    vault::Vault,
};

/// How far apart two clocks may be. Beyond it replicas disagree on what is over.
const SAME_TIME: TimeDelta = TimeDelta::seconds(2);

/// From where on codes are refused that are right.
const OTHER_TIME: TimeDelta = TimeDelta::seconds(15);

pub(super) async fn look(config: &Config, vault: Option<&Vault>, clock: &Clock) -> Vec<Check> {
    const NAME: &str = "database";
    let url = config.database_url.expose_secret();
    let file = SqliteFile::of_url(url).and_then(Result::ok);
    if let Some(path) = file.as_ref().map(SqliteFile::path).filter(|path| !path.exists()) {
        let told =
            format!("There is no {} yet: run `vestibule migrate`, or start the service.", path.display());
        return vec![Check::fail(NAME, told)];
    }
    let db = match Database::look(url).await {
        Ok(db) => db,
        Err(error) => return vec![Check::fail(NAME, no_database(config, &error).to_string())],
    };
    let mut checks = vec![Check::ok(NAME, if file.is_some() { "SQLite" } else { "PostgreSQL" })];
    checks.push(time(&db, clock).await);
    let (is_current, schema) = schema(&db).await;
    checks.push(schema);
    if let (true, Some(vault)) = (is_current, vault) {
        checks.push(signing_keys(&db, vault, clock).await);
    }
    checks
}

/// The database's clock against ours, read before and after.
async fn time(db: &Database, clock: &Clock) -> Check {
    const NAME: &str = "clock";
    let before = clock.now();
    let theirs = match db.clock().await {
        Ok(Some(theirs)) => theirs,
        Ok(None) => return Check::ok(NAME, "The database has no clock but this machine's."),
        Err(error) => return Check::fail(NAME, format!("The database doesn't tell its time: {error}.")),
    };
    let ours = before + (clock.now() - before) / 2;
    let apart = (theirs - ours).abs();
    let told = format!("{} ms apart from the database's", apart.num_milliseconds());
    match apart {
        apart if apart <= SAME_TIME => Check::ok(NAME, told),
        apart if apart <= OTHER_TIME => Check::warn(NAME, format!("{told}: set both by NTP.")),
        _ => Check::fail(NAME, format!("{told}, so that right codes are refused: set both by NTP.")),
    }
}

/// A schema that has all of this version's migrations, and perhaps a newer one's.
async fn up_to_date(db: &Database) -> Check {
    match db.migrations_of_newer_versions().await {
        Ok(newer) if !newer.is_empty() => {
            let told = format!(
                "A newer version runs beside this one ({}): upgrade this one, too.",
                newer.join(", ")
            );
            Check::warn("migrations", told)
        }
        _ => Check::ok("migrations", "The schema is up to date."),
    }
}

/// Whether the schema is current.
async fn schema(db: &Database) -> (bool, Check) {
    const NAME: &str = "migrations";
    match db.pending_migrations().await {
        Ok(0) => (true, up_to_date(db).await),
        Ok(pending) => {
            let told = format!("{pending} wait: run `vestibule migrate`, or start the service anew.");
            (false, Check::fail(NAME, told))
        }
        Err(error) => {
            (false, Check::fail(NAME, format!("The schema doesn't fit this version: {}.", in_full(&error))))
        }
    }
}

/// Whether the master keys open what is sealed, and which keys sign.
async fn signing_keys(db: &Database, vault: &Vault, clock: &Clock) -> Check {
    const NAME: &str = "signing keys";
    let keys = match store::signing_key::all(db.read(), vault).await {
        Ok(keys) => keys,
        Err(StoreError::Sealed(_)) => {
            return Check::fail(NAME, "The data was sealed with another master key: put that one back.");
        }
        Err(error) => return Check::fail(NAME, format!("They can't be read: {error}.")),
    };
    let now = clock.now();
    let told = keys.iter().filter(|key| !key.is_retired(now)).map(|key| {
        let kid = key.key.kid();
        match key.retires_at {
            _ if key.signs_from > now => format!("{kid} signs from {}", key.signs_from),
            Some(retires_at) => format!("{kid} verifies until {retires_at}"),
            None => format!("{kid} signs"),
        }
    });
    let told: Vec<_> = told.collect();
    if told.is_empty() {
        return Check::ok(NAME, "There is none yet: the first start makes one.");
    }
    Check::ok(NAME, told.join(", "))
}
