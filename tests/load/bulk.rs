//! A database as large as one is after years: users and what they did, written in bulk.
//!
//! A few of the users, spread over all of them, can log in; the others have rows of the same size. Their columns
//! stand here in SQL, since the store writes one row at a time: a log-in and a list that go wrong end the run.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;
use vestibule::{app::App, store::Transaction};
use vestibule_domain::id::{ActivityId, AuthenticatorId, TeamId, UserId};

use crate::{
    people::{self, PASSWORD, Person},
    service::Site,
};

/// How many can log in.
pub const CALLERS: usize = 50;

/// How many belong to a team, unless all belong to one.
const TEAM: usize = 1000;

/// What each of them did.
const ACTS: usize = 5;

/// How far back it goes.
const DAYS: i64 = 300;

/// Rows of one statement, and statements of one transaction.
const ROWS: usize = 500;
const STATEMENTS: usize = 20;

/// The bytes of a sealed hash and of a sealed secret, that nobody opens.
const SEALED_HASH: usize = 126;
const SEALED_SECRET: usize = 65;

/// Someone whose acts are written down.
struct Written {
    team: TeamId,
    user: UserId,
}

/// Fills a new site; whoever can log in comes back.
pub async fn fill(site: &Site, users: usize, one_team: bool) -> Vec<Person> {
    site.visit(async |app| {
        let mut bulk = Bulk::begin(app).await;
        let mut callers = Vec::new();
        let mut all = Vec::with_capacity(users);
        let phc = app.hasher.hash(PASSWORD).await.expect("a hash");
        let mut team = None;
        for number in 0..users {
            let team = match team {
                Some(team) if one_team || number % TEAM != 0 => team,
                _ => {
                    bulk.flush().await;
                    *team.insert(people::add_team(app, bulk.tx(), &format!("Team {number}")).await)
                }
            };
            let user = if number % (users / CALLERS) == 0 {
                bulk.flush().await;
                let person = people::add(app, bulk.tx(), team, &phc, number).await;
                let user = person.user;
                callers.push(person);
                user
            } else {
                bulk.user(team, number).await
            };
            all.push(Written { team, user });
        }
        bulk.flush().await;
        // As time went by: everybody's first act before anybody's second.
        let count = all.len() * ACTS;
        for act in 0..count {
            let ago = TimeDelta::days(DAYS) * i32::try_from(count - act).expect("a few millions")
                / i32::try_from(count).expect("a few millions");
            bulk.act(&all[act % all.len()], app.now() - ago).await;
        }
        bulk.end().await;
        callers
    })
    .await
}

/// Statements under way.
struct Bulk<'a> {
    app: &'a App,
    tx: Option<Transaction>,
    statements: usize,
    users: Rows,
    secrets: Rows,
    acts: Rows,
    filler: [String; 2],
}

impl<'a> Bulk<'a> {
    async fn begin(app: &'a App) -> Self {
        let bytes = |length: usize| blob(app, &vec![0xA5; length]);
        Self {
            app,
            tx: Some(app.begin().await.expect("a turn to write")),
            statements: 0,
            users: Rows::of(
                "users",
                "id, team_id, username, username_folded, name, name_folded, email, email_folded, role, active, \
                 password_hash, phone_verified, locale, created_at",
            ),
            secrets: Rows::of("totp_authenticators", "id, user_id, secret, confirmed_at"),
            acts: Rows::of(
                "activity",
                "id, team_id, at, action, actor_id, subject_id, ip, device_name, detail",
            ),
            filler: [bytes(SEALED_HASH), bytes(SEALED_SECRET)],
        }
    }

    fn tx(&self) -> &Transaction {
        self.tx.as_ref().expect("one is always open")
    }

    async fn user(&mut self, team: TeamId, number: usize) -> UserId {
        let now = self.app.now();
        let user = UserId::new(now, &mut self.app.rng());
        let (id, team) = (self.id(user.as_uuid()), self.id(team.as_uuid()));
        let (name, millis) = (format!("person{number:07}"), now.timestamp_millis());
        let [hash, secret] = &self.filler;
        self.users.add(&format!(
            "{id}, {team}, '{name}', '{name}', 'Somebody Number {number}', 'somebody number {number}', \
             '{name}@example.com', '{name}@example.com', 'member', TRUE, {hash}, FALSE, 'en', {millis}"
        ));
        let totp = self.id(AuthenticatorId::new(now, &mut self.app.rng()).as_uuid());
        self.secrets.add(&format!("{totp}, {id}, {secret}, {millis}"));
        if self.users.count == ROWS {
            self.flush().await;
        }
        user
    }

    async fn act(&mut self, who: &Written, at: DateTime<Utc>) {
        let id = self.id(ActivityId::new(at, &mut self.app.rng()).as_uuid());
        let (team, user) = (self.id(who.team.as_uuid()), self.id(who.user.as_uuid()));
        self.acts.add(&format!(
            "{id}, {team}, {}, 'logged_in', {user}, {user}, '203.0.113.9', 'Firefox on Linux', \
             '{{\"proof\":\"totp\",\"known_client\":true}}'",
            at.timestamp_millis()
        ));
        if self.acts.count == ROWS {
            self.flush().await;
        }
    }

    /// Writes what was gathered.
    async fn flush(&mut self) {
        for sql in [self.users.take(), self.secrets.take(), self.acts.take()].into_iter().flatten() {
            self.tx().execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{error}: {sql:.400}"));
            self.statements += 1;
        }
        if self.statements >= STATEMENTS {
            self.statements = 0;
            self.tx.take().expect("one is always open").commit().await.expect("the database writes");
            self.tx = Some(self.app.begin().await.expect("a turn to write"));
        }
    }

    async fn end(mut self) {
        self.flush().await;
        self.tx.take().expect("one is always open").commit().await.expect("the database writes");
    }

    fn id(&self, id: Uuid) -> String {
        blob_or(self.app, id.as_bytes(), || format!("'{id}'"))
    }
}

/// Rows of one table that wait to be written.
struct Rows {
    head: String,
    values: String,
    count: usize,
}

impl Rows {
    fn of(table: &str, columns: &str) -> Self {
        Self { head: format!("INSERT INTO {table} ({columns}) VALUES "), values: String::new(), count: 0 }
    }

    fn add(&mut self, row: &str) {
        let comma = if self.count == 0 { "" } else { ", " };
        write!(self.values, "{comma}({row})").expect("a text grows");
        self.count += 1;
    }

    fn take(&mut self) -> Option<String> {
        let values = std::mem::take(&mut self.values);
        let count = std::mem::take(&mut self.count);
        (count > 0).then(|| format!("{}{values}", self.head))
    }
}

fn blob(app: &App, bytes: &[u8]) -> String {
    blob_or(app, bytes, || format!("'\\x{}'", data_encoding::HEXLOWER.encode(bytes)))
}

/// Bytes as SQLite spells them, or what PostgreSQL has in their place.
fn blob_or(app: &App, bytes: &[u8], on_postgres: impl FnOnce() -> String) -> String {
    match app.db.read().get_database_backend() {
        DbBackend::Sqlite => format!("X'{}'", data_encoding::HEXLOWER.encode(bytes)),
        _ => on_postgres(),
    }
}
