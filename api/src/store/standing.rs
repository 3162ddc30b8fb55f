//! How a session stands: with all that decides what it may do, read at every call.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryResult};
use vestibule_domain::{id::SessionId, session::Session};

use super::{
    Database, Reads, StoreError, StoreResult,
    account::Account,
    entity::{session, team, totp_authenticator, user},
    gathered::AT_ONCE,
    wording::Wording,
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

/// How these sessions stand, whose number is a power of two: so there are few wordings.
async fn of_sessions(db: Reads, ids: Vec<SessionId>) -> StoreResult<HashMap<SessionId, Standing>> {
    static OF_AS_MANY: [Wording; AT_ONCE.ilog2() as usize + 1] =
        [const { Wording::new() }; AT_ONCE.ilog2() as usize + 1];
    const { assert!(AT_ONCE.is_power_of_two()) };
    debug_assert!(ids.len().is_power_of_two(), "{} sessions", ids.len());
    let keys = || ids.iter().map(|id| id.as_uuid());
    let whole = || {
        session::Entity::find()
            .filter(session::Column::Id.is_in(keys()))
            .find_also(session::Entity, user::Entity)
            .find_also(user::Entity, team::Entity)
            .find_also(user::Entity, totp_authenticator::Entity)
    };
    let wording = &OF_AS_MANY[ids.len().ilog2() as usize];
    let rows = db.query_all_raw(wording.of(&db, keys().map(Into::into), whole)).await?;
    rows.iter().map(of_row).map(|standing| standing.map(|standing| (standing.session.id, standing))).collect()
}

fn of_row(row: &QueryResult) -> StoreResult<Standing> {
    let session = session::Model::from_query_result(row, "A_")?;
    let user = user::Model::from_query_result_optional(row, "B_")?;
    let user = user.ok_or(StoreError::Unreadable("a session without a user"))?;
    let team = team::Model::from_query_result_optional(row, "C_")?;
    let totp = totp_authenticator::Model::from_query_result_optional(row, "D_")?;
    Ok(Standing { session: session.try_into()?, account: Account::of_rows(user, team, totp)? })
}
