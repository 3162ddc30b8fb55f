//! The number of a change: as typed, as it is kept, and what hangs on it.

use vestibule_domain::{
    activity::Happening,
    id::{SessionId, UserId},
    phone::{CountryCode, PhoneFault, PhoneNumber, TypedPhone},
    session::SessionEnd,
    user::User,
};

use crate::{
    app::App,
    http::{error::Fault, patch::Patch, signed_in::SignedIn},
    store::{self, StoreResult, Transaction},
};

/// The number on file after the change.
#[derive(Debug)]
pub(super) struct Phone {
    country: Option<CountryCode>,
    number: Option<PhoneNumber>,
    verified: bool,
    /// Whether it isn't the one from before.
    pub(super) is_another: bool,
}

impl Phone {
    /// Puts the number on file. With another one every session but the one `kept` ends, every device is forgotten,
    /// no text that is under way counts (S13, S15).
    pub(super) async fn save(
        &self,
        app: &App,
        tx: &Transaction,
        user: UserId,
        kept: Option<SessionId>,
    ) -> StoreResult<()> {
        store::user::set_phone(&**tx, user, self.country, self.number.as_ref(), self.verified).await?;
        if self.is_another {
            store::session::end_others(&**tx, user, kept, SessionEnd::Ended, app.now()).await?;
            store::remembered_device::forget_all(&**tx, user).await?;
            store::sms_code::remove_all(&**tx, user).await?;
        }
        Ok(())
    }

    /// What is written down of it; a country alone isn't.
    pub(super) fn told(&self, before: &User) -> Option<Happening> {
        match (self.is_another, &self.number) {
            (true, Some(_)) => Some(Happening::PhoneChanged),
            (true, None) => Some(Happening::PhoneRemoved),
            (false, _) => (self.verified && !before.phone_verified).then_some(Happening::PhoneVerified),
        }
    }
}

/// The number after the change, or `None` where nothing about it changes.
pub(super) fn phone(
    app: &App,
    editor: &SignedIn,
    user: &User,
    country: Patch<String>,
    typed: Patch<String>,
) -> Result<Option<Phone>, Fault> {
    let country = match country {
        Patch::Absent => user.country_code,
        Patch::Null => None,
        Patch::Value(code) => Some(parse_country(&code)?),
    };
    let typed = match typed {
        Patch::Value(typed) => parse_number(app, &typed, country)?,
        // A number on file says its country itself.
        Patch::Absent if user.cell_phone.is_some() => return Ok(None),
        Patch::Absent | Patch::Null => return Ok(removed(user, country)),
    };

    // Saved by its owner in a session proven by a second factor, it may serve as one (S27).
    let proven =
        editor.account.user.id == user.id && editor.session.amr.proves_second_factor() && typed.certain;
    let is_another = user.cell_phone.as_ref() != Some(&typed.number);
    let verified = proven || (!is_another && user.phone_verified);
    Ok(Some(Phone { country: Some(typed.country), number: Some(typed.number), verified, is_another }))
}

fn removed(user: &User, country: Option<CountryCode>) -> Option<Phone> {
    let is_another = user.cell_phone.is_some();
    let changes = is_another || country != user.country_code;
    changes.then_some(Phone { country, number: None, verified: false, is_another })
}

fn parse_country(code: &str) -> Result<CountryCode, Fault> {
    let unknown = "A country code is two letters (ISO 3166-1), one of those at /countries.";
    CountryCode::parse(code).map_err(|_| Fault::at("/country_code", "invalid", unknown))
}

fn parse_number(app: &App, typed: &str, country: Option<CountryCode>) -> Result<TypedPhone, Fault> {
    let typed = PhoneNumber::parse(typed, country).map_err(|fault| match fault {
        PhoneFault::CountryRequired => Fault::at(
            "/country_code",
            "required",
            "Choose the country, or begin the number with + and its code.",
        ),
        PhoneFault::NotMobile => {
            Fault::at("/cell_phone", "not_mobile", "Texts can't reach this number: enter a mobile one.")
        }
        PhoneFault::Invalid => {
            Fault::at("/cell_phone", "invalid", "There is no such number: check the digits.")
        }
    })?;
    if !app.texts_to(typed.country) {
        let detail = "No texts are sent to this country: enter a number of another one.";
        return Err(Fault::at("/cell_phone", "country_not_allowed", detail));
    }
    Ok(typed)
}
