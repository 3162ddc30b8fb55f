//! The keys that sign access tokens.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::Expr,
};

use super::{StoreError, StoreResult, at, entity::signing_key, one_column::the_values};
use crate::{
    tokens::{ScheduledKey, SigningKey},
    vault::{Sealed, Vault},
};

/// All keys that sign or still verify, oldest first.
pub async fn all(db: &impl ConnectionTrait, vault: &Vault) -> StoreResult<Vec<ScheduledKey>> {
    let rows = signing_key::Entity::find().order_by_asc(signing_key::Column::SignsFrom).all(db).await?;
    rows.into_iter()
        .map(|row| {
            let private = vault.open(Sealed::SigningKey, row.kid.as_bytes(), &row.private_key)?;
            let key =
                SigningKey::from_pkcs8(&private).map_err(|_| StoreError::Unreadable("a signing key"))?;
            Ok(ScheduledKey { key, signs_from: row.signs_from.0, retires_at: row.retires_at.map(|at| at.0) })
        })
        .collect()
}

/// Keeps a new key, sealed.
pub async fn insert(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scheduled: &ScheduledKey,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let kid = scheduled.key.kid();
    let row = signing_key::ActiveModel {
        kid: Set(kid.to_owned()),
        private_key: Set(vault.seal(Sealed::SigningKey, kid.as_bytes(), scheduled.key.pkcs8())),
        public_key: Set(scheduled.key.public().to_vec()),
        created_at: Set(at(now)),
        signs_from: Set(at(scheduled.signs_from)),
        retires_at: Set(scheduled.retires_at.map(at)),
    };
    signing_key::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Lets every key but one retire at an instant, if it doesn't already.
pub async fn retire_others(
    db: &impl ConnectionTrait,
    kept: &str,
    retires_at: DateTime<Utc>,
) -> StoreResult<()> {
    signing_key::Entity::update_many()
        .col_expr(signing_key::Column::RetiresAt, Expr::value(at(retires_at)))
        .filter(signing_key::Column::Kid.ne(kept))
        .filter(signing_key::Column::RetiresAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Removes the keys that verify nothing any more, and tells their ids.
pub async fn remove_retired(db: &impl ConnectionTrait, now: DateTime<Utc>) -> StoreResult<Vec<String>> {
    let retired = || signing_key::Column::RetiresAt.lte(at(now));
    let old = signing_key::Entity::find().select_only().column(signing_key::Column::Kid).filter(retired());
    let kids: Vec<String> = the_values(db, old.as_query()).await?;
    if !kids.is_empty() {
        signing_key::Entity::delete_many()
            .filter(signing_key::Column::Kid.is_in(kids.clone()))
            .filter(retired())
            .exec(db)
            .await?;
    }
    Ok(kids)
}

/// Makes key changes queue, so that two replicas that start at once agree on one key.
///
/// On `SQLite` the transaction is the only writer already.
pub async fn lock(db: &impl ConnectionTrait) -> StoreResult<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("SELECT pg_advisory_xact_lock(hashtext('vestibule.signing_keys'))").await?;
    }
    Ok(())
}
