//! Every key: its default, its bound and its meaning, once. The defaults, the bounds, `config check`
//! and `vestibule.example.toml` all read this table.

use std::fmt::Write;

use figment::{
    Figment,
    providers::{Format, Toml},
    value::{Dict, Value},
};

use super::parse::parse_span;

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As `vestibule.toml` names it, with dots.
    pub name: &'static str,
    /// How its default is written in TOML; where it has none, empty.
    pub default: &'static str,
    /// What a value may be.
    pub bound: Bound,
    /// What it does.
    pub meaning: &'static str,
    /// Whether its value is masked where settings are shown.
    pub is_secret: bool,
}

/// What a value may be at the least and at the most.
#[derive(Debug, Clone, Copy)]
pub enum Bound {
    /// A text or a list; its rules stand with the checks.
    Text,
    /// A whole number.
    Number(u64, u64),
    /// A duration, or a list of them.
    Span(&'static str, &'static str),
}

use Bound::{Number, Span, Text};

const fn key(name: &'static str, default: &'static str, bound: Bound, meaning: &'static str) -> Key {
    Key { name, default, bound, meaning, is_secret: false }
}

const fn secret(name: &'static str, default: &'static str, meaning: &'static str) -> Key {
    Key { name, default, bound: Text, meaning, is_secret: true }
}

/// All keys, in the order of the example file: a table's own keys before its tables.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    secret("database_url", r#""sqlite://data/vestibule.db""#, "Where the data is: `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/NAME`. Beyond loopback PostgreSQL needs `?sslmode=verify-full`, or `sslmode=disable` outright."),
    key("bind", r#""127.0.0.1:8080""#, Text, "The address and port to listen on."),
    key("metrics_bind", "", Text, "The address and port to tell Prometheus on, such as `127.0.0.1:9100`; never the public one."),
    key("public_url", r#""http://localhost:8080""#, Text, "Where people find the service: the issuer of tokens, the links in mail, the last line of texts. https, but on loopback."),
    key("allowed_origins", "[]", Text, "Further origins whose pages may call the API, such as `https://portal.example.com`."),
    key("frontend_dir", "", Text, "The folder of the built pages, to serve them too. Leave it out where another web server does."),
    key("well_known_dir", "", Text, "A folder with `apple-app-site-association` and `assetlinks.json`, served below `/.well-known/`; nothing else of it is."),
    key("master_key_file", r#""data/master.key""#, Text, "The file of the keys that seal secrets: 32 bytes each, base64, one a line, newest first. Made at first start on loopback alone."),
    secret("master_key", "", "The keys themselves, in place of the file."),
    key("outbox", r#""data/outbox.jsonl""#, Text, "The file that the `outbox` gateways write, a JSON object a line."),
    key("trusted_proxies", "[]", Text, "Networks, such as `10.0.0.0/8`, whose `Forwarded` and `X-Forwarded-For` headers are believed."),

    key("sms.gateway", r#""outbox""#, Text, "Where texts go: `twilio`, `outbox` (a file, on loopback alone) or `none`."),
    key("sms.countries", "[]", Text, "Countries that texts may go to, as ISO 3166-1 alpha-2 codes. Empty: all."),
    key("sms.budget_per_day", "1000", Number(0, 10_000_000), "Texts a day in all."),
    key("sms.team_budget_per_day", "100", Number(0, 10_000_000), "Texts a day for one team."),
    key("sms.limits.waits", r#"["30s", "60s", "2m"]"#, Span("10s", "1h"), "How long to wait after the first, second, ... text before the next; the last one stays."),
    key("sms.limits.per_hour", "5", Number(1, 20), "Texts an hour for one account, and for one number."),
    key("sms.limits.per_day", "10", Number(1, 50), "Texts a day for one account, and for one number."),
    key("sms.limits.per_address_hour", "30", Number(1, 1000), "Texts an hour for one client address."),
    key("sms.twilio.account_sid", "", Text, "Twilio's account, `AC...`."),
    secret("sms.twilio.auth_token", "", "Twilio's secret for that account."),
    key("sms.twilio.from", "", Text, "The number that sends, such as `+15005550006`."),
    key("sms.twilio.base_url", r#""https://api.twilio.com""#, Text, "Twilio's address: of another region, or of a stand-in for tests."),

    key("mail.gateway", r#""outbox""#, Text, "Where mail goes: `smtp` or `outbox` (a file, on loopback alone)."),
    secret("mail.smtp_url", "", "The mail server: `smtps://USER:PASSWORD@HOST`, or `smtp://...?tls=required`; beyond loopback without TLS only as `smtp://...?tls=none` outright."),
    key("mail.smtp_ca_file", "", Text, "The authorities, in PEM, that the mail server's certificate is trusted by, in place of the system's: for one of your own."),
    key("mail.from", "", Text, "The sender, such as `Client Portal <portal@example.com>`."),
    key("mail.limits.per_hour", "3", Number(1, 20), "Mails of one kind an hour for one account; further notices are gathered into one, further links are not sent."),
    key("mail.limits.per_address_hour", "30", Number(1, 1000), "Mails with a link an hour that one client address may ask for."),
    key("mail.limits.invitations_per_day", "5", Number(1, 50), "Invitations a day to one recipient."),

    key("brand.name", r#""Client Portal""#, Text, "Your service's name, on pages, in mail and texts, and in authenticator apps: 1 to 40 characters without a colon."),

    key("support.email", "", Text, "Your support's mail address, shown on every page and in every mail."),
    key("support.phone", "", Text, "Its telephone number."),
    key("support.hours", "", Text, "Its hours, such as `Mon-Fri 9-17 CET`."),
    key("support.url", "", Text, "Its page."),

    key("token.audience", "", Text, "What `aud` says in access tokens. Left out: `public_url`."),
    key("token.access_lifetime", r#""5m""#, Span("30s", "15m"), "How long an access token is good."),

    key("session.absolute", r#""24h""#, Span("5m", "30d"), "How long a browser's session lasts in all."),
    key("session.idle", r#""1h""#, Span("1m", "24h"), "How long it lasts without a refresh."),
    key("session.bearer_absolute", r#""24h""#, Span("5m", "90d"), "How long a session of a client without cookies lasts in all."),
    key("session.bearer_idle", r#""1h""#, Span("1m", "30d"), "How long it lasts without a refresh."),

    key("second_factor.tries", "5", Number(1, 5), "Wrong codes that end a challenge, and from which on each further try waits."),
    key("second_factor.first_wait", r#""15s""#, Span("15s", "1h"), "The first wait; each further one doubles."),
    key("second_factor.longest_wait", r#""24h""#, Span("24h", "7d"), "Where the doubling ends."),
    key("second_factor.sum_limit", "100", Number(10, 100), "Wrong codes of strangers in 30 days, past which each further try waits the longest."),

    key("passwords.hash_memory_kib", "19456", Number(19_456, 4_194_304), "Argon2id's memory for one hash, in KiB."),
    key("passwords.hash_passes", "2", Number(2, 100), "Argon2id's passes over it."),
    key("passwords.hash_threads", "", Number(1, 1024), "How many passwords are hashed at a time. Left out: as many as there are cores."),
    key("passwords.hash_queue", "64", Number(1, 100_000), "How many may wait for that; past it the service answers 503."),
    key("passwords.min_length", "12", Number(12, 64), "The characters that a new password has at least."),
    key("passwords.list_file", "", Text, "A file of passwords that nobody may choose beside the 100,000 common ones inside the program: UTF-8, one a line, whatever their case."),

    key("remember_device.lifetime", r#""30d""#, Span("1h", "90d"), "How long a remembered device is excused from the second factor."),

    key("api_tokens.scopes", r#"["account:read", "team:read"]"#, Text, "What an API token may be made for. `account:read` and `team:read` open the reads of this service; others are for services that rely on its access tokens. One that is taken out is out of force at once."),
    key("api_tokens.lifetime", r#""90d""#, Span("1d", "365d"), "How long an API token lasts where its owner doesn't say."),

    key("links.invitation", r#""7d""#, Span("1h", "14d"), "How long the link of an invitation holds."),
    key("links.reset", r#""30m""#, Span("5m", "2h"), "How long the link to reset a password holds."),
    key("links.email", r#""24h""#, Span("10m", "3d"), "How long the link to confirm a new mail address holds."),

    key("retention.activity", r#""400d""#, Span("30d", "3650d"), "How long the activity log is kept."),
    key("retention.sessions", r#""30d""#, Span("1d", "400d"), "How long a session is kept after its end."),

    key("log.format", r#""auto""#, Text, "`text`, `json`, or `auto`: text on a terminal, JSON otherwise."),
    key("log.level", r#""info""#, Text, "`error`, `warn`, `info`, `debug` or `trace`. Security events are written whatever it is."),
];

impl Key {
    /// The key of this name.
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// The variable that sets it.
    pub fn variable(&self) -> String {
        format!("VESTIBULE_{}", self.name.replace('.', "__").to_uppercase())
    }

    /// The value that `text` means, as a variable or a flag has it.
    pub(super) fn read(&self, text: &str) -> Value {
        let is_list = self.default.starts_with('[');
        if is_list && !text.trim_start().starts_with('[') {
            return text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().into();
        }
        match self.bound {
            Number(..) => text.trim().parse::<u64>().map_or_else(|_| text.into(), Value::from),
            _ if is_list => text.parse().unwrap_or_else(|_| text.into()),
            _ => text.into(),
        }
    }

    /// What is wrong with a value's size, if anything; a value of another type is serde's to refuse.
    pub(super) fn breach(&self, value: &Value) -> Option<String> {
        let is_within = match (self.bound, value) {
            (Number(least, most), value) => {
                let number = value.to_i128().or_else(|| value.to_u128()?.try_into().ok());
                number.is_none_or(|number| (i128::from(least)..=i128::from(most)).contains(&number))
            }
            (Span(..), Value::Array(_, values)) => return values.iter().find_map(|value| self.breach(value)),
            (Span(least, most), Value::String(_, text)) => parse_span(text).is_none_or(|span| {
                parse_span(least).is_some_and(|least| least <= span)
                    && parse_span(most).is_some_and(|most| span <= most)
            }),
            (Text | Span(..), _) => true,
        };
        (!is_within).then(|| format!("has to be {}", self.bound))
    }
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Text => f.write_str("text"),
            Number(least, most) => write!(f, "{least} to {most}"),
            Span(least, most) => write!(f, "{least} to {most}"),
        }
    }
}

/// The defaults, as a dictionary.
pub(super) fn defaults() -> Dict {
    let mut text = String::new();
    for key in KEYS.iter().filter(|key| !key.default.is_empty()) {
        _ = writeln!(text, "{} = {}", key.name, key.default);
    }
    Figment::from(Toml::string(&text)).extract().expect("the table of keys is TOML")
}

/// `vestibule.example.toml`: every key with its default and meaning.
pub fn example() -> String {
    let mut text = String::from(
        "# Every key of Vestibule, with its default and meaning.\n\
         #\n\
         # Copy it to vestibule.toml and keep what you change. A variable beats the file: its name stands\n\
         # in parentheses. A key that is commented out has no default. Durations are \"30s\", \"10m\", \"24h\", \"30d\".\n\
         # `vestibule config check` says what is in force, and what is wrong.\n",
    );
    let mut table = "";
    for key in KEYS {
        let (prefix, name) = key.name.rsplit_once('.').unwrap_or(("", key.name));
        if prefix != table {
            _ = write!(text, "\n[{prefix}]\n");
            table = prefix;
        }
        let bound = if matches!(key.bound, Text) { String::new() } else { format!(" From {}.", key.bound) };
        _ = write!(text, "\n# {}{bound}\n# ({})\n", key.meaning, key.variable());
        _ = match key.default {
            "" if matches!(key.bound, Number(..)) => writeln!(text, "#{name} = 4"),
            "" => writeln!(text, "#{name} = \"\""),
            default => writeln!(text, "{name} = {default}"),
        };
    }
    text
}
