//! S25: what happens to an account is written down in the same breath, and its owner told.

use reqwest::Method;
use vestibule::{
    delivery,
    store::{
        self,
        activity::{Entry, Stretch},
    },
};

use crate::support::{Call, Client, NewPerson, Person, TestApp, Value, code_in, json};

/// Where everything is done, after a log-in somewhere else.
pub const HERE: &str = "198.51.100.8";

pub struct Story {
    pub app: TestApp,
    pub person: Person,
    pub owner: Client,
    read: usize,
    mails: usize,
}

impl Story {
    /// A person who logged in on a device called "Desk", and has moved since.
    pub async fn begin(shape: impl FnOnce(&TestApp) -> NewPerson<'_>) -> Self {
        let app = TestApp::behind_a_proxy().await;
        let person = shape(&app).create().await;
        let mut owner = app.script().from("203.0.113.5");
        app.advance(1);
        let asked = owner.log_in_with(&person, json!({ "device_name": "Desk" })).await;
        if asked.is(200)["status"] == "second_factor_required" {
            owner.verify(&app.next_code(&person)).await.authenticated();
        }
        app.advance(1);
        let mut story = Self { app, person, owner: owner.from(HERE), read: 0, mails: 0 };
        story.read = story.entries().await.len();
        story.mails = story.mails().await;
        story
    }

    pub async fn entries(&self) -> Vec<Entry> {
        let (db, user) = (self.app.service().db.read(), self.person.id.parse().expect("an id"));
        let team = self.app.team("Acme").await;
        let stretch = Stretch { limit: 100, ..Stretch::default() };
        store::activity::of_user(db, team, user, &stretch).await.expect("the database reads")
    }

    pub async fn mails(&self) -> usize {
        delivery::deliver_due(self.app.service()).await.expect("the queue is read");
        self.app.mails_to(&self.person.email).len()
    }

    /// One entry was added, by the owner, here, with this device; and a mail where one is told.
    pub async fn tells(&mut self, action: &str, device: &str, subject: Option<&str>) -> Entry {
        let entry = self.adds(action, device, subject).await;
        assert_eq!(entry.actor, entry.subject, "{entry:?}");
        entry
    }

    pub async fn adds(&mut self, action: &str, device: &str, subject: Option<&str>) -> Entry {
        let entries = self.entries().await;
        let added: Vec<_> = entries[..entries.len() - self.read].iter().map(|entry| &entry.action).collect();
        assert_eq!(added, [action]);
        let entry = entries[0].clone();
        assert_eq!(entry.subject.map(|user| user.to_string()), Some(self.person.id.clone()), "{entry:?}");
        assert_eq!(entry.ip.as_deref(), Some(HERE), "{entry:?}");
        assert_eq!(entry.device_name.as_deref(), Some(device), "{entry:?}");
        assert_eq!(entry.at, self.app.now());
        let mails = self.mails().await;
        assert_eq!(mails - self.mails, usize::from(subject.is_some()), "{action}");
        if let Some(subject) = subject {
            let mail = self.app.mails_to(&self.person.email).pop().expect("a mail");
            assert!(mail.subject.as_deref().is_some_and(|line| line.contains(subject)), "{mail:?}");
            assert!(mail.body.contains(HERE) && mail.body.contains(device), "{mail:?}");
        }
        (self.read, self.mails) = (entries.len(), mails);
        self.app.advance(1);
        entry
    }

    /// Nothing was added, and nobody told.
    pub async fn stays_silent(&self) {
        assert_eq!((self.entries().await.len(), self.mails().await), (self.read, self.mails));
    }

    /// A code that the person's app has not shown before.
    fn code(&self) -> String {
        self.app.next_code(&self.person)
    }
}

#[actix_web::test]
async fn s25_the_second_factor() {
    let mut story = Story::begin(|app| app.user("alice")).await;
    let mut person = story.person.clone();
    story.owner.enroll(&mut person).await;
    story.tells("two_factor_enabled", "Desk", Some("two-factor is on")).await;
    story.owner.enroll(&mut person).await;
    story.person = person;
    story.tells("two_factor_replaced", "Desk", Some("another authenticator app")).await;
    story.owner.post("/me/two-factor/backup-codes", json!({})).await.is(200);
    story.tells("backup_codes_created", "Desk", Some("new backup codes")).await;
    story.owner.delete("/me/two-factor").await.is(204);
    story.tells("two_factor_disabled", "Desk", Some("two-factor is off")).await;
    story.owner.delete("/me/two-factor").await.is(204);
    story.stays_silent().await;
}

#[actix_web::test]
async fn s25_a_set_up_that_the_team_demands() {
    let app = TestApp::behind_a_proxy().await;
    app.team_with("Acme", |policy| (policy.require_two_factor, policy.grace_days) = (true, 0)).await;
    let mut person = app.user("alice").create().await;
    let mut owner = app.script().from(HERE);
    owner.log_in_with(&person, json!({ "device_name": "Desk" })).await.is(200);
    owner.enroll(&mut person).await;
    let story = Story { app, person, owner, read: 0, mails: 0 };
    let actions: Vec<_> = story.entries().await.into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions.len(), 2, "{actions:?}");
    assert!(actions.contains(&"two_factor_enabled".to_owned()) && actions.contains(&"logged_in".to_owned()));
}

#[actix_web::test]
async fn s25_devices_that_are_remembered_and_forgotten() {
    let mut story = Story::begin(|app| app.user("alice").with_totp()).await;
    let remembering = json!({ "code": story.code(), "remember_device": true, "device_name": "Phone" });
    let mut phone = story.app.script().from(HERE);
    phone.log_in_with(&story.person, remembering).await.authenticated();
    let entries = story.entries().await;
    let added: Vec<_> = entries[..entries.len() - story.read].iter().collect();
    let remembered = added.iter().find(|entry| entry.action == "device_remembered").expect("a device");
    assert_eq!(added.len(), 2, "a log-in and a device");
    assert_eq!((remembered.ip.as_deref(), remembered.device_name.as_deref()), (Some(HERE), Some("Phone")));
    (story.read, story.mails) = (entries.len(), story.mails().await);
    story.app.advance(1);

    let page = story.owner.get("/me/devices").await;
    let path = format!("/me/devices/{}", page["items"][0]["id"].as_str().expect("a device"));
    story.owner.delete(&path).await.is(204);
    story.tells("device_forgotten", "Desk", None).await;
    story.owner.delete(&path).await.refused(404, "not_found");
    story.owner.delete("/me/devices").await.is(204);
    story.stays_silent().await;

    let remembering = json!({ "code": story.code(), "remember_device": true });
    phone.log_in_with(&story.person, remembering).await.authenticated();
    story.app.advance(1);
    story.read = story.entries().await.len();
    story.mails = story.mails().await;
    story.owner.delete("/me/devices").await.is(204);
    story.tells("devices_forgotten", "Desk", None).await;
}

#[actix_web::test]
async fn s25_the_end_of_a_session_by_its_holder_and_by_a_copy() {
    let mut story = Story::begin(|app| app.user("alice")).await;
    let thief = story.owner.clone();
    story.owner.refresh().await.authenticated();
    story.app.advance(11);
    story.owner.refresh().await.authenticated();
    thief.clone().refresh().await.refused(401, "refresh_reused");
    let entry = story.adds("refresh_reused", "Desk", None).await;
    assert_eq!(entry.actor, None, "who came back isn't known");
    thief.clone().refresh().await.is(401);
    story.owner.refresh().await.is(401);
    story.stays_silent().await;

    story.app.advance(1);
    story.owner.log_in_with(&story.person, json!({ "device_name": "Desk" })).await.authenticated();
    story.read = story.entries().await.len();
    story.mails = story.mails().await;
    let mut again = story.owner.clone();
    story.app.advance(301);
    story.owner.log_out().await.is(204);
    story.tells("logged_out", "Desk", None).await;
    again.access_token = None;
    let token = again.refresh_token.clone();
    again.post("/auth/logout", json!({ "refresh_token": token })).await.is(204);
    story.stays_silent().await;
}

#[actix_web::test]
async fn s25_a_name_and_a_number_that_was_proven() {
    let mut story = Story::begin(|app| app.user("alice").with_phone("+12015550142")).await;
    story.owner.patch("/me", json!({ "name": "Another Name", "locale": "en" })).await.is(200);
    story.tells("name_changed", "Desk", None).await;
    story.owner.patch("/me", json!({ "name": " Another Name" })).await.is(200);
    story.stays_silent().await;

    story.owner.post("/me/phone/code", json!({})).await.is(202);
    let code = code_in(&story.app.last_text_to(&story.person));
    story.owner.post("/me/phone/confirm", json!({ "code": code })).await.is(204);
    story.tells("phone_verified", "Desk", None).await;
    story.owner.post("/me/phone/confirm", json!({ "code": code })).await.is(401);
    story.stays_silent().await;
}

#[actix_web::test]
async fn s25_api_tokens() {
    let mut story = Story::begin(|app| app.user("alice").with_totp()).await;
    let body = json!({ "name": "reports", "scopes": ["team:read"] });
    let made = story.owner.post("/me/api-tokens", body).await;
    let entry = story.tells("api_token_created", "Desk", Some("an API token was made")).await;
    assert_eq!(Value::Object(entry.detail), json!({ "name": "reports" }));
    story.owner.delete(&format!("/me/api-tokens/{}", made.text("id"))).await.is(204);
    let entry = story.tells("api_token_deleted", "Desk", None).await;
    assert_eq!(Value::Object(entry.detail), json!({ "name": "reports" }));
}

#[actix_web::test]
async fn s25_an_invitation_that_was_accepted() {
    let app = TestApp::behind_a_proxy().await;
    let person = app.user("alice").invited().create().await;
    let link = person.invitation.clone().expect("an invitation");
    let token = link.rsplit_once('=').expect("a token").1;
    let body = json!({ "token": token, "password": person.password });
    let mut owner = app.script().from(HERE);
    let call = Call::new(Method::POST, "/auth/invitation/accept").json(&body);
    owner.send(call.header("User-Agent", "curl/8.5.0")).await.is(204);
    let mut story = Story { app, person, owner, read: 0, mails: 0 };
    story.tells("invitation_accepted", "curl", None).await;
}

#[actix_web::test]
async fn s25_what_did_not_happen_is_not_told() {
    let story = Story::begin(|app| app.user("alice").with_totp()).await;
    let mut owner = story.owner.clone();
    let begun = owner.post("/me/two-factor/totp", json!({})).await;
    let body = json!({ "enrollment_id": begun.text("enrollment_id"), "code": "000000" });
    owner.post("/me/two-factor/totp/confirm", body).await.is(401);
    let body = json!({ "name": "reports", "scopes": ["team:write"] });
    owner.post("/me/api-tokens", body).await.is(422);
    story.app.advance(120);
    owner.post("/me/two-factor/backup-codes", json!({})).await.is(403);
    owner.delete("/me/two-factor").await.is(403);
    story.stays_silent().await;
}
