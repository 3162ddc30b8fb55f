//! What the owner of an account is told by mail (S3, S6).

use vestibule_domain::session::Place;

use crate::{
    app::App,
    mail::templates::{Notice, Occasion},
    store::account::Account,
};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A backup code was spent (S3).
    BackupCodeSpent {
        /// How many are left.
        left: usize,
    },
    /// Wrong codes after a right password (S6).
    WrongCodes {
        /// How many in a row.
        count: u32,
    },
}

/// Writes to the address on file; called after the change was committed.
pub async fn tell(app: &App, account: &Account, place: &Place, what: Told) {
    let notice = match what {
        Told::BackupCodeSpent { left } => Notice::BackupCodeSpent { left },
        Told::WrongCodes { count } => Notice::WrongCodes { count },
    };
    app.mail(notice.write(&occasion(app, account, place, &app.config.support.line()))).await;
}

fn occasion<'a>(app: &'a App, account: &'a Account, place: &'a Place, support: &'a str) -> Occasion<'a> {
    Occasion {
        brand: app.brand.as_str(),
        public_url: &app.config.public_url,
        support,
        locale: account.user.locale,
        to: &account.user.email,
        name: &account.user.name,
        username: &account.user.username,
        at: app.now(),
        address: &place.ip,
        device: &place.device_name,
    }
}
