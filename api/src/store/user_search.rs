//! Looking through a team's users.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LikeExpr},
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

/// A page of a team's users in the order they came, each with the time their second factor was confirmed.
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
    let select = select.order_by_asc(user::Column::Id).limit(limit);
    let rows = select.find_also_related(totp_authenticator::Entity).all(db).await?;
    rows.into_iter().map(|(row, totp)| Ok((row.try_into()?, totp.is_some()))).collect()
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
