//! A password that somebody chose: judged, hashed, and put in force with all that ends by it.

use vestibule_domain::{
    id::{SessionId, UserId},
    password::{CommonPasswords, NewPassword, PasswordFault, PasswordRules},
    session::SessionEnd,
};

use crate::{
    app::App,
    store::{
        self, StoreResult, Transaction,
        account::Account,
        tally::{Kind, TallyKey},
    },
};

/// Judges a new password of a user: neither short nor common nor a name (S19).
pub fn judge(app: &App, account: &Account, password: &str) -> Result<NewPassword, PasswordFault> {
    let user = &account.user;
    let mailbox = user.email.split('@').next().unwrap_or_default();
    let names = [user.username.as_str(), &user.name, mailbox, &account.team.name, app.brand.as_str()];
    let rules = PasswordRules {
        min_length: app.config.passwords.min_length,
        names: &names,
        common: CommonPasswords::built_in(),
        listed: app.refused_passwords.as_ref(),
    };
    NewPassword::parse(password, &rules)
}

/// Judges and hashes a new password for the command line; what is wrong with it is a sentence.
pub async fn chosen(app: &App, account: &Account, password: &str) -> Result<String, String> {
    let chosen = judge(app, account, password).map_err(|fault| sentence(fault).to_owned())?;
    app.hasher.hash(chosen.expose()).await.map_err(|error| error.to_string())
}

/// What is wrong with a password and what would be right.
pub const fn sentence(fault: PasswordFault) -> &'static str {
    match fault {
        PasswordFault::TooShort => {
            "That password is too short: choose a longer one, a few words for example."
        }
        PasswordFault::TooLong => "That password is too long: 256 characters are the most.",
        PasswordFault::TooCommon => "That password is one of those that are tried first: choose another one.",
        PasswordFault::ContainsName => {
            "That password has your name, your team's or the portal's in it: leave that out."
        }
    }
}

/// Puts a hash in force: every session but the one `kept` ends, every device and client is forgotten, every
/// open link and challenge is void. The second factor stays (S12, S13, S15, S24). Where none is kept the password
/// was reset: then API tokens end, too.
pub async fn put_in_force(
    app: &App,
    tx: &Transaction,
    user: UserId,
    phc: &str,
    kept: Option<SessionId>,
) -> StoreResult<()> {
    let now = app.now();
    store::user::lock(&**tx, user).await?;
    store::password::set(&**tx, &app.vault, user, phc).await?;
    store::session::end_others(&**tx, user, kept, SessionEnd::PasswordChanged, now).await?;
    store::remembered_device::forget_all(&**tx, user).await?;
    store::known_client::forget_all(&**tx, user).await?;
    if kept.is_none() {
        store::api_token::end_all(&**tx, user).await?;
    }
    store::end_what_is_open(tx, user, now).await?;
    store::tally::clear(&**tx, &TallyKey::of_user(user, Kind::Password, None)).await
}
