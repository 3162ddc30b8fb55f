//! Looking through a team's users.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, LikeExpr, SubQueryStatement},
};
use vestibule_domain::{
    id::{TeamId, UserId},
    user::User,
    username::fold,
};

use super::{
    StoreResult,
    entity::{totp_authenticator, user},
};

/// Who of a team may be looked for by what (C79).
#[derive(Clone, Copy, Debug)]
pub enum Searcher {
    /// An admin may edit every row, so every row's address and number may be searched.
    Admin,
    /// A member may search the address and number of their own row alone.
    Member(UserId),
}

#[derive(FromQueryResult)]
struct Member {
    #[sea_orm(nested)]
    user: user::Model,
    apps: i64,
}

/// A page of a team's users in the order they came, each with whether they have a second factor.
pub async fn of_team(
    db: &impl ConnectionTrait,
    team: TeamId,
    query: Option<(&str, Searcher)>,
    after: Option<UserId>,
    limit: u64,
) -> StoreResult<Vec<(User, bool)>> {
    // Neither engine takes a NUL in a text, and nobody has one.
    if query.is_some_and(|(text, _)| text.contains('\0')) {
        return Ok(Vec::new());
    }
    let mut select = user::Entity::find().filter(user::Column::TeamId.eq(team.as_uuid()));
    if let Some((text, searcher)) = query {
        select = select.filter(matching(text, searcher));
    }
    if let Some(after) = after {
        select = select.filter(user::Column::Id.gt(after.as_uuid()));
    }
    // Counted for each row of the page. Joined, PostgreSQL may read everybody's app up to the last one of the page.
    let apps = totp_authenticator::Entity::find()
        .select_only()
        .column_as(totp_authenticator::Column::UserId.count(), "apps")
        .filter(totp_authenticator::Column::UserId.into_expr().equals((user::Entity, user::Column::Id)))
        .into_query();
    let apps = Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(apps)));
    let select = select.expr_as(apps, "apps").order_by_asc(user::Column::Id).limit(limit);
    let rows = select.into_model::<Member>().all(db).await?;
    rows.into_iter().map(|row| Ok((row.user.try_into()?, row.apps > 0))).collect()
}

fn matching(text: &str, searcher: Searcher) -> Condition {
    let folded = format!("%{}%", escape_like(&fold(text)));
    let like = |column: user::Column, pattern: &str| {
        Expr::col((user::Entity, column)).like(LikeExpr::new(pattern).escape('\\'))
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mut contact = Condition::any().add(like(user::Column::EmailFolded, &folded));
    if digits.len() >= 3 {
        contact = contact.add(like(user::Column::CellPhone, &format!("%{digits}%")));
    }
    let contact = match searcher {
        Searcher::Admin => contact,
        Searcher::Member(own) => Condition::all().add(user::Column::Id.eq(own.as_uuid())).add(contact),
    };
    Condition::any()
        .add(like(user::Column::UsernameFolded, &folded))
        .add(like(user::Column::NameFolded, &folded))
        .add(contact)
}

fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
