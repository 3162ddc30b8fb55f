use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;
use vestibule_domain::{
    id::{TeamId, TextId, UserId},
    name::PersonName,
    policy::TeamPolicy,
};
use vestibule_migration::Migrator;

use super::{Database, team, text};
use crate::entropy::Entropy;

fn instant() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

/// A team that demands two-factor of everybody, and a text of a user who isn't there any more.
async fn fill(db: &Database) -> (TeamId, text::Text) {
    let (now, entropy) = (instant(), Entropy::seeded(1));
    let team = TeamId::new(now, &mut entropy.rng());
    let text = text::Text {
        id: TextId::new(now, &mut entropy.rng()),
        user: UserId::new(now, &mut entropy.rng()),
        team,
        phone: "+12015550142".to_owned(),
        address: "203.0.113.7".to_owned(),
    };
    let policy =
        TeamPolicy { require_two_factor: true, of_members_since: Some(now), ..TeamPolicy::of_new_team(now) };
    let tx = db.begin().await.unwrap();
    team::insert(&*tx, team, &PersonName::parse("Acme").unwrap(), &policy, now).await.unwrap();
    text::insert(&*tx, &text, now).await.unwrap();
    tx.commit().await.unwrap();
    (team, text)
}

#[tokio::test]
async fn the_schema_goes_down_and_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("vestibule.db").display());
    let db = Database::open(&url).await.unwrap();
    db.migrate().await.unwrap();
    let (team, text) = fill(&db).await;

    Migrator::down(&db.reads.pool, Some(3)).await.unwrap();
    db.migrate().await.unwrap();

    let tx = db.begin().await.unwrap();
    let kept = team::lock(&*tx, team).await.unwrap().unwrap();
    assert_eq!(kept.policy.of_members_since, Some(instant()));
    let sent = text::sent_before(&*tx, &text, instant()).await.unwrap();
    assert_eq!(sent.in_all, 0, "texts of a removed user go with the table that held them to one");
    drop(tx);

    Migrator::down(&db.reads.pool, None).await.unwrap();
    db.migrate().await.unwrap();
    assert_eq!(db.pending_migrations().await.unwrap(), 0);
    fill(&db).await;
}

#[tokio::test]
async fn a_newer_version_s_schema_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let db =
        Database::open(&format!("sqlite://{}", folder.path().join("vestibule.db").display())).await.unwrap();
    assert_eq!(db.migrations_of_newer_versions().await.unwrap(), [""; 0]);
    db.migrate().await.unwrap();
    Migrator::down(&db.reads.pool, Some(1)).await.unwrap();
    db.read()
        .execute_unprepared(
            "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000001_from_the_future', 0);
             ALTER TABLE users ADD COLUMN pronouns varchar",
        )
        .await
        .unwrap();

    assert_eq!(db.pending_migrations().await.unwrap(), 1, "what is lacking of this version's is run");
    db.migrate().await.unwrap();
    assert_eq!(db.pending_migrations().await.unwrap(), 0);
    assert_eq!(db.migrations_of_newer_versions().await.unwrap(), ["m29991231_000001_from_the_future"]);
    fill(&db).await;
}
