//! Texts that count against the budgets (S9).

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, Select, sea_query::Expr,
};
use vestibule_domain::id::{TeamId, TextId, UserId};

use super::{
    StoreResult, at,
    entity::{At, text},
    one_column::the_values,
};

/// A text that is sent, or about to be.
#[derive(Clone, Debug)]
pub struct Text {
    /// Which one.
    pub id: TextId,
    /// Who asked for it.
    pub user: UserId,
    /// Whose team pays for it.
    pub team: TeamId,
    /// The number, in E.164 form.
    pub phone: String,
    /// The prefix of the client's address.
    pub address: String,
}

/// What was sent before, as far as the budgets look.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Texts of this account in the last day.
    pub by_account: Vec<DateTime<Utc>>,
    /// Texts to this number in the last day.
    pub to_number: Vec<DateTime<Utc>>,
    /// Texts asked for from this address in the last hour.
    pub from_address: Vec<DateTime<Utc>>,
    /// Texts of this team in the last day.
    pub by_team: u64,
    /// Texts of the service in the last day.
    pub in_all: u64,
}

/// Makes texts queue for the budgets, so that two at once can't both take the last one.
///
/// On `SQLite` the transaction is the only writer already.
pub async fn lock_budgets(db: &impl ConnectionTrait) -> StoreResult<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("SELECT pg_advisory_xact_lock(hashtext('vestibule.texts'))").await?;
    }
    Ok(())
}

/// What was sent before.
pub async fn sent_before(db: &impl ConnectionTrait, text: &Text, now: DateTime<Utc>) -> StoreResult<Sent> {
    let day = text::Column::SentAt.gt(at(now - TimeDelta::days(1)));
    let since = |condition: Expr| text::Entity::find().filter(condition);
    let by_account = since(day.clone()).filter(text::Column::UserId.eq(text.user.as_uuid()));
    let to_number = since(day.clone()).filter(text::Column::Phone.eq(&text.phone));
    Ok(Sent {
        by_account: times(db, by_account).await?,
        to_number: times(db, to_number).await?,
        from_address: sent_from(db, &text.address, now).await?,
        by_team: since(day.clone()).filter(text::Column::TeamId.eq(text.team.as_uuid())).count(db).await?,
        in_all: since(day).count(db).await?,
    })
}

/// Texts asked for from an address in the last hour.
pub async fn sent_from(
    db: &impl ConnectionTrait,
    address: &str,
    now: DateTime<Utc>,
) -> StoreResult<Vec<DateTime<Utc>>> {
    let texts = text::Entity::find()
        .filter(text::Column::Address.eq(address))
        .filter(text::Column::SentAt.gt(at(now - TimeDelta::hours(1))));
    times(db, texts).await
}

/// When these texts were sent.
async fn times(db: &impl ConnectionTrait, texts: Select<text::Entity>) -> StoreResult<Vec<DateTime<Utc>>> {
    let times = texts.select_only().column(text::Column::SentAt).limit(1000);
    let times: Vec<At> = the_values(db, times.as_query()).await?;
    Ok(times.into_iter().map(|at| at.0).collect())
}

/// Counts a text before it goes out.
pub async fn insert(db: &impl ConnectionTrait, text: &Text, now: DateTime<Utc>) -> StoreResult<()> {
    let row = text::ActiveModel {
        id: Set(text.id.as_uuid()),
        user_id: Set(text.user.as_uuid()),
        team_id: Set(text.team.as_uuid()),
        phone: Set(text.phone.clone()),
        address: Set(text.address.clone()),
        sent_at: Set(at(now)),
    };
    text::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Takes a text back that the gateway refused: it counts against nothing.
pub async fn remove(db: &impl ConnectionTrait, id: TextId) -> StoreResult<()> {
    text::Entity::delete_by_id(id.as_uuid()).exec(db).await?;
    Ok(())
}
