//! Changing a user.

use actix_web::{
    HttpResponse, patch,
    web::{Data, Path},
};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    id::{SessionId, UserId},
    name::PersonName,
    phone::{CountryCode, PhoneFault, PhoneNumber, TypedPhone},
    policy::Role,
    rights::Right,
    session::{FRESH, SessionEnd},
    user::User,
};

use super::{TeamUser, admin::must_keep_an_admin, member};
use crate::{
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Fault, Faults, Problem},
        extract::SignedIn,
        fields,
        json::Body,
        patch::Patch,
    },
    store::{self, Transaction, account::Account},
};

/// What changes; what is absent stays, `null` removes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditTeamUser {
    /// ISO 3166-1 alpha-2; a number in international form says its country itself.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "US")]
    country_code: Patch<String>,
    /// The number as typed; a mobile one.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "(201) 555-0123")]
    cell_phone: Patch<String>,
    /// What the user is called.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "Alice Adams")]
    name: Patch<String>,
    /// `admin` or `member`; for admins alone.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "member")]
    role: Patch<String>,
    /// Whether the user may log in; for admins alone.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    active: Patch<bool>,
}

/// Changes a user's number, name, role or standing: oneself, or an admin.
#[utoipa::path(tag = "team", params(("id" = Uuid, Path, description = "The user's id")), request_body = EditTeamUser, responses(
    (status = 200, description = "The user after the change", body = TeamUser),
    (status = "4XX", description = "`invalid_token`, `forbidden`, `not_found`, `step_up_required`, `last_admin`, `validation_failed`, …", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[patch("/team/users/{id}")]
pub async fn edit_user(
    app: Data<App>,
    editor: SignedIn,
    id: ApiResult<Path<UserId>>,
    body: Body<EditTeamUser>,
) -> ApiResult<HttpResponse> {
    let member_before = member(&app, &editor, id?.into_inner()).await?;
    must_have(&editor, Right::Edit, &member_before.user)?;
    let body = body.read()?;
    if body.role.is_present() {
        must_have(&editor, Right::EditRole, &member_before.user)?;
    }
    if body.active.is_present() {
        must_have(&editor, Right::Disable, &member_before.user)?;
    }
    let change = Change::of(&app, &editor, &member_before.user, body)?;
    let editor =
        if change.asks_for_fresh_proof() { editor.freshly_proven(&app, FRESH).await?.into() } else { editor };

    let tx = app.begin().await?;
    change.save(&app, &tx, &editor, &member_before).await?;
    let after = store::account::of_user(&*tx, member_before.user.id).await?.ok_or(ErrorCode::NotFound)?;
    tx.commit().await?;

    let two_factor = after.two_factor_since.is_some();
    let editor = editor.seeing(&after);
    Ok(HttpResponse::Ok().json(TeamUser::seen_by(&editor.account.user, after.user, two_factor)))
}

fn must_have(editor: &SignedIn, right: Right, user: &User) -> ApiResult<()> {
    if right.extends(&editor.account.user, user) { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

/// What a body changes of a user as they are.
#[derive(Debug, Default)]
struct Change {
    name: Option<PersonName>,
    role: Option<Role>,
    active: Option<bool>,
    phone: Option<Phone>,
}

/// The number on file after the change.
#[derive(Debug)]
struct Phone {
    country: Option<CountryCode>,
    number: Option<PhoneNumber>,
    verified: bool,
    is_another: bool,
}

impl Change {
    fn of(app: &App, editor: &SignedIn, user: &User, body: EditTeamUser) -> ApiResult<Self> {
        let mut faults = Faults::default();
        let change = Self {
            name: faults.keep(fields::person_name(body.name)).flatten(),
            role: faults.keep(role(body.role)).flatten().filter(|role| *role != user.role),
            active: faults.keep(active(body.active)).flatten().filter(|active| *active != user.active),
            phone: faults.keep(phone(app, editor, user, body.country_code, body.cell_phone)).flatten(),
        };
        faults.none()?;
        Ok(change)
    }

    /// Role, standing and number decide over how one gets in (S14).
    fn asks_for_fresh_proof(&self) -> bool {
        self.role.is_some()
            || self.active.is_some()
            || self.phone.as_ref().is_some_and(|phone| phone.is_another)
    }

    async fn save(&self, app: &App, tx: &Transaction, editor: &SignedIn, before: &Account) -> ApiResult<()> {
        let (user, now) = (before.user.id, app.now());
        if self.leaves_admins() {
            must_keep_an_admin(tx, &editor.account, user).await?;
        }
        store::user::lock(&**tx, user).await?;
        if let Some(name) = &self.name {
            store::user::rename(&**tx, user, name).await?;
        }
        if let Some(phone) = &self.phone {
            store::user::set_phone(&**tx, user, phone.country, phone.number.as_ref(), phone.verified).await?;
            if phone.is_another {
                let own = (editor.account.user.id == user).then_some(editor.session.id);
                end_what_hung_on_the_number(app, tx, user, own).await?;
            }
        }
        if let Some(role) = self.role {
            store::user::set_role(&**tx, user, role).await?;
        }
        if let Some(active) = self.active {
            store::user::set_active(&**tx, user, active).await?;
            if !active {
                store::session::end_others(&**tx, user, None, SessionEnd::Ended, now).await?;
                store::end_what_is_open(tx, user, now).await?;
            }
        }
        Ok(())
    }

    fn leaves_admins(&self) -> bool {
        self.role == Some(Role::Member) || self.active == Some(false)
    }
}

/// Another number: every other session ends, every device is forgotten, no text that is under way counts
/// (S13, S15).
async fn end_what_hung_on_the_number(
    app: &App,
    tx: &Transaction,
    user: UserId,
    kept: Option<SessionId>,
) -> ApiResult<()> {
    store::session::end_others(&**tx, user, kept, SessionEnd::Ended, app.now()).await?;
    store::remembered_device::forget_all(&**tx, user).await?;
    store::sms_code::remove_all(&**tx, user).await?;
    Ok(())
}

fn role(given: Patch<String>) -> Result<Option<Role>, Fault> {
    given.required("/role", |role| fields::role(&role))
}

fn active(given: Patch<bool>) -> Result<Option<bool>, Fault> {
    given.required("/active", Ok)
}

/// The number after the change, or `None` where nothing about it changes.
fn phone(
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
