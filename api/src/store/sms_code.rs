//! Codes that went out by text and still live (S4).

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;
use vestibule_domain::{
    id::{SmsCodeId, TeamId, UserId},
    sms_code::{LiveSmsCode, SmsCode, TextPurpose},
};

use super::{
    StoreError, StoreResult, at,
    entity::{Count, sms_code},
    user::users_of,
};
use crate::vault::{Sealed, Vault};

/// What a code is good for: one challenge, or one session and purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Whose.
    pub user: UserId,
    /// What for.
    pub purpose: TextPurpose,
    /// The challenge's or the session's id.
    pub id: Uuid,
}

/// The last code that was sent to this subject, live or not; locked.
pub async fn lock(
    db: &impl ConnectionTrait,
    vault: &Vault,
    subject: &Subject,
) -> StoreResult<Option<LiveSmsCode>> {
    let Some(row) = find(subject).lock_exclusive().one(db).await? else { return Ok(None) };
    let code = vault.open(Sealed::SmsCode, row.id.as_bytes(), &row.code)?;
    let code = std::str::from_utf8(&code).ok().and_then(|code| SmsCode::parse(code).ok());
    Ok(Some(LiveSmsCode {
        code: code.ok_or(StoreError::Unreadable("a code that is none"))?,
        expires_at: row.expires_at.0,
        wrong_codes: row.wrong_codes.0,
    }))
}

fn find(subject: &Subject) -> sea_orm::Select<sms_code::Entity> {
    sms_code::Entity::find()
        .filter(sms_code::Column::SubjectId.eq(subject.id))
        .filter(sms_code::Column::Purpose.eq(subject.purpose.as_str()))
}

/// Puts a code in force, in place of the subject's former one.
pub async fn replace(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: SmsCodeId,
    subject: &Subject,
    code: &LiveSmsCode,
) -> StoreResult<()> {
    remove(db, subject).await?;
    let row = sms_code::ActiveModel {
        id: Set(id.as_uuid()),
        user_id: Set(subject.user.as_uuid()),
        purpose: Set(subject.purpose.as_str().to_owned()),
        subject_id: Set(subject.id),
        code: Set(vault.seal(Sealed::SmsCode, id.as_uuid().as_bytes(), code.code.expose().as_bytes())),
        wrong_codes: Set(Count(code.wrong_codes)),
        expires_at: Set(at(code.expires_at)),
    };
    sms_code::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Counts one more wrong try on the subject's code, if there is one.
pub async fn count_wrong(db: &impl ConnectionTrait, subject: &Subject) -> StoreResult<()> {
    sms_code::Entity::update_many()
        .col_expr(sms_code::Column::WrongCodes, Expr::col(sms_code::Column::WrongCodes).add(1))
        .filter(sms_code::Column::SubjectId.eq(subject.id))
        .filter(sms_code::Column::Purpose.eq(subject.purpose.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

/// Spends the subject's code; `false` where it was spent meanwhile.
pub async fn remove(db: &impl ConnectionTrait, subject: &Subject) -> StoreResult<bool> {
    let delete = sms_code::Entity::delete_many()
        .filter(sms_code::Column::SubjectId.eq(subject.id))
        .filter(sms_code::Column::Purpose.eq(subject.purpose.as_str()))
        .exec(db)
        .await?;
    Ok(delete.rows_affected == 1)
}

/// Takes back a code; `false` where it was spent, voided or replaced meanwhile.
pub async fn take(db: &impl ConnectionTrait, id: SmsCodeId) -> StoreResult<bool> {
    let delete = sms_code::Entity::delete_by_id(id.as_uuid()).exec(db).await?;
    Ok(delete.rows_affected == 1)
}

/// Voids every code that went to a user.
pub async fn remove_all(db: &impl ConnectionTrait, user: UserId) -> StoreResult<()> {
    sms_code::Entity::delete_many().filter(sms_code::Column::UserId.eq(user.as_uuid())).exec(db).await?;
    Ok(())
}

/// Voids every code that went to a team's users.
pub async fn remove_all_of_team(db: &impl ConnectionTrait, team: TeamId) -> StoreResult<()> {
    sms_code::Entity::delete_many()
        .filter(sms_code::Column::UserId.in_subquery(users_of(team)))
        .exec(db)
        .await?;
    Ok(())
}
