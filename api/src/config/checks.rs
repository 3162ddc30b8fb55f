//! What several settings have to be together, and what a text in one of them has to be.

use std::net::IpAddr;

use reqwest::Url;
use secrecy::ExposeSecret;
use vestibule_domain::{api_token::is_scope, phone::CountryCode, provisioning::Brand};

use super::{Config, Fault, MailGatewayKind, SmsGatewayKind};

/// Whether a host can only be this machine.
pub fn is_loopback_host(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

/// The mail address of `Name <address>`, or of a bare address; nothing where it is none.
fn parse_address(text: &str) -> Option<&str> {
    let inner =
        text.strip_suffix('>').and_then(|text| text.rsplit_once('<')).map_or(text, |(_, inner)| inner);
    let (local, domain) = inner.rsplit_once('@')?;
    let is_sound = !local.is_empty()
        && !domain.is_empty()
        && !inner
            .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';'));
    (is_sound && !text.contains(char::is_control)).then_some(inner)
}

/// The host in a URL, as it is written there.
pub(super) fn host_of(url: &str) -> &str {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    match host.strip_prefix('[').and_then(|rest| rest.find(']')) {
        Some(end) => &host[..end + 2],
        None => host.split(':').next().unwrap_or_default(),
    }
}

/// A secret as it is shown: of a URL the place without its password, of anything else nothing.
pub(super) fn masked(text: &str) -> String {
    const MASK: &str = "••••••";
    let Some((scheme, rest)) = text.split_once("://") else { return MASK.to_owned() };
    // A query may hold a password too.
    let (rest, query) = rest.rsplit_once('?').unwrap_or((rest, ""));
    let query = match query {
        "" => String::new(),
        query if query.contains("pass") => format!("?{MASK}"),
        query => format!("?{query}"),
    };
    match rest.rsplit_once('@') {
        None => format!("{scheme}://{rest}{query}"),
        Some((credentials, place)) => {
            let user = credentials.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:{MASK}@{place}{query}")
        }
    }
}

/// The settings with their URLs in one form and what is empty left out.
pub(super) fn normalized(mut config: Config) -> Config {
    config.public_url = plain_origin(&config.public_url).unwrap_or(config.public_url);
    for origin in &mut config.allowed_origins {
        *origin = plain_origin(origin).unwrap_or_else(|| origin.clone());
    }
    for country in &mut config.sms.countries {
        *country = country.trim().to_ascii_uppercase();
    }
    config.brand.name = config.brand.name.trim().to_owned();
    let twilio = &mut config.sms.twilio;
    twilio.base_url = twilio.base_url.trim_end_matches('/').to_owned();
    let support = &mut config.support;
    for text in [&mut support.email, &mut support.phone, &mut support.hours, &mut support.url] {
        *text = text.take().filter(|text| !text.trim().is_empty());
    }
    config.passwords.list_file = config.passwords.list_file.filter(|file| !file.as_os_str().is_empty());
    config.mail.smtp_ca_file = config.mail.smtp_ca_file.filter(|file| !file.as_os_str().is_empty());
    config.well_known_dir = config.well_known_dir.filter(|folder| !folder.as_os_str().is_empty());
    config.frontend_dir = config.frontend_dir.filter(|folder| !folder.as_os_str().is_empty());
    config.token.audience = config.token.audience.filter(|audience| !audience.is_empty());
    config
}

/// A URL that is an origin and nothing more, in its one form.
fn plain_origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let is_plain = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    is_plain.then(|| url.origin().ascii_serialization())
}

/// Whether a URL is spoken to by TLS, or doesn't leave this machine.
fn is_safe(url: &str) -> bool {
    url.starts_with("https://") || (url.starts_with("http://") && is_loopback_host(host_of(url)))
}

/// Tells everything that doesn't go together.
pub(super) fn check(config: &Config, faults: &mut Vec<Fault>) {
    addresses(config, faults);
    gateways(config, faults);
    names(config, faults);
    database(config.database_url.expose_secret(), faults);

    let session = &config.session;
    let spans = [
        ("session.idle", session.idle, "session.absolute", session.absolute),
        ("session.bearer_idle", session.bearer_idle, "session.bearer_absolute", session.bearer_absolute),
        ("token.access_lifetime", config.token.access_lifetime, "session.absolute", session.absolute),
    ];
    for (key, span, longer_key, longer) in spans {
        if span > longer {
            faults.push(Fault::new(key, format!("has to be no longer than `{longer_key}`")));
        }
    }
    let limits = &config.sms.limits;
    if limits.waits.is_empty() {
        faults.push(Fault::new("sms.limits.waits", "needs one wait at least"));
    }
    if limits.per_day < limits.per_hour {
        faults.push(Fault::new("sms.limits.per_day", "has to be no less than `sms.limits.per_hour`"));
    }
}

fn addresses(config: &Config, faults: &mut Vec<Fault>) {
    if plain_origin(&config.public_url).is_none() {
        faults.push(Fault::new(
            "public_url",
            "has to be a scheme and a host, such as `https://portal.example.com`",
        ));
    } else if !is_safe(&config.public_url) {
        faults.push(Fault::new("public_url", "has to be https, but on loopback"));
    }
    if config.metrics_bind.is_some_and(|metrics| metrics.port() == config.bind.port()) {
        faults.push(Fault::new(
            "metrics_bind",
            "has to be of another port than `bind`, which is the public one",
        ));
    }
    for origin in &config.allowed_origins {
        if plain_origin(origin).is_none() || !is_safe(origin) {
            let message =
                format!("`{origin}` has to be an https origin, such as `https://portal.example.com`");
            faults.push(Fault::new("allowed_origins", message));
        }
    }
}

fn gateways(config: &Config, faults: &mut Vec<Fault>) {
    const LOOPBACK_ALONE: &str =
        "`outbox` is for development: `public_url` and `bind` both have to be loopback";
    let (sms, mail) = (&config.sms, &config.mail);
    if sms.gateway == SmsGatewayKind::Outbox && !config.is_loopback() {
        faults.push(Fault::new("sms.gateway", format!("{LOOPBACK_ALONE}; use `twilio` or `none`")));
    }
    if mail.gateway == MailGatewayKind::Outbox && !config.is_loopback() {
        faults.push(Fault::new("mail.gateway", format!("{LOOPBACK_ALONE}; use `smtp`")));
    }
    if sms.gateway == SmsGatewayKind::Twilio {
        let twilio = &sms.twilio;
        let credentials = [
            ("sms.twilio.account_sid", twilio.account_sid.as_deref()),
            ("sms.twilio.auth_token", twilio.auth_token.as_ref().map(ExposeSecret::expose_secret)),
            ("sms.twilio.from", twilio.from.as_deref()),
        ];
        for (key, value) in credentials {
            if value.is_none_or(|value| value.trim().is_empty()) {
                faults.push(Fault::new(key, "is needed by `sms.gateway = \"twilio\"`"));
            }
        }
        if Url::parse(&twilio.base_url).is_err() || !is_safe(&twilio.base_url) {
            faults.push(Fault::new("sms.twilio.base_url", "has to be an https URL, but on loopback"));
        }
    }
    if mail.gateway == MailGatewayKind::Smtp {
        match &mail.smtp_url {
            None => faults.push(Fault::new("mail.smtp_url", "is needed by `mail.gateway = \"smtp\"`")),
            Some(url) => smtp(url.expose_secret(), faults),
        }
        if mail.from.as_deref().and_then(parse_address).is_none() {
            faults.push(Fault::new(
                "mail.from",
                "has to be a mail address, such as `Portal <portal@example.com>`",
            ));
        }
    }
}

fn smtp(url: &str, faults: &mut Vec<Fault>) {
    let Some(parsed) =
        Url::parse(url).ok().filter(|url| matches!(url.scheme(), "smtp" | "smtps") && url.has_host())
    else {
        faults.push(Fault::new("mail.smtp_url", "has to be `smtps://HOST` or `smtp://HOST?tls=required`"));
        return;
    };
    let tls = parsed.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    let is_sound = match tls.as_deref() {
        None => parsed.scheme() == "smtps" || is_loopback_host(host_of(url)),
        Some("none" | "required") => parsed.scheme() == "smtp",
        Some(_) => false,
    };
    if !is_sound {
        let message =
            "has to use TLS: `smtps://...` or `smtp://...?tls=required`; without it say `?tls=none` outright";
        faults.push(Fault::new("mail.smtp_url", message));
    }
}

fn names(config: &Config, faults: &mut Vec<Fault>) {
    if let Err(fault) = Brand::parse(&config.brand.name) {
        faults.push(Fault::new("brand.name", fault.to_string()));
    }
    for country in &config.sms.countries {
        if CountryCode::parse(country).is_err() {
            faults.push(Fault::new("sms.countries", format!("`{country}` is no ISO 3166-1 alpha-2 code")));
        }
    }
    for (place, scope) in config.api_tokens.scopes.iter().enumerate() {
        if !is_scope(scope) {
            let message =
                format!("`{scope}` is no scope: visible ASCII without quotes, 64 characters at most");
            faults.push(Fault::new("api_tokens.scopes", message));
        } else if config.api_tokens.scopes[..place].contains(scope) {
            faults.push(Fault::new("api_tokens.scopes", format!("`{scope}` stands there twice")));
        }
    }
    if config.support.email.as_deref().is_some_and(|email| parse_address(email) != Some(email)) {
        faults.push(Fault::new("support.email", "has to be a mail address"));
    }
    let is_page = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    if config.support.url.as_ref().is_some_and(|url| !is_page(url)) {
        faults.push(Fault::new("support.url", "has to begin with `https://` or `http://`"));
    }
}

/// SQLite, or PostgreSQL by TLS, on loopback, or without TLS where the URL says so outright (S28).
fn database(url: &str, faults: &mut Vec<Fault>) {
    let message = match url.split_once(':').map(|(scheme, _)| scheme) {
        Some("sqlite") => return,
        Some("postgres" | "postgresql") => {
            let Ok(parsed) = Url::parse(url) else {
                faults.push(Fault::new(
                    "database_url",
                    "is no URL; does a special character want percent-encoding?",
                ));
                return;
            };
            let asked = |names: &[&str]| {
                let pair = parsed.query_pairs().find(|(name, _)| names.contains(&name.as_ref()));
                pair.map(|(_, value)| value.into_owned())
            };
            let host = asked(&["host", "hostaddr"]).unwrap_or_else(|| host_of(url).replace("%2F", "/"));
            let is_local = host.is_empty() || host.starts_with('/') || is_loopback_host(&host);
            let mode = asked(&["sslmode", "ssl-mode"]);
            if is_local || matches!(mode.as_deref(), Some("verify-full" | "verify-ca" | "disable")) {
                return;
            }
            "has to verify the server: add `?sslmode=verify-full`; without TLS say `?sslmode=disable` outright"
        }
        _ => "has to begin with `sqlite://` or `postgres://`",
    };
    faults.push(Fault::new("database_url", message));
}
