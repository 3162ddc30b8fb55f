//! Changing a user.

use actix_web::{
    HttpResponse, patch,
    web::{Data, Path},
};
use serde::Deserialize;
use utoipa::ToSchema;
use vestibule_domain::{
    activity::Happening,
    id::UserId,
    name::PersonName,
    policy::Role,
    rights::Right,
    session::{FRESH, Place, SessionEnd},
    user::User,
};

use super::{
    TeamUser,
    admin::{hold_admins, must_keep_an_admin, present},
    member,
    phone::{Phone, phone},
};
use crate::{
    activity::{self, By},
    app::App,
    http::{
        error::{ApiResult, ErrorCode, Fault, Faults, Problem},
        extract::ClientAddress,
        fields,
        json::Body,
        patch::Patch,
        signed_in::{SignedIn, step_up_required},
    },
    store::{self, Transaction, account::Account},
};

/// What changes; what is absent stays, `null` removes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditTeamUser {
    /// ISO 3166-1 alpha-2; a number in international form says its country itself.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[A-Za-z]{2}$", example = "US")]
    country_code: Patch<String>,
    /// The number as typed; a mobile one.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "(201) 555-0142")]
    cell_phone: Patch<String>,
    /// What the user is called.
    #[serde(default)]
    #[schema(value_type = Option<String>, nullable = false, min_length = 1, max_length = 100, example = "Alice Adams")]
    name: Patch<String>,
    /// `admin` or `member`; for admins alone.
    #[serde(default)]
    #[schema(value_type = Option<String>, nullable = false, example = "member")]
    role: Patch<String>,
    /// Whether the user may log in; for admins alone.
    #[serde(default)]
    #[schema(value_type = Option<bool>, nullable = false, example = true)]
    active: Patch<bool>,
}

/// Changes a user's number, name, role or standing: oneself, or an admin.
///
/// `role` and `active` are the admins' alone. Another number, role or standing asks for a proof of the last 10
/// minutes, by the second factor of whoever has one. What stays as it is changes nothing, so a call may be repeated.
///
/// Another number ends the user's other sessions and forgets their devices, and gets codes only once its owner has
/// saved or confirmed it in a session proven by a second factor. Who is disabled is logged out everywhere at once.
/// Written down as `phone_changed` or `phone_removed` (mailed), `phone_verified`, `name_changed`, `role_changed`,
/// `user_disabled`, `user_enabled`.
#[utoipa::path(tag = "team", params(("id" = Uuid, Path, description = "The user's id")), request_body = EditTeamUser, responses(
    (status = 200, description = "The user after the change", body = TeamUser),
    (status = "4XX", description = "`invalid_token`, `forbidden`, `not_found`, `step_up_required`, `last_admin`, `validation_failed`", body = Problem),
    (status = "5XX", description = "`unavailable`", body = Problem),
))]
#[patch("/team/users/{id}")]
pub async fn edit_user(
    app: Data<App>,
    editor: SignedIn,
    address: ClientAddress,
    id: ApiResult<Path<UserId>>,
    body: Body<EditTeamUser>,
) -> ApiResult<HttpResponse> {
    let found = member(&app, &editor, id?.into_inner()).await?;
    must_have(&editor, Right::Edit, &found.user)?;
    let body = body.read()?;
    let is_proven = Change::of(&app, &editor, &found.user, &body)?.asks_for_fresh_proof();
    let editor = if is_proven {
        editor.proven_by_second_factor(&app).await?.freshly_proven(&app, FRESH).await?.into()
    } else {
        editor
    };

    // What was read so far may have changed since. It is weighed anew on what is held.
    let user = found.user.id;
    let (tx, admins) = body.begin(&app, &editor, user).await?;
    let now = present(&tx, &editor.account).await?;
    let editor = editor.seeing(&now);
    let before = store::account::of_user(&*tx, user).await?.ok_or(ErrorCode::NotFound)?;
    must_have(&editor, Right::Edit, &before.user)?;
    let change = Change::of(&app, &editor, &before.user, &body)?;
    if change.asks_for_fresh_proof() && !is_proven {
        drop(tx);
        return Err(step_up_required(&app, &editor.account, FRESH).await?);
    }
    if change.leaves_admins() {
        must_keep_an_admin(&admins, user)?;
    }
    let place = editor.session.place.seen_at(&address.ip);
    change.save(&app, &tx, &editor, &place, &before).await?;
    let after = store::account::of_user(&*tx, user).await?.ok_or(ErrorCode::NotFound)?;
    tx.commit().await?;

    let two_factor = after.two_factor_since.is_some();
    let editor = editor.seeing(&after);
    Ok(HttpResponse::Ok().json(TeamUser::seen_by(&editor.account.user, after.user, two_factor)))
}

fn must_have(editor: &SignedIn, right: Right, user: &User) -> ApiResult<()> {
    if right.extends(&editor.account.user, user) { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

impl EditTeamUser {
    /// 403 where it touches what the editor has no right over.
    fn must_be_allowed(&self, editor: &SignedIn, user: &User) -> ApiResult<()> {
        if self.role.is_present() {
            must_have(editor, Right::EditRole, user)?;
        }
        if self.active.is_present() {
            must_have(editor, Right::Disable, user)?;
        }
        Ok(())
    }

    /// Holds whom it may concern; the admins are told where it may leave the team without one.
    async fn begin(
        &self,
        app: &App,
        editor: &SignedIn,
        user: UserId,
    ) -> ApiResult<(Transaction, Vec<UserId>)> {
        if !self.role.is_present() && !self.active.is_present() {
            return Ok((editor.begin_on(app, user).await?, Vec::new()));
        }
        let tx = app.begin().await?;
        let admins = hold_admins(app, &tx, &editor.account, &editor.session, user).await?;
        Ok((tx, admins))
    }
}

/// What a body changes of a user as they are.
#[derive(Debug, Default)]
struct Change {
    name: Option<PersonName>,
    role: Option<Role>,
    active: Option<bool>,
    phone: Option<Phone>,
}

impl Change {
    /// 403 where the editor has no right over it, 422 where it can't be taken.
    fn of(app: &App, editor: &SignedIn, user: &User, body: &EditTeamUser) -> ApiResult<Self> {
        body.must_be_allowed(editor, user)?;
        let body = body.clone();
        let mut faults = Faults::default();
        let change = Self {
            name: faults
                .keep(fields::person_name(body.name))
                .flatten()
                .filter(|name| name.as_str() != user.name),
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

    async fn save(
        &self,
        app: &App,
        tx: &Transaction,
        editor: &SignedIn,
        place: &Place,
        before: &Account,
    ) -> ApiResult<()> {
        let user = before.user.id;
        let is_own = editor.account.user.id == user;
        if let Some(name) = &self.name {
            store::user::rename(&**tx, user, name).await?;
        }
        if let Some(phone) = &self.phone {
            phone.save(app, tx, user, is_own.then_some(editor.session.id)).await?;
        }
        if let Some(role) = self.role {
            store::user::set_role(&**tx, user, role).await?;
        }
        if let Some(active) = self.active {
            store::user::set_active(&**tx, user, active).await?;
            if !active {
                store::session::end_others(&**tx, user, None, SessionEnd::Ended, app.now()).await?;
                store::end_what_is_open(tx, user, app.now()).await?;
            }
        }
        let by = if is_own { By::Owner } else { By::Admin(&editor.account) };
        for what in self.told(&before.user) {
            activity::record(app, tx, before, by, place, what).await?;
        }
        Ok(())
    }

    /// What is written down of the change, a row for each thing.
    fn told(&self, before: &User) -> impl Iterator<Item = Happening> {
        let standing = |active| if active { Happening::UserEnabled } else { Happening::UserDisabled };
        let told = [
            self.name.as_ref().map(|_| Happening::NameChanged),
            self.phone.as_ref().and_then(|phone| phone.told(before)),
            self.role.map(|role| Happening::RoleChanged { role }),
            self.active.map(standing),
        ];
        told.into_iter().flatten()
    }

    fn leaves_admins(&self) -> bool {
        self.role == Some(Role::Member) || self.active == Some(false)
    }
}

fn role(given: Patch<String>) -> Result<Option<Role>, Fault> {
    given.required("/role", |role| fields::role(&role))
}

fn active(given: Patch<bool>) -> Result<Option<bool>, Fault> {
    given.required("/active", Ok)
}
