use crate::support::{Answer, Client, Person, TestApp, Value, json};

const BEGIN: &str = "/me/two-factor/totp";
const CONFIRM: &str = "/me/two-factor/totp/confirm";

/// Somebody who began a set-up and scanned its secret.
struct Story {
    app: TestApp,
    alice: Person,
    client: Client,
    enrollment: Value,
}

impl Story {
    async fn begin() -> Self {
        let app = TestApp::start().await;
        let mut alice = app.user("alice").create().await;
        let mut client = app.script();
        client.sign_in(&alice).await;
        let begun = client.post(BEGIN, json!({})).await;
        alice.scan(begun.is(201).text("secret"));
        Self { app, alice, client, enrollment: begun["enrollment_id"].clone() }
    }

    fn body(&self, code: &str) -> Value {
        json!({"enrollment_id": self.enrollment, "code": code})
    }

    fn right(&self) -> Value {
        self.body(&self.alice.totp_code(self.app.now()))
    }

    async fn confirm(&mut self, code: &str) -> Answer {
        self.client.post(CONFIRM, self.body(code)).await
    }

    async fn is_off(&mut self) -> bool {
        self.client.get("/me/two-factor").await["enabled"] == false
    }
}

#[actix_web::test]
async fn s16_five_wrong_codes_end_the_set_up() {
    let mut story = Story::begin().await;
    let wrong = story.alice.wrong_code(story.app.now());
    for remaining in [4, 3, 2, 1, 0] {
        let refused = story.confirm(&wrong).await;
        refused.refused(401, "invalid_code");
        assert_eq!(refused["attempts_remaining"], remaining, "{refused}");
    }
    story.client.post(CONFIRM, story.right()).await.refused(410, "enrollment_expired");
    assert!(story.is_off().await);
}

#[actix_web::test]
async fn c141_a_slip_leaves_the_set_up_pending() {
    let mut story = Story::begin().await;
    let wrong = story.alice.wrong_code(story.app.now());
    for _ in 0..4 {
        story.confirm(&wrong).await.refused(401, "invalid_code");
    }
    story.client.post(CONFIRM, story.right()).await.is(200);
}

#[actix_web::test]
async fn wrong_codes_here_count_for_this_set_up_alone() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    for _ in 0..2 {
        let begun = client.post(BEGIN, json!({})).await;
        let mut pending = alice.clone();
        pending.scan(begun.text("secret"));
        let body = json!({"enrollment_id": begun["enrollment_id"], "code": pending.wrong_code(app.now())});
        for _ in 0..5 {
            client.post(CONFIRM, body.clone()).await.refused(401, "invalid_code");
        }
    }
    let code = app.next_code(&alice);
    let asked = client.log_in(&alice).await;
    assert!(!asked.challenged().has("retry_after"), "{asked}");
    client.verify(&code).await.authenticated();
}

#[actix_web::test]
async fn c10_a_phone_whose_clock_is_behind_is_told_so() {
    let mut story = Story::begin().await;
    let late = story.alice.totp_code(story.app.now() - crate::support::STEP * 5);
    let refused = story.confirm(&late).await;
    refused.refused(401, "invalid_code");
    assert_eq!((&refused["reason"], &refused["attempts_remaining"]), (&"clock_behind".into(), &4.into()));
}

#[actix_web::test]
async fn c09_a_step_to_either_side_is_accepted() {
    for steps in [-1, 1] {
        let mut story = Story::begin().await;
        let code = story.alice.totp_code(story.app.now() + crate::support::STEP * steps);
        story.confirm(&code).await.is(200);
    }
    for steps in [-2, 2] {
        let mut story = Story::begin().await;
        let code = story.alice.totp_code(story.app.now() + crate::support::STEP * steps);
        story.confirm(&code).await.refused(401, "invalid_code");
    }
}

#[actix_web::test]
async fn s16_only_the_session_that_began_confirms() {
    let mut story = Story::begin().await;
    let mut other = story.app.script();
    other.sign_in(&Person { secret: Vec::new(), ..story.alice.clone() }).await;
    other.post(CONFIRM, story.right()).await.refused(410, "enrollment_expired");

    let bob = story.app.user("bob").create().await;
    let mut of_bob = story.app.script();
    of_bob.sign_in(&bob).await;
    of_bob.post(CONFIRM, story.right()).await.refused(410, "enrollment_expired");
    assert_eq!(of_bob.get("/me/two-factor").await["enabled"], false);

    // Their tries were none of this set-up's.
    story.client.post(CONFIRM, story.right()).await.is(200);
}

#[actix_web::test]
async fn an_enrollment_that_is_none_has_expired() {
    let mut story = Story::begin().await;
    for id in ["01890000-0000-7000-8000-000000000000", "nonsense", ""] {
        let body = json!({"enrollment_id": id, "code": "123456"});
        story.client.post(CONFIRM, body).await.refused(410, "enrollment_expired");
    }
}

#[actix_web::test]
async fn s16_a_set_up_lapses_after_ten_minutes() {
    let mut story = Story::begin().await;
    story.app.advance(599);
    story.client.refresh().await.authenticated();
    let wrong = story.alice.wrong_code(story.app.now());
    story.confirm(&wrong).await.refused(401, "invalid_code");
    story.app.advance(1);
    story.client.post(CONFIRM, story.right()).await.refused(410, "enrollment_expired");
    assert!(story.is_off().await);
}

#[actix_web::test]
async fn a_set_up_is_confirmed_once() {
    let mut story = Story::begin().await;
    story.client.post(CONFIRM, story.right()).await.is(200);
    story.app.clock.advance(crate::support::STEP);
    story.client.post(CONFIRM, story.right()).await.refused(410, "enrollment_expired");
}

#[actix_web::test]
async fn a_code_of_the_wrong_form_is_no_try() {
    let mut story = Story::begin().await;
    for malformed in ["", "12345", "1234567", "12345a", "ABCDE-FGHJK", "１２３４５６"] {
        story.confirm(malformed).await.faulty("/code", "malformed");
    }
    let number = json!({"enrollment_id": story.enrollment, "code": 123_456});
    story.client.post(CONFIRM, number).await.faulty_at("/code");
    story.client.post(CONFIRM, json!({"code": "123456"})).await.faulty("/enrollment_id", "required");
    let wrong = story.alice.wrong_code(story.app.now());
    assert_eq!(story.confirm(&wrong).await["attempts_remaining"], 4);
}

#[actix_web::test]
async fn by_cookie_it_takes_a_page_of_the_service() {
    let mut story = Story::begin().await;
    let mut body = story.right();
    body["transport"] = "cookie".into();
    story.client.post(CONFIRM, body.clone()).await.refused(403, "origin_not_allowed");
    let mut foreign = story.client.clone().on_page_of("https://evil.example");
    foreign.post(CONFIRM, body).await.refused(403, "origin_not_allowed");
    assert!(story.is_off().await);
}
