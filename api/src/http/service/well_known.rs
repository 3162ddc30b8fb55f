//! What programs look for at well-known places (RFC 8615).

use std::io::ErrorKind;

use actix_web::{HttpResponse, get, http::header, web::Data};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::KEPT;
use crate::{
    app::App,
    config::{Config, Support},
    http::error::{ApiError, ApiResult, ErrorCode, Problem},
};

/// How long `security.txt` holds; RFC 9116 recommends less than a year.
const HOLDS_FOR: TimeDelta = TimeDelta::days(180);

/// Leads password managers to the page where a password is changed.
///
/// As they look for it at every site.
#[utoipa::path(operation_id = "change_password_page", tag = "service", security(()), responses((status = 303, description = "To the page")))]
#[get("/.well-known/change-password")]
pub async fn change_password() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, "/password")).finish()
}

/// Tells whom to write to about a weakness (RFC 9116).
///
/// Made of the support that is configured; it never runs out. May be kept for 5 minutes.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "The file", body = String, content_type = "text/plain")))]
#[get("/.well-known/security.txt")]
pub async fn security_txt(app: Data<App>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(KEPT)
        .content_type("text/plain; charset=utf-8")
        .body(write_security_txt(&app.config, app.now()))
}

/// Which of Apple's apps may open the portal's links and fill in its passwords.
///
/// The operator's file, as it stands in `well_known_dir`; 404 where there is none. May be kept for 5 minutes.
#[utoipa::path(tag = "service", security(()), responses(
    (status = 200, description = "The file of `well_known_dir`", body = Object),
    (status = 404, description = "`not_found`", body = Problem),
))]
#[get("/.well-known/apple-app-site-association")]
pub async fn apple_app_site_association(app: Data<App>) -> ApiResult<HttpResponse> {
    file(&app, "apple-app-site-association").await
}

/// Which of Android's apps may open the portal's links and fill in its passwords.
///
/// The operator's file, as it stands in `well_known_dir`; 404 where there is none. May be kept for 5 minutes.
#[utoipa::path(tag = "service", security(()), responses(
    (status = 200, description = "The file of `well_known_dir`", body = Vec<Object>),
    (status = 404, description = "`not_found`", body = Problem),
))]
#[get("/.well-known/assetlinks.json")]
pub async fn assetlinks(app: Data<App>) -> ApiResult<HttpResponse> {
    file(&app, "assetlinks.json").await
}

/// A file of `well_known_dir`. The name is ours: nothing of the request goes into the path.
async fn file(app: &App, name: &'static str) -> ApiResult<HttpResponse> {
    let dir = app.config.well_known_dir.as_ref().ok_or(ErrorCode::NotFound)?;
    let content = tokio::fs::read(dir.join(name)).await.map_err(|error| match error.kind() {
        ErrorKind::NotFound => ErrorCode::NotFound.into(),
        _ => ApiError::internal(format!("well_known_dir: {name} cannot be read: {error}")),
    })?;
    Ok(HttpResponse::Ok().insert_header(KEPT).content_type("application/json").body(content))
}

fn write_security_txt(config: &Config, now: DateTime<Utc>) -> String {
    let mut contacts = contacts(&config.support);
    if contacts.is_empty() {
        // The file needs one: the portal itself is where people find somebody.
        contacts.push(config.public_url.clone());
    }
    let mut lines: Vec<_> = contacts.iter().map(|contact| format!("Contact: {contact}")).collect();
    let expires = (now + HOLDS_FOR).to_rfc3339_opts(SecondsFormat::Secs, true);
    lines.push(format!("Expires: {expires}"));
    lines.push("Preferred-Languages: en, de".to_owned());
    lines.push(format!("Canonical: {}/.well-known/security.txt", config.public_url));
    lines.join("\n") + "\n"
}

/// How to reach support, as URIs, the best way first.
fn contacts(support: &Support) -> Vec<String> {
    let mail = support.email.as_deref().map(|email| format!("mailto:{}", escaped(email)));
    let is_safe = |url: &&str| url.starts_with("https://") && !url.contains(char::is_control);
    let page = support.url.as_deref().filter(is_safe).map(str::to_owned);
    // Without a country's code nobody knows where to call.
    let phone = support.phone.as_deref().filter(|phone| phone.trim_start().starts_with('+'));
    let phone =
        phone.map(|phone| format!("tel:+{}", phone.chars().filter(char::is_ascii_digit).collect::<String>()));
    [mail, page, phone].into_iter().flatten().collect()
}

/// An address as a `mailto` has it (RFC 6068).
fn escaped(address: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"@-._~+!$'*".contains(&byte);
    let escaped = address
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    escaped.collect()
}
