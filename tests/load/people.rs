//! People who can log in: in bulk, with one hash for all of them, sealed for each.

use std::time::SystemTime;

use vestibule::{
    app::App,
    store::{self, Transaction, known_client::KnownClient, user::NewUser},
    vault::TokenKind,
};
use vestibule_domain::{
    email::EmailAddress,
    id::{AuthenticatorId, KnownClientId, TeamId, UserId},
    locale::Locale,
    name::PersonName,
    policy::{Role, TeamPolicy},
    secret::SharedSecret,
    totp::{STEP_SECONDS, TotpAuthenticator},
    username::Username,
};

use crate::service::Site;

/// Everybody's password.
pub const PASSWORD: &str = "violet anchor seventeen";

/// Someone with a phone in their hand, and a program that logged in before.
pub struct Person {
    pub user: UserId,
    pub username: String,
    pub known_token: String,
    /// Where they call from, each from elsewhere.
    pub address: String,
    secret: Vec<u8>,
    /// The last step whose code they used.
    spent: u64,
}

impl Person {
    /// Takes the last code for unused, since nobody looked at it.
    pub fn keep_code(&mut self) {
        self.spent -= 1;
    }

    /// A code that they have not used yet, if their app shows one that is taken by now.
    pub fn next_code(&mut self) -> Option<String> {
        let present = now_seconds() / STEP_SECONDS;
        let step = present.max(self.spent + 1);
        if step > present + 1 {
            return None;
        }
        self.spent = step;
        let code =
            totp_lite::totp_custom::<totp_lite::Sha1>(STEP_SECONDS, 6, &self.secret, step * STEP_SECONDS);
        Some(code)
    }
}

fn now_seconds() -> u64 {
    SystemTime::UNIX_EPOCH.elapsed().expect("after 1970").as_secs()
}

/// Fills a new site with one team of people.
pub async fn fill(site: &Site, count: usize) -> Vec<Person> {
    site.visit(async |app| {
        let phc = app.hasher.hash(PASSWORD).await.expect("a hash");
        let tx = app.begin().await.expect("a turn to write");
        let team = add_team(app, &tx, "Acme").await;
        let mut people = Vec::with_capacity(count);
        for number in 0..count {
            people.push(add(app, &tx, team, &phc, number).await);
        }
        tx.commit().await.expect("the database writes");
        people
    })
    .await
}

/// How many people can log in without end at such a rate: a code works once in half a minute, and the rate is a guess.
pub fn enough_for(per_second: f64) -> usize {
    // A float becomes the nearest number that there is.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate is small and not negative"
    )]
    let people = (per_second * 60.0) as usize;
    people + 100
}

pub async fn add_team(app: &App, tx: &Transaction, name: &str) -> TeamId {
    let (now, name) = (app.now(), PersonName::parse(name).expect("a name"));
    let team = TeamId::new(now, &mut app.rng());
    store::team::insert(&**tx, team, &name, &TeamPolicy::of_new_team(now), now)
        .await
        .expect("the name is free");
    team
}

/// Adds the person of this number, with an authenticator app and a client that is known.
pub async fn add(app: &App, tx: &Transaction, team: TeamId, phc: &str, number: usize) -> Person {
    let now = app.now();
    let username = format!("person{number:07}");
    let user = UserId::new(now, &mut app.rng());
    let new = NewUser {
        id: user,
        team,
        username: Username::parse(&username).expect("a user name"),
        name: PersonName::parse(&format!("Somebody Number {number}")).expect("a name"),
        email: EmailAddress::parse(&format!("{username}@example.com")).expect("an address"),
        role: Role::Member,
        locale: Locale::En,
    };
    store::user::insert(&**tx, &new, now).await.expect("the name is free");
    store::password::set(&**tx, &app.vault, user, phc).await.expect("the user is there");

    let secret = SharedSecret::generate(&mut app.rng());
    let kept = secret.expose().to_vec();
    let id = AuthenticatorId::new(now, &mut app.rng());
    let totp = TotpAuthenticator { id, user, secret, last_accepted_step: None, confirmed_at: now };
    store::totp::replace(&**tx, &app.vault, &totp).await.expect("the user is there");

    let token = app.entropy.token();
    let hash = app.vault.token_hash(TokenKind::Known, token.as_str());
    let client = KnownClient { id: KnownClientId::new(now, &mut app.rng()), second_factor_proven: true };
    store::known_client::insert(&**tx, user, client, hash, now).await.expect("the user is there");

    let [_, high, middle, low] = u32::try_from(number).expect("an address for each").to_be_bytes();
    Person {
        user,
        username,
        known_token: token.into_string(),
        address: format!("10.{high}.{middle}.{low}"),
        secret: kept,
        spent: 0,
    }
}
