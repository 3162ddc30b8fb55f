//! Open questions after the password.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use vestibule_domain::{
    challenge::LoginChallenge,
    id::{ChallengeId, KnownClientId, UserId},
    session::Place,
    totp::TotpAuthenticator,
};

use super::{
    StoreError, StoreResult,
    account::Account,
    at,
    entity::{Count, known_client, login_challenge, team, totp_authenticator, user},
    known_client::KnownClient,
    totp::unsealed,
    wording::Wording,
};
use crate::vault::Vault;

/// Keeps a new challenge under the hash of its token.
pub async fn insert(
    db: &impl ConnectionTrait,
    challenge: &LoginChallenge,
    token_hash: [u8; 32],
    place: &Place,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    static INSERT: Wording = Wording::new();
    let row = login_challenge::ActiveModel {
        id: Set(challenge.id.as_uuid()),
        token_hash: Set(token_hash.to_vec()),
        user_id: Set(challenge.user.as_uuid()),
        known_client_id: Set(challenge.client.map(KnownClientId::as_uuid)),
        wrong_codes: Set(Count(challenge.wrong_codes)),
        device_name: Set(place.device_name.clone()),
        ip: Set(place.ip.clone()),
        created_at: Set(at(now)),
        expires_at: Set(at(challenge.expires_at)),
        ended_at: Set(challenge.ended_at.map(at)),
    };
    Ok(INSERT.insert(db, row).await?)
}

/// A challenge with all that decides what answers it.
#[derive(Debug)]
pub struct Pending {
    /// The open question, which may be over.
    pub challenge: LoginChallenge,
    /// Whose.
    pub account: Account,
    /// The authenticator app that answers it, if two-factor is on.
    pub totp: Option<TotpAuthenticator>,
    /// The known client that it was opened from, if it is still known.
    pub client: Option<KnownClient>,
    /// Where its log-in came from.
    pub place: Place,
}

/// The challenge of a token.
pub async fn of_token(
    db: &impl ConnectionTrait,
    vault: &Vault,
    token_hash: [u8; 32],
) -> StoreResult<Option<Pending>> {
    static WHOLE: Wording = Wording::new();
    let token_hash = token_hash.to_vec();
    let whole = || {
        login_challenge::Entity::find()
            .filter(login_challenge::Column::TokenHash.eq(token_hash.clone()))
            .find_also(login_challenge::Entity, user::Entity)
            .find_also(user::Entity, team::Entity)
            .find_also(user::Entity, totp_authenticator::Entity)
            .find_also(login_challenge::Entity, known_client::Entity)
    };
    let Some(row) = db.query_one_raw(WHOLE.of(db, [token_hash.clone().into()], whole)).await? else {
        return Ok(None);
    };
    let challenge = login_challenge::Model::from_query_result(&row, "A_")?;
    let user = user::Model::from_query_result_optional(&row, "B_")?;
    let user = user.ok_or(StoreError::Unreadable("a challenge without a user"))?;
    let team = team::Model::from_query_result_optional(&row, "C_")?;
    let totp = totp_authenticator::Model::from_query_result_optional(&row, "D_")?;
    let client = known_client::Model::from_query_result_optional(&row, "E_")?;
    let place = Place { device_name: challenge.device_name.clone(), ip: challenge.ip.clone() };
    Ok(Some(Pending {
        totp: totp.as_ref().map(|totp| unsealed(vault, totp)).transpose()?,
        account: Account::of_rows(user, team, totp)?,
        challenge: challenge.into(),
        client: client.map(KnownClient::from),
        place,
    }))
}

/// The challenge as it is now, held until the transaction ends.
pub async fn lock(db: &impl ConnectionTrait, id: ChallengeId) -> StoreResult<Option<LoginChallenge>> {
    let row = login_challenge::Entity::find_by_id(id.as_uuid()).lock_exclusive().one(db).await?;
    Ok(row.map(LoginChallenge::from))
}

/// Writes what became of a challenge; `false` where it was over already, so that it opens one session.
pub async fn save(db: &impl ConnectionTrait, challenge: &LoginChallenge) -> StoreResult<bool> {
    static SAVE: Wording = Wording::new();
    let (id, ended_at) = (challenge.id.as_uuid(), challenge.ended_at.map(at));
    let wrong_codes = Count(challenge.wrong_codes);
    let save = || {
        login_challenge::Entity::update_many()
            .col_expr(login_challenge::Column::WrongCodes, Expr::value(wrong_codes))
            .col_expr(login_challenge::Column::EndedAt, Expr::value(ended_at))
            .filter(login_challenge::Column::Id.eq(id))
            .filter(login_challenge::Column::EndedAt.is_null())
    };
    Ok(SAVE.change(db, [wrong_codes.into(), ended_at.into(), id.into()], save).await? == 1)
}

/// Ends every challenge of a user.
pub async fn end_all(db: &impl ConnectionTrait, user: UserId, now: DateTime<Utc>) -> StoreResult<()> {
    login_challenge::Entity::update_many()
        .col_expr(login_challenge::Column::EndedAt, Expr::value(at(now)))
        .filter(login_challenge::Column::UserId.eq(user.as_uuid()))
        .filter(login_challenge::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// A challenge whose time is over, and which nothing has ended.
#[derive(Clone, Debug)]
pub struct Lapsed {
    /// Which one.
    pub id: ChallengeId,
    /// Whose.
    pub user: UserId,
    /// Whether it was opened from no known client.
    pub by_stranger: bool,
    /// Where its log-in came from.
    pub place: Place,
    /// When its time was over.
    pub since: DateTime<Utc>,
}

/// Challenges that lapsed before an instant and were never ended, the oldest first.
pub async fn lapsed(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
    limit: u64,
) -> StoreResult<Vec<Lapsed>> {
    let rows = login_challenge::Entity::find()
        .filter(login_challenge::Column::EndedAt.is_null())
        .filter(login_challenge::Column::ExpiresAt.lte(at(before)))
        .order_by_asc(login_challenge::Column::ExpiresAt)
        .limit(limit)
        .all(db)
        .await?;
    let lapsed = |row: login_challenge::Model| Lapsed {
        id: row.id.into(),
        user: row.user_id.into(),
        by_stranger: row.known_client_id.is_none(),
        place: Place { device_name: row.device_name, ip: row.ip },
        since: row.expires_at.0,
    };
    Ok(rows.into_iter().map(lapsed).collect())
}

/// Ends a challenge that lapsed, from when it did; `false` where it was over already.
pub async fn end(db: &impl ConnectionTrait, lapsed: &Lapsed) -> StoreResult<bool> {
    let update = login_challenge::Entity::update_many()
        .col_expr(login_challenge::Column::EndedAt, Expr::value(at(lapsed.since)))
        .filter(login_challenge::Column::Id.eq(lapsed.id.as_uuid()))
        .filter(login_challenge::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(update.rows_affected == 1)
}

impl From<login_challenge::Model> for LoginChallenge {
    fn from(row: login_challenge::Model) -> Self {
        Self {
            id: row.id.into(),
            user: row.user_id.into(),
            client: row.known_client_id.map(Into::into),
            wrong_codes: row.wrong_codes.0,
            expires_at: row.expires_at.0,
            ended_at: row.ended_at.map(|at| at.0),
        }
    }
}
