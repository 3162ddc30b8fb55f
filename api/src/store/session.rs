//! Sessions: what a person proved, when, from where, and until when it holds.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;
use vestibule_domain::{
    id::{KnownClientId, SessionId, UserId},
    session::{Place, Session, SessionEnd},
};

use super::{
    StoreError, StoreResult, at,
    entity::session,
    one_column::{the_values, the_values_of},
    wording::Wording,
};

/// The most that a user has; the oldest ends (S29).
const AT_MOST: usize = 50;

/// Keeps a new session under the hash of its refresh token.
pub async fn insert(db: &impl ConnectionTrait, session: &Session, refresh_hash: [u8; 32]) -> StoreResult<()> {
    static INSERT: Wording = Wording::new();
    let row = session::ActiveModel {
        id: Set(session.id.as_uuid()),
        user_id: Set(session.user.as_uuid()),
        client: Set(session.client.as_str().to_owned()),
        transport: Set(session.transport.as_str().to_owned()),
        generation: Set(session.generation),
        amr: Set(session.amr.as_str().to_owned()),
        auth_time: Set(at(session.auth_time)),
        fresh_at: Set(session.fresh_at.map(at)),
        known_client_id: Set(session.known_client.map(KnownClientId::as_uuid)),
        refresh_hash: Set(refresh_hash.to_vec()),
        device_name: Set(session.place.device_name.clone()),
        ip: Set(session.place.ip.clone()),
        created_at: Set(at(session.created_at)),
        last_seen_at: Set(at(session.last_seen_at)),
        idle_expires_at: Set(at(session.idle_expires_at)),
        absolute_expires_at: Set(at(session.absolute_expires_at)),
        ended_at: Set(None),
        end_reason: Set(None),
    };
    INSERT.insert(db, row).await?;
    end_surplus(db, session.user, session.created_at).await
}

async fn end_surplus(db: &impl ConnectionTrait, user: UserId, now: DateTime<Utc>) -> StoreResult<()> {
    static SURPLUS: Wording = Wording::new();
    let (theirs, kept, at_once) = (user.as_uuid(), AT_MOST as u64, 1000_u64);
    let surplus = || {
        session::Entity::find()
            .select_only()
            .column(session::Column::Id)
            .filter(session::Column::UserId.eq(theirs))
            .filter(session::Column::EndedAt.is_null())
            .order_by_desc(session::Column::Id)
            .offset(kept)
            .limit(at_once)
    };
    let values = [theirs.into(), at_once.into(), kept.into()];
    let surplus: Vec<Uuid> = the_values_of(db, SURPLUS.of(db, values, surplus)).await?;
    if surplus.is_empty() {
        return Ok(());
    }
    end_where(db, session::Column::Id.is_in(surplus), SessionEnd::Ended, now).await
}

/// A user's sessions that nobody ended, newest first; the time of some may be over.
pub async fn not_ended(db: &impl ConnectionTrait, user: UserId) -> StoreResult<Vec<Session>> {
    let rows = session::Entity::find()
        .filter(session::Column::UserId.eq(user.as_uuid()))
        .filter(session::Column::EndedAt.is_null())
        .order_by_desc(session::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// The session as it is now, held until the transaction ends.
pub async fn lock(db: &impl ConnectionTrait, id: SessionId) -> StoreResult<Option<Session>> {
    let row = session::Entity::find_by_id(id.as_uuid()).lock_exclusive().one(db).await?;
    row.map(Session::try_from).transpose()
}

/// Which session a refresh token belongs to, if it is the present one.
pub async fn of_refresh_token(db: &impl ConnectionTrait, hash: [u8; 32]) -> StoreResult<Option<SessionId>> {
    let holder = session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::Column::RefreshHash.eq(hash.to_vec()));
    let ids: Vec<Uuid> = the_values(db, holder.as_query()).await?;
    Ok(ids.into_iter().next().map(SessionId::from))
}

/// Whether this is the hash of the session's present refresh token.
pub async fn holds_refresh_token(
    db: &impl ConnectionTrait,
    id: SessionId,
    hash: [u8; 32],
) -> StoreResult<bool> {
    Ok(of_refresh_token(db, hash).await? == Some(id))
}

/// Replaces a session's refresh token and counts it as seen; `false` where it was replaced meanwhile.
pub async fn replace_refresh_token(
    db: &impl ConnectionTrait,
    session: &Session,
    former: [u8; 32],
    successor: [u8; 32],
) -> StoreResult<bool> {
    let update = session::Entity::update_many()
        .col_expr(session::Column::RefreshHash, Expr::value(successor.to_vec()))
        .col_expr(session::Column::LastSeenAt, Expr::value(at(session.last_seen_at)))
        .col_expr(session::Column::IdleExpiresAt, Expr::value(at(session.idle_expires_at)))
        .filter(session::Column::Id.eq(session.id.as_uuid()))
        .filter(session::Column::RefreshHash.eq(former.to_vec()))
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(update.rows_affected == 1)
}

/// Raises a session by a new proof: its generation grows, so older access tokens are superseded.
///
/// `false` where the session ended meanwhile.
pub async fn raise(db: &impl ConnectionTrait, session: &Session) -> StoreResult<bool> {
    let update = session::Entity::update_many()
        .col_expr(session::Column::Generation, Expr::value(session.generation))
        .col_expr(session::Column::Amr, Expr::value(session.amr.as_str()))
        .col_expr(session::Column::AuthTime, Expr::value(at(session.auth_time)))
        .col_expr(session::Column::FreshAt, Expr::value(session.fresh_at.map(at)))
        .filter(session::Column::Id.eq(session.id.as_uuid()))
        .filter(session::Column::Generation.lt(session.generation))
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(update.rows_affected == 1)
}

/// Ends a session.
pub async fn end(
    db: &impl ConnectionTrait,
    id: SessionId,
    why: SessionEnd,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    end_where(db, session::Column::Id.eq(id.as_uuid()), why, now).await
}

/// Ends all of a user's sessions but one.
pub async fn end_others(
    db: &impl ConnectionTrait,
    user: UserId,
    kept: Option<SessionId>,
    why: SessionEnd,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let mut theirs = session::Column::UserId.eq(user.as_uuid());
    if let Some(kept) = kept {
        theirs = theirs.and(session::Column::Id.ne(kept.as_uuid()));
    }
    end_where(db, theirs, why, now).await
}

async fn end_where(
    db: &impl ConnectionTrait,
    which: Expr,
    why: SessionEnd,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(at(now)))
        .col_expr(session::Column::EndReason, Expr::value(why.as_str()))
        .filter(which)
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

impl TryFrom<session::Model> for Session {
    type Error = StoreError;

    fn try_from(row: session::Model) -> StoreResult<Self> {
        Ok(Self {
            id: row.id.into(),
            user: row.user_id.into(),
            client: row.client.parse().map_err(|_| StoreError::Unreadable("a session's client"))?,
            transport: row.transport.parse().map_err(|_| StoreError::Unreadable("a session's transport"))?,
            generation: row.generation,
            amr: row.amr.parse().map_err(|_| StoreError::Unreadable("a session's proof"))?,
            auth_time: row.auth_time.0,
            fresh_at: row.fresh_at.map(|at| at.0),
            known_client: row.known_client_id.map(Into::into),
            place: Place { device_name: row.device_name, ip: row.ip },
            created_at: row.created_at.0,
            last_seen_at: row.last_seen_at.0,
            idle_expires_at: row.idle_expires_at.0,
            absolute_expires_at: row.absolute_expires_at.0,
            ended_at: row.ended_at.map(|at| at.0),
            ended_by: row.end_reason.and_then(|why| why.parse().ok()),
        })
    }
}
