use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use totp_lite::{Sha1, totp_custom};
use vestibule::{
    invitations, new_password,
    store::{self, user::NewUser},
};
use vestibule_domain::{
    email::EmailAddress, id::UserId, locale::Locale, name::PersonName, policy::Role, username::Username,
};

use super::{Call, STEP, TestApp, json};

/// Everybody's password, unless a test says otherwise.
pub const PASSWORD: &str = "violet anchor seventeen";

/// A user and what they have at hand.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub username: String,
    pub email: String,
    pub password: String,
    /// The authenticator app's secret; empty without an app.
    pub secret: Vec<u8>,
    pub backup_codes: Vec<String>,
    pub phone: Option<String>,
    /// The link that a user without a password was invited by.
    pub invitation: Option<String>,
}

impl Person {
    /// What the app shows at an instant.
    pub fn totp_code(&self, at: DateTime<Utc>) -> String {
        assert!(!self.secret.is_empty(), "{} has no app", self.username);
        let seconds = u64::try_from(at.timestamp()).expect("after 1970");
        totp_custom::<Sha1>(30, 6, &self.secret, seconds)
    }

    /// Puts the secret of an enrolment's answer into the app.
    pub fn scan(&mut self, secret: &str) {
        self.secret = BASE32_NOPAD.decode(secret.as_bytes()).expect("secrets are base32");
    }

    /// Six digits that are wrong around an instant, not even late.
    pub fn wrong_code(&self, at: DateTime<Utc>) -> String {
        let near: Vec<_> = (-20..=20).map(|steps| self.totp_code(at + STEP * steps)).collect();
        wrong_code(&near)
    }
}

/// Six digits that are none of these.
pub fn wrong_code(but: &[String]) -> String {
    let mut wrong = (0..).map(|number| format!("{number:06}"));
    wrong.find(|code| !but.contains(code)).expect("some code is wrong")
}

/// A user who is about to exist.
#[must_use]
pub struct NewPerson<'a> {
    app: &'a TestApp,
    username: String,
    email: Option<String>,
    name: Option<String>,
    password: String,
    team: String,
    role: Role,
    locale: Locale,
    phone: Option<String>,
    totp: bool,
    inactive: bool,
    invited: bool,
}

impl<'a> NewPerson<'a> {
    pub(super) fn new(app: &'a TestApp, username: &str) -> Self {
        Self {
            app,
            username: username.to_owned(),
            email: None,
            name: None,
            password: PASSWORD.to_owned(),
            team: "Acme".to_owned(),
            role: Role::Member,
            locale: Locale::En,
            phone: None,
            totp: false,
            inactive: false,
            invited: false,
        }
    }

    /// With an authenticator app, enrolled over the API.
    pub fn with_totp(mut self) -> Self {
        self.totp = true;
        self
    }

    /// With a number, saved over the API after the app was enrolled, if one is.
    pub fn with_phone(mut self, number: &str) -> Self {
        self.phone = Some(number.to_owned());
        self
    }

    pub fn with_email(mut self, email: &str) -> Self {
        self.email = Some(email.to_owned());
        self
    }

    pub fn with_name(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    pub fn with_password(mut self, password: &str) -> Self {
        password.clone_into(&mut self.password);
        self
    }

    pub fn speaking(mut self, locale: Locale) -> Self {
        self.locale = locale;
        self
    }

    pub fn in_team(mut self, team: &str) -> Self {
        team.clone_into(&mut self.team);
        self
    }

    pub fn admin(mut self) -> Self {
        self.role = Role::Admin;
        self
    }

    /// Disabled, after everything else.
    pub fn inactive(mut self) -> Self {
        self.inactive = true;
        self
    }

    /// Invited: without a password, with a link to choose one.
    pub fn invited(mut self) -> Self {
        self.invited = true;
        self
    }

    /// Makes it so. Whoever enrols finds the clock a step on, so that the app's present code is unspent.
    pub async fn create(self) -> Person {
        let mut person = self.insert().await;
        if self.totp || self.phone.is_some() {
            self.equip(&mut person).await;
        }
        if self.inactive {
            let (service, id) = (self.app.service(), person.id.parse().expect("an id"));
            let tx = service.begin().await.expect("a turn to write");
            store::user::set_active(&*tx, id, false).await.expect("the user is there");
            tx.commit().await.expect("the database writes");
        }
        person
    }

    async fn insert(&self) -> Person {
        let service = self.app.service();
        let team = self.app.team(&self.team).await;
        let now = service.now();
        let id = UserId::new(now, &mut service.rng());
        let email = self.email.clone().unwrap_or_else(|| format!("{}@example.com", self.username));
        let name = self.name.clone().unwrap_or_else(|| format!("{} Example", self.username));
        let new = NewUser {
            id,
            team,
            username: Username::parse(&self.username).expect("a user name"),
            name: PersonName::parse(&name).expect("a name"),
            email: EmailAddress::parse(&email).expect("an address"),
            role: self.role,
            locale: self.locale,
        };
        let phc = service.hasher.hash(&self.password).await.expect("a hash");
        let tx = service.begin().await.expect("a turn to write");
        store::user::insert(&*tx, &new, now).await.expect("the name is free");
        let invitation = if self.invited {
            Some(invitations::invite(service, &tx, id).await.expect("an invitation"))
        } else {
            new_password::put_in_force(service, &tx, id, &phc, None).await.expect("a password");
            None
        };
        tx.commit().await.expect("the database writes");
        Person {
            id: id.to_string(),
            username: self.username.clone(),
            email,
            password: self.password.clone(),
            secret: Vec::new(),
            backup_codes: Vec::new(),
            phone: self.phone.clone(),
            invitation,
        }
    }

    /// Enrols an app and saves a number, as the user's own browser does.
    async fn equip(&self, person: &mut Person) {
        let mut client = self.app.script();
        client.log_in(person).await.is(200);
        if self.totp {
            client.enroll(person).await;
            self.app.clock.advance(STEP);
        }
        if let Some(number) = &self.phone {
            let path = format!("/team/users/{}", person.id);
            let call = Call::new(reqwest::Method::PATCH, &path).json(&json!({ "cell_phone": number }));
            client.send(call).await.is(200);
        }
        client.log_out().await.is(204);
    }
}
