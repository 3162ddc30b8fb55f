//! The authenticator app's secret and its replay mark.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr,
};
use vestibule_domain::{
    id::{AuthenticatorId, UserId},
    secret::SharedSecret,
    totp::{TimeStep, TotpAuthenticator},
};

use super::{StoreError, StoreResult, at, entity::totp_authenticator, wording::Wording};
use crate::vault::{Sealed, Vault};

/// The user's authenticator app, if two-factor is on.
pub async fn of_user(
    db: &impl ConnectionTrait,
    vault: &Vault,
    user: UserId,
) -> StoreResult<Option<TotpAuthenticator>> {
    let row = totp_authenticator::Entity::find()
        .filter(totp_authenticator::Column::UserId.eq(user.as_uuid()))
        .one(db)
        .await?;
    row.map(|row| unsealed(vault, &row)).transpose()
}

/// The app of a row.
pub(super) fn unsealed(vault: &Vault, row: &totp_authenticator::Model) -> StoreResult<TotpAuthenticator> {
    let secret = vault.open(Sealed::TotpSecret, row.id.as_bytes(), &row.secret)?;
    let secret = <[u8; SharedSecret::LENGTH]>::try_from(secret.as_slice())
        .map_err(|_| StoreError::Unreadable("a secret's length"))?;
    Ok(TotpAuthenticator {
        id: row.id.into(),
        user: row.user_id.into(),
        secret: SharedSecret::from_bytes(secret),
        last_accepted_step: row.last_accepted_step.map(|step| TimeStep::from_number(step.unsigned_abs())),
        confirmed_at: row.confirmed_at.0,
    })
}

/// Puts an authenticator in force, in place of the user's former one.
pub async fn replace(db: &impl ConnectionTrait, vault: &Vault, totp: &TotpAuthenticator) -> StoreResult<()> {
    remove(db, totp.user).await?;
    let id = totp.id.as_uuid();
    let row = totp_authenticator::ActiveModel {
        id: Set(id),
        user_id: Set(totp.user.as_uuid()),
        secret: Set(vault.seal(Sealed::TotpSecret, id.as_bytes(), totp.secret.expose())),
        last_accepted_step: Set(totp.last_accepted_step.map(|step| step.number().cast_signed())),
        confirmed_at: Set(at(totp.confirmed_at)),
    };
    totp_authenticator::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Records that `step` was accepted, unless a step as late was accepted meanwhile: then `false` (S2).
pub async fn advance_step(
    db: &impl ConnectionTrait,
    id: AuthenticatorId,
    step: TimeStep,
) -> StoreResult<bool> {
    static ADVANCE: Wording = Wording::new();
    let (id, number) = (id.as_uuid(), step.number().cast_signed());
    let advance = || {
        let older = Condition::any()
            .add(totp_authenticator::Column::LastAcceptedStep.is_null())
            .add(totp_authenticator::Column::LastAcceptedStep.lt(number));
        totp_authenticator::Entity::update_many()
            .col_expr(totp_authenticator::Column::LastAcceptedStep, Expr::value(number))
            .filter(totp_authenticator::Column::Id.eq(id))
            .filter(older)
    };
    Ok(ADVANCE.change(db, [number.into(), id.into(), number.into()], advance).await? == 1)
}

/// Switches the app off.
pub async fn remove(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    totp_authenticator::Entity::delete_many()
        .filter(totp_authenticator::Column::UserId.eq(user.as_uuid()))
        .exec(db)
        .await?;
    Ok(())
}
