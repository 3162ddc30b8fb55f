//! `POST /me/phone/confirm`.

use crate::support::{Client, Person, TestApp, code_in, json, wrong_code};

const NUMBER: &str = "+12015550142";

struct Story {
    app: TestApp,
    alice: Person,
    client: Client,
    code: String,
}

/// Somebody who saved a number and was sent a code.
async fn with_code() -> Story {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_phone(NUMBER).create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    client.post("/me/phone/code", json!({})).await.is(202);
    let code = code_in(&app.last_text_to(&alice));
    Story { app, alice, client, code }
}

impl Story {
    async fn confirm(&mut self, code: &str) -> crate::support::Answer {
        self.client.post("/me/phone/confirm", json!({"code": code})).await
    }

    fn wrong(&self) -> String {
        wrong_code(std::slice::from_ref(&self.code))
    }

    async fn is_verified(&mut self) -> bool {
        self.client.get("/me").await["phone_verified"] == true
    }
}

#[actix_web::test]
async fn s4_five_wrong_codes_void_the_text() {
    let mut story = with_code().await;
    let wrong = story.wrong();
    for remaining in [4, 3, 2, 1, 0] {
        let refused = story.confirm(&wrong).await;
        refused.refused(401, "invalid_code");
        assert_eq!(refused["attempts_remaining"], remaining, "{refused}");
    }
    let code = story.code.clone();
    story.confirm(&code).await.refused(401, "invalid_code");
    assert!(!story.is_verified().await);

    // The next text has another code, and it is good.
    story.app.advance(30);
    story.client.post("/me/phone/code", json!({})).await.is(202);
    let next = code_in(&story.app.last_text_to(&story.alice));
    assert_ne!(next, code);
    story.confirm(&next).await.is(204);
    assert!(story.is_verified().await);
}

#[actix_web::test]
async fn four_wrong_codes_leave_the_right_one_good() {
    let mut story = with_code().await;
    let (wrong, code) = (story.wrong(), story.code.clone());
    for _ in 0..4 {
        story.confirm(&wrong).await.refused(401, "invalid_code");
    }
    story.confirm(&code).await.is(204);
}

#[actix_web::test]
async fn wrong_codes_here_do_not_count_against_logging_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    for _ in 0..2 {
        client.post("/me/phone/code", json!({})).await.is(202);
        let wrong = wrong_code(&[code_in(&app.last_text_to(&alice))]);
        for _ in 0..5 {
            client.post("/me/phone/confirm", json!({"code": wrong})).await.refused(401, "invalid_code");
        }
        app.advance(30);
    }
    let asked = client.log_in(&alice).await;
    assert!(!asked.challenged().has("retry_after"), "{asked}");
    client.verify(&alice.totp_code(app.now())).await.authenticated();
}

#[actix_web::test]
async fn a_code_of_the_wrong_form_is_no_try() {
    let mut story = with_code().await;
    for malformed in ["", "12345", "1234567", "12345a", "ABCDE-FGHJK", "١٢٣٤٥٦"] {
        story.confirm(malformed).await.faulty("/code", "malformed");
    }
    let number = story.client.post("/me/phone/confirm", json!({"code": 123_456})).await;
    number.faulty_at("/code");
    story.client.post("/me/phone/confirm", json!({})).await.faulty("/code", "required");
    let wrong = story.wrong();
    assert_eq!(story.confirm(&wrong).await["attempts_remaining"], 4);
}

#[actix_web::test]
async fn blanks_and_hyphens_drop_out() {
    let mut story = with_code().await;
    let (left, right) = story.code.split_at(3);
    let spread = format!(" {left}-{right} ");
    story.confirm(&spread).await.is(204);
}

#[actix_web::test]
async fn s4_a_code_is_good_for_five_minutes_and_once() {
    let mut story = with_code().await;
    let code = story.code.clone();
    story.app.advance(299);
    story.confirm(&code).await.is(204);
    story.confirm(&code).await.refused(401, "invalid_code");

    let mut story = with_code().await;
    let code = story.code.clone();
    story.app.advance(300);
    story.client.refresh().await.authenticated();
    story.confirm(&code).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn a_code_is_good_in_the_session_alone_that_asked() {
    let mut story = with_code().await;
    let code = story.code.clone();
    let mut other = story.app.script();
    other.sign_in(&story.alice).await;
    other.post("/me/phone/confirm", json!({"code": code})).await.refused(401, "invalid_code");
    story.confirm(&code).await.is(204);
}

#[actix_web::test]
async fn a_code_proves_no_number_but_the_one_that_it_went_to() {
    let mut story = with_code().await;
    let code = story.code.clone();
    let path = format!("/team/users/{}", story.alice.id);
    story.client.patch(&path, json!({"cell_phone": "+12015550199"})).await.is(200);
    story.confirm(&code).await.refused(401, "invalid_code");
    assert!(!story.is_verified().await);
}
