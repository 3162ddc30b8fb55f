//! From settings to a service that can answer: what must be there is there, or one sentence says what is not.

use std::{fs, io, path::Path};

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use vestibule_domain::{
    password::CommonPasswords,
    provisioning::{Brand, BrandFault},
};

use crate::{
    app::App,
    clock::Clock,
    config::Config,
    entropy::Entropy,
    hasher::{Cost, Hasher},
    mail::{MailError, Mailer, Turn},
    metrics::Metrics,
    outbox::Outbox,
    sms::{SmsGateway, TwilioFault},
    store::{self, Database, SqliteFile, StoreError},
    tokens::{AccessTokens, ScheduledKey, SigningKey},
    vault::{MasterKeyError, MasterKeySource, MasterKeys, SealBroken, Vault},
};

/// Why the service can't start.
#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    /// The database can't be opened.
    #[error(
        "The database at {url} can't be opened ({reason}): check database_url, and that its server runs or its folder can be written."
    )]
    NoDatabase {
        /// Where it was looked for, its password masked.
        url: String,
        /// What the engine said.
        reason: String,
    },
    /// The folder of an embedded database can't be made.
    #[error("The folder {0} can't be made: {1}.")]
    NoFolder(String, #[source] io::Error),
    /// The schema can't be brought up to date.
    #[error("The database's schema can't be brought up to date ({0}): see the release notes.")]
    NotMigrated(String),
    /// The master keys are missing or broken.
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    /// The master keys are others than those that the data was sealed with.
    #[error(
        "The data was sealed with another master key: put back the master_key_file that belongs to this database."
    )]
    ForeignMasterKey,
    /// The brand's name breaks its rule.
    #[error("brand.name: {0}.")]
    Brand(#[from] BrandFault),
    /// The file of refused passwords can't be read.
    #[error("passwords.list_file: {0} can't be read: {1}.")]
    PasswordList(String, #[source] io::Error),
    /// The hashing threads can't be started.
    #[error("The hashing threads can't be started: {0}.")]
    Hasher(#[source] io::Error),
    /// Twilio's settings are of no use.
    #[error(transparent)]
    Twilio(#[from] TwilioFault),
    /// The mail settings are of no use.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The database fails.
    #[error("The database failed: {0}.")]
    Store(#[source] StoreError),
}

impl From<StoreError> for StartFault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Sealed(SealBroken) => Self::ForeignMasterKey,
            other => Self::Store(other),
        }
    }
}

/// Opens everything that a handler can reach; the schema is brought up to date first.
pub async fn open(config: Config, clock: Clock, entropy: Entropy, cost: Cost) -> Result<App, StartFault> {
    let brand = Brand::parse(&config.brand.name)?;
    let vault = Vault::new(&MasterKeys::load(&config, &entropy)?).watching(MasterKeySource::of(&config));
    let sms = SmsGateway::from_config(&config, &clock)?;
    let mailer = Mailer::from_config(&config, &clock)?;
    let refused_passwords = config.passwords.list_file.as_deref().map(read_passwords).transpose()?;
    let db = open_database(&config).await?;
    db.migrate().await.map_err(|error| StartFault::NotMigrated(in_full(&error)))?;
    let newer = db.migrations_of_newer_versions().await?;
    if !newer.is_empty() {
        tracing::warn!(
            event = "schema_is_newer",
            migrations = newer.join(" "),
            "a newer version changed the schema: it still serves this one, until it is upgraded, too"
        );
    }
    let keys = signing_keys(&db, &vault, &entropy, clock.now()).await?;
    let hasher = Hasher::start(cost, config.passwords.threads(), config.passwords.hash_queue);
    let outbox = config.development().then(|| Outbox::new(config.outbox.clone(), clock.clone()));
    Ok(App {
        brand,
        tokens: AccessTokens::new(config.issuer(), config.audience(), keys),
        refused_passwords,
        hasher: hasher.map_err(StartFault::Hasher)?,
        db,
        vault,
        sms,
        mailer,
        delivery: Turn::default(),
        metrics: Metrics::default(),
        outbox,
        clock,
        entropy,
        config,
    })
}

/// Opens the database that is configured, and makes the folder of an embedded one.
pub async fn open_database(config: &Config) -> Result<Database, StartFault> {
    let url = config.database_url.expose_secret();
    if let Some(Ok(file)) = SqliteFile::of_url(url) {
        make_folder(file.path())?;
    }
    Database::open(url).await.map_err(|error| no_database(config, &error))
}

/// Says that the database can't be opened, without its password.
pub fn no_database(config: &Config, error: &StoreError) -> StartFault {
    let shown = config.shown().iter().find(|(key, _)| *key == "database_url");
    StartFault::NoDatabase {
        url: shown.map_or_else(String::new, |(_, url)| url.clone()),
        reason: in_full(error),
    }
}

fn read_passwords(file: &Path) -> Result<CommonPasswords, StartFault> {
    let read = fs::read_to_string(file);
    let lines = read.map_err(|error| StartFault::PasswordList(file.display().to_string(), error))?;
    Ok(CommonPasswords::from_lines(&lines))
}

fn make_folder(file: &Path) -> Result<(), StartFault> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => fs::create_dir_all(folder)
            .map_err(|error| StartFault::NoFolder(folder.display().to_string(), error)),
        None => Ok(()),
    }
}

/// An error of the store with what the engine said.
pub fn in_full(error: &StoreError) -> String {
    let cause = std::error::Error::source(error);
    cause.map_or_else(|| error.to_string(), ToString::to_string)
}

/// The keys that sign access tokens; the first is made where there is none.
async fn signing_keys(
    db: &Database,
    vault: &Vault,
    entropy: &Entropy,
    now: DateTime<Utc>,
) -> Result<Vec<ScheduledKey>, StartFault> {
    let keys = store::signing_key::all(db.read(), vault).await?;
    if !keys.is_empty() {
        return Ok(keys);
    }
    let tx = db.begin().await?;
    // Two replicas may start at once: whoever comes second finds the first one's key.
    store::signing_key::lock(&*tx).await?;
    if store::signing_key::all(&*tx, vault).await?.is_empty() {
        let first =
            ScheduledKey { key: SigningKey::generate(&mut entropy.rng()), signs_from: now, retires_at: None };
        store::signing_key::insert(&*tx, vault, &first, now).await?;
    }
    let keys = store::signing_key::all(&*tx, vault).await?;
    tx.commit().await?;
    Ok(keys)
}
