//! S12: when API tokens end, their access tokens among them.

use vestibule::{new_password, two_factor};

use super::{made, proven, script_of};
use crate::support::{Client, Person, TestApp, Value, json};

struct Held {
    app: TestApp,
    person: Person,
    owner: Client,
    token: String,
    script: Client,
}

async fn held() -> Held {
    let app = TestApp::start().await;
    let (person, mut owner) = proven(&app, "alice").await;
    let token = made(&mut owner).await;
    let mut script = script_of(&app, &token).await;
    script.get("/me").await.is(200);
    Held { app, person, owner, token, script }
}

impl Held {
    async fn has_ended(mut self, reason: &str) {
        assert_eq!(self.script.get("/me").await.refused(401, "invalid_token")["reason"], reason);
        let exchange = json!({ "api_token": self.token });
        let refused = self.app.script().post("/auth/token", exchange).await;
        // One that was deleted is known no more.
        let told = if reason == "expired" { json!(reason) } else { Value::Null };
        assert_eq!(refused.refused(401, "invalid_token")["reason"], told, "{refused}");
    }
}

#[actix_web::test]
async fn s12_it_ends_with_its_time_and_so_does_its_access_token() {
    let app = TestApp::start().await;
    let (alice, mut owner) = proven(&app, "alice").await;
    let body = json!({ "name": "a", "scopes": ["account:read"], "expires_in_days": 1 });
    let token = owner.post("/me/api-tokens", body).await.text("token").to_owned();
    app.advance(86_400 - 10);
    let mut script = app.script();
    let last = script.post("/auth/token", json!({ "api_token": token })).await;
    assert_eq!(last["expires_in"], 10);
    app.advance(9);
    script.get("/me").await.is(200);
    app.advance(1);
    Held { app, person: alice, owner, token, script }.has_ended("expired").await;
}

#[actix_web::test]
async fn s12_it_ends_when_two_factor_is_switched_off_and_comes_back_with_nothing() {
    let mut held = held().await;
    held.owner.delete("/me/two-factor").await.is(204);
    let mut person = held.person.clone();
    held.owner.enroll(&mut person).await;
    held.has_ended("ended").await;
}

#[actix_web::test]
async fn s12_it_ends_when_two_factor_is_reset() {
    let held = held().await;
    let (service, user) = (held.app.service(), held.person.id.parse().expect("an id"));
    let tx = service.begin().await.expect("a turn to write");
    two_factor::remove(service, &tx, user, None).await.expect("the database writes");
    tx.commit().await.expect("the database writes");
    let (mut person, mut owner) = (held.person.clone(), held.app.script());
    owner.log_in(&person).await.authenticated();
    owner.enroll(&mut person).await;
    held.has_ended("ended").await;
}

#[actix_web::test]
async fn s12_it_ends_when_the_password_is_reset_and_not_when_it_is_changed() {
    let mut held = held().await;
    let change =
        json!({ "current_password": held.person.password, "new_password": "seven small boats at noon" });
    let call = crate::support::Call::new(reqwest::Method::PUT, "/me/password").json(&change);
    held.owner.send(call).await.is(204);
    held.script.get("/me").await.is(200);

    let (service, user) = (held.app.service(), held.person.id.parse().expect("an id"));
    let phc = service.hasher.hash("seven large boats at noon").await.expect("a hash");
    let tx = service.begin().await.expect("a turn to write");
    new_password::put_in_force(service, &tx, user, &phc, None).await.expect("the database writes");
    tx.commit().await.expect("the database writes");
    held.has_ended("ended").await;
}

#[actix_web::test]
async fn s12_it_ends_when_its_owner_is_disabled_also_when_enabled_again() {
    let held = held().await;
    let ada = held.app.user("ada").admin().create().await;
    let mut admin = held.app.script();
    admin.sign_in(&ada).await;
    let path = format!("/team/users/{}", held.person.id);
    admin.patch(&path, json!({ "active": false })).await.is(200);
    held.script.clone().get("/me").await.refused(401, "invalid_token");
    admin.patch(&path, json!({ "active": true })).await.is(200);
    held.has_ended("ended").await;
}

#[actix_web::test]
async fn it_stays_when_its_owner_logs_out_or_sets_up_another_app() {
    let mut held = held().await;
    let mut person = held.person.clone();
    held.owner.enroll(&mut person).await;
    held.owner.log_out().await.is(204);
    held.script.get("/me").await.is(200);
    script_of(&held.app, &held.token).await.get("/me").await.is(200);
}
