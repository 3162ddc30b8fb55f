//! S24: links in mail, and what ends them and the open challenges.

use reqwest::Method;

use crate::support::{Answer, Call, Client, Person, TestApp, json};

const NEW: &str = "seven small boats at noon";
const ELSEWHERE: &str = "alice@example.org";

/// The token of the newest link that was mailed to an address.
fn token_to(app: &TestApp, address: &str) -> String {
    let mails = app.mails_to(address);
    let link =
        mails.iter().rev().find_map(|mail| mail.body.lines().find_map(|line| line.split_once("#token=")));
    link.expect("a link").1.to_owned()
}

async fn forgot(app: &TestApp) -> String {
    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    token_to(app, "alice@example.com")
}

async fn asks_for(app: &TestApp, owner: &mut Client, email: &str) -> String {
    owner.send(Call::new(Method::PUT, "/me/email").json(&json!({ "email": email }))).await.is(202);
    token_to(app, email)
}

async fn inspected(app: &TestApp, token: &str) -> Answer {
    app.script().post("/auth/links/inspect", json!({ "token": token })).await
}

async fn reset(app: &TestApp, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "new_password": password });
    app.script().post("/auth/password/reset", body).await
}

/// Alice in a session of hers, with a log-in that waits for its code and links that wait for a click.
struct Open {
    app: TestApp,
    alice: Person,
    owner: Client,
    office: Client,
    pending: Client,
    /// To reset, to reset, and to another address.
    links: [String; 3],
}

impl Open {
    async fn begin() -> Self {
        let app = TestApp::start().await;
        let alice = app.user("alice").with_totp().create().await;
        let admin = app.user("admin").admin().with_totp().create().await;
        let (mut owner, mut office, mut pending) = (app.script(), app.script(), app.script());
        office.sign_in(&admin).await;
        owner.sign_in(&alice).await;
        pending.log_in(&alice).await.challenged();
        let links = [forgot(&app).await, forgot(&app).await, asks_for(&app, &mut owner, ELSEWHERE).await];
        for token in &links {
            inspected(&app, token).await.is(200);
        }
        Self { app, alice, owner, office, pending, links }
    }

    async fn has_ended(mut self) {
        for token in &self.links {
            inspected(&self.app, token).await.refused(410, "link_expired");
        }
        reset(&self.app, &self.links[0], NEW).await.refused(410, "link_expired");
        let code = self.app.next_code(&self.alice);
        self.pending.verify(&code).await.refused(401, "challenge_expired");
    }
}

#[actix_web::test]
async fn s24_a_changed_password_ends_them() {
    let mut open = Open::begin().await;
    let body = json!({ "current_password": open.alice.password, "new_password": NEW });
    open.owner.send(Call::new(Method::PUT, "/me/password").json(&body)).await.is(204);
    open.has_ended().await;
}

#[actix_web::test]
async fn s24_a_link_that_is_used_voids_its_siblings() {
    let open = Open::begin().await;
    reset(&open.app, &open.links[1], NEW).await.is(204);
    open.has_ended().await;
}

#[actix_web::test]
async fn s24_c84_another_mail_address_ends_them() {
    let open = Open::begin().await;
    let body = json!({ "token": open.links[2] });
    open.app.script().post("/auth/email/confirm", body).await.is(204);
    open.has_ended().await;
}

#[actix_web::test]
async fn s24_another_app_ends_them() {
    let mut open = Open::begin().await;
    open.owner.enroll(&mut open.alice).await;
    open.has_ended().await;
}

#[actix_web::test]
async fn s24_switching_off_ends_them() {
    let mut open = Open::begin().await;
    open.owner.delete("/me/two-factor").await.is(204);
    open.has_ended().await;
}

#[actix_web::test]
async fn s24_a_reset_by_an_admin_ends_them() {
    let mut open = Open::begin().await;
    let path = format!("/team/users/{}/two-factor/reset", open.alice.id);
    open.office.post(&path, json!({})).await.is(204);
    open.has_ended().await;
}

#[actix_web::test]
async fn s24_disabling_ends_them_for_good() {
    let mut open = Open::begin().await;
    let path = format!("/team/users/{}", open.alice.id);
    for active in [false, true] {
        open.office.patch(&path, json!({ "active": active })).await.is(200);
    }
    open.has_ended().await;
}

#[actix_web::test]
async fn s24_a_first_app_ends_links() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    let links = [forgot(&app).await, asks_for(&app, &mut owner, ELSEWHERE).await];
    owner.enroll(&mut alice).await;
    for token in &links {
        inspected(&app, token).await.refused(410, "link_expired");
    }
}

/// Alice, of whom her team demands two-factor, with two enrolment tokens.
async fn owing(app: &TestApp) -> (Person, Client, Client) {
    app.team_with("Strict", |policy| (policy.require_two_factor, policy.grace_days) = (true, 0)).await;
    let alice = app.user("alice").in_team("Strict").create().await;
    let (mut one, mut other) = (app.script(), app.script());
    for client in [&mut one, &mut other] {
        assert_eq!(client.log_in(&alice).await.is(200)["status"], "enrollment_required");
        client.get("/me").await.is(200);
    }
    (alice, one, other)
}

#[actix_web::test]
async fn s24_what_ends_challenges_ends_enrolment_tokens() {
    let app = TestApp::start().await;
    let (_, mut one, _) = owing(&app).await;
    let token = forgot(&app).await;
    reset(&app, &token, NEW).await.is(204);
    assert_eq!(one.get("/me").await.refused(401, "invalid_token")["reason"], "ended");

    let app = TestApp::start().await;
    let (mut alice, mut one, mut other) = owing(&app).await;
    one.enroll(&mut alice).await;
    assert_eq!(other.get("/me").await.refused(401, "invalid_token")["reason"], "ended");

    let app = TestApp::start().await;
    let (alice, mut one, _) = owing(&app).await;
    let admin = app.user("admin").in_team("Strict").admin().with_totp().create().await;
    let mut office = app.script();
    office.sign_in(&admin).await;
    for active in [false, true] {
        office.patch(&format!("/team/users/{}", alice.id), json!({ "active": active })).await.is(200);
    }
    assert_eq!(one.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
}

#[actix_web::test]
async fn s24_asking_again_voids_nothing_and_a_refused_password_spends_nothing() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let (first, second) = (forgot(&app).await, forgot(&app).await);
    assert_ne!(first, second);
    reset(&app, &first, "short").await.faulty("/new_password", "too_short");
    reset(&app, &first, "password1234").await.faulty("/new_password", "too_common");
    inspected(&app, &second).await.is(200);
    reset(&app, &first, NEW).await.is(204);
    reset(&app, &first, NEW).await.refused(410, "link_expired");
    inspected(&app, &second).await.refused(410, "link_expired");
    app.script().log_in_with(&alice, json!({ "password": NEW })).await.authenticated();
}

#[actix_web::test]
async fn s24_a_link_to_reset_holds_half_an_hour_and_one_to_an_address_a_day() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    let email = asks_for(&app, &mut owner, ELSEWHERE).await;
    let link = forgot(&app).await;
    assert_eq!(inspected(&app, &link).await.is(200)["expires_in"], 1800);
    assert_eq!(inspected(&app, &email).await.is(200)["expires_in"], 86_400);

    app.advance(1799);
    inspected(&app, &link).await.is(200);
    app.advance(1);
    reset(&app, &link, NEW).await.refused(410, "link_expired");
    app.advance(86_400 - 1801);
    inspected(&app, &email).await.is(200);
    app.advance(1);
    let late = app.script().post("/auth/email/confirm", json!({ "token": email })).await;
    late.refused(410, "link_expired");
}

#[actix_web::test]
async fn s24_a_token_is_of_256_bits_and_good_for_its_purpose_alone() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let bob = app.user("bob").invited().create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    let invitation = bob.invitation.clone().expect("a link").rsplit_once('=').expect("a token").1.to_owned();
    let (link, email) = (forgot(&app).await, asks_for(&app, &mut owner, ELSEWHERE).await);
    for token in [&invitation, &link, &email] {
        assert_eq!(token.len(), 43, "32 bytes in base64");
    }
    for token in [&invitation, &email] {
        reset(&app, token, NEW).await.refused(410, "link_expired");
    }
    for token in [&link, &email] {
        let body = json!({ "token": token, "password": NEW });
        app.script().post("/auth/invitation/accept", body).await.refused(410, "link_expired");
    }
    for token in [&link, &invitation] {
        let body = json!({ "token": token });
        app.script().post("/auth/email/confirm", body).await.refused(410, "link_expired");
    }
}

#[actix_web::test]
async fn s24_c81_links_hang_on_the_public_url_whatever_host_was_asked() {
    let app = TestApp::start().await;
    app.user("alice").create().await;
    for name in ["Host", "X-Forwarded-Host", "Forwarded"] {
        let value = if name == "Forwarded" { "host=evil.example" } else { "evil.example" };
        let call = Call::post("/auth/password/forgot").json(&json!({ "username": "alice" }));
        app.script().send(call.header(name, value)).await.is(202);
    }
    let mails = app.mails_to("alice@example.com");
    assert_eq!(mails.len(), 3);
    for mail in mails {
        assert!(mail.body.contains(&format!("{}/reset#token=", app.public_url)), "{}", mail.body);
        assert!(!mail.body.contains("evil.example"), "{}", mail.body);
    }
}
