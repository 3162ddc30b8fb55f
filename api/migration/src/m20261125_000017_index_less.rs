//! Each index is a tree that every new row is written to, so those that another can stand in for go.
//!
//! - Old entries of the log are found by their ids, which begin with their time.
//! - Most of what people do concerns themselves, and is found by that.
//! - A challenge is removed from its end on; one that lapsed is ended, too.
//! - Of the sessions that began, few were ended yet.

use sea_orm_migration::prelude::*;

use crate::parts::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Each table with the columns of an index that goes.
const UNUSED: [(&str, &[&str]); 2] = [("activity", &["at"]), ("login_challenges", &["expires_at"])];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in UNUSED {
            manager.drop_index(no_index(table, columns)).await?;
        }
        for (table, columns, narrower) in narrower() {
            manager.drop_index(no_index(table, columns)).await?;
            manager.create_index(narrower).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns, _) in narrower() {
            manager.drop_index(no_index(table, columns)).await?;
            manager.create_index(index(table, columns)).await?;
        }
        for (table, columns) in UNUSED {
            manager.create_index(index(table, columns)).await?;
        }
        Ok(())
    }
}

/// Indexes of which some rows are enough.
fn narrower() -> [(&'static str, &'static [&'static str], IndexCreateStatement); 2] {
    let of_others = Condition::any()
        .add(Expr::col("subject_id").is_null())
        .add(Expr::col("subject_id").ne(Expr::col("actor_id")));
    let is_over = Expr::col("ended_at").is_not_null();
    let (by_actor, by_end): (&[&str], &[&str]) = (&["actor_id", "id"], &["ended_at"]);
    [
        ("activity", by_actor, index("activity", by_actor).cond_where(of_others).take()),
        ("sessions", by_end, index("sessions", by_end).and_where(is_over).take()),
    ]
}

fn no_index(table: &'static str, columns: &[&str]) -> IndexDropStatement {
    Index::drop().name(format!("{table}_{}_idx", columns.join("_"))).table(table).to_owned()
}
