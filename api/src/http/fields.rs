//! Fields that several bodies have, parsed with the fault that points to them.

use vestibule_domain::{locale::Locale, name::PersonName};

use super::{error::Fault, patch::Patch};

/// A name that may be absent but not null.
pub fn person_name(given: Patch<String>) -> Result<Option<PersonName>, Fault> {
    given.required("/name", |name| {
        PersonName::parse(&name).map_err(|fault| Fault::at("/name", "invalid", format!("{fault}.")))
    })
}

/// A language that may be absent but not null.
pub fn locale(given: Patch<String>) -> Result<Option<Locale>, Fault> {
    given.required("/locale", |locale| {
        locale.parse().map_err(|_| Fault::at("/locale", "invalid", "The languages are en and de."))
    })
}
