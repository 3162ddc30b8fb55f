//! How a session stands: with all that decides what it may do, read at every call.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use vestibule_domain::{id::SessionId, session::Session};

use super::{
    Database, Reads, StoreError, StoreResult,
    account::Account,
    entity::{session, team, totp_authenticator, user},
};

/// A session and whose it is.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The session, ended or not.
    pub session: Session,
    /// Its user, with their team and second factor.
    pub account: Account,
}

/// How the session of this id stands, by a read that begins now or later.
pub async fn of_session(db: &Database, id: SessionId) -> StoreResult<Option<Standing>> {
    let reads = db.read().clone();
    match db.standings.ask(id, move |ids| of_sessions(reads.clone(), ids)).await {
        Ok(standing) => Ok(standing),
        // Alone it is told what is wrong, and suffers from no other one's row.
        Err(_) => Ok(of_sessions(db.read().clone(), vec![id]).await?.remove(&id)),
    }
}

async fn of_sessions(
    db: Reads,
    ids: Vec<SessionId>,
) -> StoreResult<HashMap<SessionId, Standing>> {
    let rows = session::Entity::find()
        .filter(session::Column::Id.is_in(ids.iter().map(|id| id.as_uuid())))
        .find_also(session::Entity, user::Entity)
        .find_also(user::Entity, team::Entity)
        .find_also(user::Entity, totp_authenticator::Entity)
        .all(&db)
        .await?;
    rows.into_iter()
        .map(|(session, user, team, totp)| {
            let session = Session::try_from(session)?;
            let user = user.ok_or(StoreError::Unreadable("a session without a user"))?;
            Ok((session.id, Standing { session, account: Account::of_rows(user, team, totp)? }))
        })
        .collect()
}
