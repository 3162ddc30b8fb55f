//! Fields that several bodies have, parsed with the fault that points to them.

use vestibule_domain::{
    email::EmailAddress, locale::Locale, name::PersonName, password::NewPassword, policy::Role,
    username::Username,
};

use super::{error::Fault, patch::Patch};
use crate::{app::App, new_password, store::account::Account};

/// A name that may be absent but not null.
pub fn person_name(given: Patch<String>) -> Result<Option<PersonName>, Fault> {
    given.required("/name", |name| {
        PersonName::parse(&name).map_err(|fault| Fault::at("/name", "invalid", format!("{fault}.")))
    })
}

/// What a user logs in with.
pub fn username(given: &str) -> Result<Username, Fault> {
    Username::parse(given).map_err(|fault| Fault::at("/username", "invalid", format!("{fault}.")))
}

/// A mail address.
pub fn email(given: &str) -> Result<EmailAddress, Fault> {
    EmailAddress::parse(given).map_err(|_| {
        Fault::at("/email", "invalid", "This is no e-mail address: check the part around the @.")
    })
}

/// A role.
pub fn role(given: &str) -> Result<Role, Fault> {
    given.parse().map_err(|_| Fault::at("/role", "invalid", "The roles are admin and member."))
}

/// A language that may be absent but not null.
pub fn locale(given: Patch<String>) -> Result<Option<Locale>, Fault> {
    given.required("/locale", |locale| {
        locale.parse().map_err(|_| Fault::at("/locale", "invalid", "The languages are en and de."))
    })
}

/// A new password of a user; what is wrong with it points to `pointer`.
pub fn new_password(app: &App, account: &Account, pointer: &str, given: &str) -> Result<NewPassword, Fault> {
    let chosen = new_password::judge(app, account, given);
    chosen.map_err(|fault| Fault::at(pointer, fault.as_str(), new_password::sentence(fault)))
}
