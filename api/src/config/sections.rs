//! The settings, one struct a concern. Their defaults stand in `KEYS`.

use std::{net::SocketAddr, path::PathBuf};

use chrono::TimeDelta;
use ipnet::IpNet;
use secrecy::SecretString;
use serde::Deserialize;

use super::parse;

/// All settings in force. Values travel in `App`; nothing reads the environment after the start.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `VESTIBULE_DATABASE_URL`, `sqlite://data/vestibule.db`: where the data is.
    pub database_url: SecretString,
    /// `VESTIBULE_BIND`, `127.0.0.1:8080`: the address to listen on.
    pub bind: SocketAddr,
    /// `VESTIBULE_METRICS_BIND`, none: the address to tell Prometheus on.
    pub metrics_bind: Option<SocketAddr>,
    /// `VESTIBULE_PUBLIC_URL`, `http://localhost:8080`: where people find the service; without a slash at its end.
    pub public_url: String,
    /// `VESTIBULE_ALLOWED_ORIGINS`, none: further origins whose pages may call the API.
    pub allowed_origins: Vec<String>,
    /// `VESTIBULE_FRONTEND_DIR`, none: the folder of the built SPA.
    pub frontend_dir: Option<PathBuf>,
    /// `VESTIBULE_WELL_KNOWN_DIR`, none: the folder of the files that name the portal's apps.
    pub well_known_dir: Option<PathBuf>,
    /// `VESTIBULE_MASTER_KEY_FILE`, `data/master.key`: the file of master keys.
    pub master_key_file: PathBuf,
    /// `VESTIBULE_MASTER_KEY`, none: the master keys themselves.
    pub master_key: Option<SecretString>,
    /// `VESTIBULE_OUTBOX`, `data/outbox.jsonl`: the file that the `outbox` gateways write.
    pub outbox: PathBuf,
    /// `VESTIBULE_TRUSTED_PROXIES`, none: networks whose forwarding headers are believed (S8).
    #[serde(deserialize_with = "parse::networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Text messages.
    pub sms: Sms,
    /// Mail.
    pub mail: Mail,
    /// The name that people see.
    pub brand: Brand,
    /// How people reach you.
    #[serde(default)]
    pub support: Support,
    /// Access tokens.
    pub token: Token,
    /// Sessions (S15).
    pub session: Session,
    /// Wrong codes (S6).
    pub second_factor: SecondFactor,
    /// Passwords and their hashing (S19).
    pub passwords: Passwords,
    /// Remembered devices (S13).
    pub remember_device: RememberDevice,
    /// API tokens (S12).
    pub api_tokens: ApiTokens,
    /// Links in mail (S24).
    pub links: Links,
    /// What is kept, and how long (S25, S29).
    pub retention: Retention,
    /// Logs.
    pub log: Log,
    /// What `shown` answers.
    #[serde(skip)]
    pub(super) shown: Vec<(&'static str, String)>,
}

/// Text messages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    /// `VESTIBULE_SMS__GATEWAY`, `outbox`: where texts go.
    pub gateway: SmsGatewayKind,
    /// `VESTIBULE_SMS__COUNTRIES`, all: ISO 3166-1 alpha-2 codes of the countries that texts may go to; empty means all.
    pub countries: Vec<String>,
    /// `VESTIBULE_SMS__BUDGET_PER_DAY`, 1000: texts a day in all.
    pub budget_per_day: u32,
    /// `VESTIBULE_SMS__TEAM_BUDGET_PER_DAY`, 100: texts a day for one team.
    pub team_budget_per_day: u32,
    /// The other numbers of S9.
    pub limits: SmsLimits,
    /// Twilio's account.
    pub twilio: Twilio,
}

/// Where texts go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsGatewayKind {
    /// To people, by Twilio.
    Twilio,
    /// Into the outbox file.
    Outbox,
    /// Nowhere.
    None,
}

/// How often a text may be sent (S9).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsLimits {
    /// `VESTIBULE_SMS__LIMITS__WAITS`, 30s, 60s, 2m: the wait after each text; the last one stays.
    #[serde(deserialize_with = "parse::spans")]
    pub waits: Vec<TimeDelta>,
    /// `VESTIBULE_SMS__LIMITS__PER_HOUR`, 5: texts an hour for one account, and for one number.
    pub per_hour: u32,
    /// `VESTIBULE_SMS__LIMITS__PER_DAY`, 10: texts a day for one account, and for one number.
    pub per_day: u32,
    /// `VESTIBULE_SMS__LIMITS__PER_ADDRESS_HOUR`, 30: texts an hour for one client address.
    pub per_address_hour: u32,
}

/// Twilio's account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Twilio {
    /// `VESTIBULE_SMS__TWILIO__ACCOUNT_SID`, none: the account.
    pub account_sid: Option<String>,
    /// `VESTIBULE_SMS__TWILIO__AUTH_TOKEN`, none: its secret.
    pub auth_token: Option<SecretString>,
    /// `VESTIBULE_SMS__TWILIO__FROM`, none: the sending number.
    pub from: Option<String>,
    /// `VESTIBULE_SMS__TWILIO__BASE_URL`, `https://api.twilio.com`: the API's address; without a slash at its end.
    pub base_url: String,
}

/// Mail.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// `VESTIBULE_MAIL__GATEWAY`, `outbox`: where mail goes.
    pub gateway: MailGatewayKind,
    /// `VESTIBULE_MAIL__SMTP_URL`, none: the mail server.
    pub smtp_url: Option<SecretString>,
    /// `VESTIBULE_MAIL__SMTP_CA_FILE`, none: who may have signed the mail server's certificate.
    pub smtp_ca_file: Option<PathBuf>,
    /// `VESTIBULE_MAIL__FROM`, none: the sender of all mail.
    pub from: Option<String>,
    /// The numbers of S9.
    pub limits: MailLimits,
}

/// How often mail may be sent (S9).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailLimits {
    /// `VESTIBULE_MAIL__LIMITS__PER_HOUR`, 3: mails of one kind an hour for one account.
    pub per_hour: u32,
    /// `VESTIBULE_MAIL__LIMITS__PER_ADDRESS_HOUR`, 30: mails with a link an hour that one client address may ask for.
    pub per_address_hour: u32,
    /// `VESTIBULE_MAIL__LIMITS__INVITATIONS_PER_DAY`, 5: invitations a day to one recipient.
    pub invitations_per_day: u32,
}

/// Where mail goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailGatewayKind {
    /// To people, by SMTP.
    Smtp,
    /// Into the outbox file.
    Outbox,
}

/// The name that people see.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// `VESTIBULE_BRAND__NAME`, `Client Portal`: shown on pages, in mail, texts and authenticator apps (S1).
    pub name: String,
}

/// How people reach you: the support line on every page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// `VESTIBULE_SUPPORT__EMAIL`, none.
    pub email: Option<String>,
    /// `VESTIBULE_SUPPORT__PHONE`, none.
    pub phone: Option<String>,
    /// `VESTIBULE_SUPPORT__HOURS`, none.
    pub hours: Option<String>,
    /// `VESTIBULE_SUPPORT__URL`, none.
    pub url: Option<String>,
}

/// Access tokens.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// `VESTIBULE_TOKEN__AUDIENCE`, `public_url`: the `aud` of access tokens; ask [`Config::audience`].
    pub audience: Option<String>,
    /// `VESTIBULE_TOKEN__ACCESS_LIFETIME`, 5m: how long an access token is good.
    #[serde(deserialize_with = "parse::span")]
    pub access_lifetime: TimeDelta,
}

/// Sessions (S15).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// `VESTIBULE_SESSION__ABSOLUTE`, 24h: a browser's session in all.
    #[serde(deserialize_with = "parse::span")]
    pub absolute: TimeDelta,
    /// `VESTIBULE_SESSION__IDLE`, 1h: a browser's session without a refresh.
    #[serde(deserialize_with = "parse::span")]
    pub idle: TimeDelta,
    /// `VESTIBULE_SESSION__BEARER_ABSOLUTE`, 24h: a bearer client's session in all.
    #[serde(deserialize_with = "parse::span")]
    pub bearer_absolute: TimeDelta,
    /// `VESTIBULE_SESSION__BEARER_IDLE`, 1h: a bearer client's session without a refresh.
    #[serde(deserialize_with = "parse::span")]
    pub bearer_idle: TimeDelta,
}

/// Wrong codes (S6).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondFactor {
    /// `VESTIBULE_SECOND_FACTOR__TRIES`, 5: wrong codes that end a challenge, and after which each further try waits.
    pub tries: u32,
    /// `VESTIBULE_SECOND_FACTOR__FIRST_WAIT`, 15s: the first wait; each further one doubles.
    #[serde(deserialize_with = "parse::span")]
    pub first_wait: TimeDelta,
    /// `VESTIBULE_SECOND_FACTOR__LONGEST_WAIT`, 24h: where the doubling ends.
    #[serde(deserialize_with = "parse::span")]
    pub longest_wait: TimeDelta,
    /// `VESTIBULE_SECOND_FACTOR__SUM_LIMIT`, 100: wrong codes of strangers in 30 days, past which each try waits the longest.
    pub sum_limit: u32,
}

/// Passwords and their hashing (S19).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passwords {
    /// `VESTIBULE_PASSWORDS__HASH_MEMORY_KIB`, 19456: Argon2id's memory.
    pub hash_memory_kib: u32,
    /// `VESTIBULE_PASSWORDS__HASH_PASSES`, 2: Argon2id's passes.
    pub hash_passes: u32,
    /// `VESTIBULE_PASSWORDS__HASH_THREADS`, as many as there are cores: ask [`Passwords::threads`].
    pub hash_threads: Option<usize>,
    /// `VESTIBULE_PASSWORDS__HASH_QUEUE`, 64: passwords that may wait to be hashed; past it 503.
    pub hash_queue: usize,
    /// `VESTIBULE_PASSWORDS__MIN_LENGTH`, 12: code points that a new password has at least.
    pub min_length: usize,
    /// `VESTIBULE_PASSWORDS__LIST_FILE`, none: a file of further passwords that nobody may choose.
    pub list_file: Option<PathBuf>,
}

/// Remembered devices (S13).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RememberDevice {
    /// `VESTIBULE_REMEMBER_DEVICE__LIFETIME`, 30d: from the proof.
    #[serde(deserialize_with = "parse::span")]
    pub lifetime: TimeDelta,
}

/// API tokens (S12).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiTokens {
    /// `VESTIBULE_API_TOKENS__SCOPES`, `account:read`, `team:read`: what one may be made for.
    pub scopes: Vec<String>,
    /// `VESTIBULE_API_TOKENS__LIFETIME`, 90d: how long one lasts where its owner doesn't say.
    #[serde(deserialize_with = "parse::span")]
    pub lifetime: TimeDelta,
}

/// Links in mail (S24).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// `VESTIBULE_LINKS__INVITATION`, 7d: how long an invitation holds.
    #[serde(deserialize_with = "parse::span")]
    pub invitation: TimeDelta,
    /// `VESTIBULE_LINKS__RESET`, 30m: how long a password reset holds.
    #[serde(deserialize_with = "parse::span")]
    pub reset: TimeDelta,
    /// `VESTIBULE_LINKS__EMAIL`, 24h: how long the confirmation of a new address holds.
    #[serde(deserialize_with = "parse::span")]
    pub email: TimeDelta,
}

/// What is kept, and how long (S25, S29).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// `VESTIBULE_RETENTION__ACTIVITY`, 400d: the activity log.
    #[serde(deserialize_with = "parse::span")]
    pub activity: TimeDelta,
    /// `VESTIBULE_RETENTION__SESSIONS`, 30d: sessions, after their end.
    #[serde(deserialize_with = "parse::span")]
    pub sessions: TimeDelta,
}

/// Logs.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// `VESTIBULE_LOG__FORMAT`, `auto`: how events are written.
    pub format: LogFormat,
    /// `VESTIBULE_LOG__LEVEL`, `info`: the least weighty events that are written.
    pub level: LogLevel,
}

/// How events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Text on a terminal, JSON otherwise.
    Auto,
    /// A line of text an event.
    Text,
    /// A JSON object an event.
    Json,
}

/// How weighty an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// What went wrong on our side.
    Error,
    /// What deserves a look.
    Warn,
    /// What happened.
    Info,
    /// How it happened.
    Debug,
    /// Everything.
    Trace,
}
