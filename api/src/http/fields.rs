//! Fields that several bodies have, parsed with the fault that points to them.

use vestibule_domain::{locale::Locale, name::PersonName};

use super::error::Fault;

/// A name that may be absent but not null.
pub fn person_name(given: Option<Option<String>>) -> Result<Option<PersonName>, Fault> {
    let Some(name) = given else { return Ok(None) };
    let name = name.ok_or_else(|| Fault::required("/name"))?;
    let parsed =
        PersonName::parse(&name).map_err(|fault| Fault::at("/name", "invalid", format!("{fault}.")))?;
    Ok(Some(parsed))
}

/// A language that may be absent but not null.
pub fn locale(given: Option<Option<String>>) -> Result<Option<Locale>, Fault> {
    let Some(locale) = given else { return Ok(None) };
    let locale = locale.ok_or_else(|| Fault::required("/locale"))?;
    let parsed =
        locale.parse().map_err(|_| Fault::at("/locale", "invalid", "The languages are en and de."))?;
    Ok(Some(parsed))
}
