//! S10: known and unknown names are answered alike.

use crate::support::{Answer, TestApp, json};

/// All that an answer says, but for what no two answers share.
fn said(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let id = answer.header("x-request-id").to_owned();
    let own = |name: &str| name != "x-request-id" && name != "date";
    let mut headers: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| own(name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().expect("ASCII").to_owned()))
        .collect();
    headers.sort();
    (answer.status, headers, answer.body.replace(&id, "ID"))
}

#[actix_web::test]
async fn s10_c27_refused_log_ins_are_alike_byte_for_byte_and_cost_one_hash() {
    let app = TestApp::start().await;
    app.user("alice").create().await;
    app.user("bob").with_totp().create().await;
    app.user("carol").inactive().create().await;
    app.user("dave").invited().create().await;
    app.user("erin").with_email("shared@example.com").create().await;
    app.user("frank").with_email("shared@example.com").create().await;
    let names =
        ["alice", "bob", "carol", "dave", "nobody", "shared@example.com", "", "x".repeat(300).as_str()]
            .map(str::to_owned);

    let mut answers = Vec::new();
    for name in &names {
        let before = app.service().hasher.hashes_done();
        let answer = app.browser().guess(name).await;
        answer.refused(401, "invalid_credentials");
        assert_eq!(app.service().hasher.hashes_done() - before, 1, "{name:?}");
        answers.push(said(&answer));
    }
    for (name, answer) in names.iter().zip(&answers) {
        assert_eq!(*answer, answers[0], "{name:?}");
    }
}

#[actix_web::test]
async fn s10_a_right_password_of_a_disabled_user_is_answered_like_a_wrong_one() {
    let app = TestApp::start().await;
    let carol = app.user("carol").inactive().create().await;
    let before = app.service().hasher.hashes_done();
    let right = app.script().log_in(&carol).await;
    assert_eq!(app.service().hasher.hashes_done() - before, 1);
    assert_eq!(said(&right), said(&app.script().guess("nobody").await));
}

#[actix_web::test]
async fn s10_waits_are_alike_for_known_and_unknown_names() {
    let app = TestApp::start().await;
    app.user("alice").create().await;
    let mut answers = Vec::new();
    for name in ["alice", "nobody"] {
        for _ in 0..5 {
            app.script().guess(name).await.refused(401, "invalid_credentials");
        }
        let before = app.service().hasher.hashes_done();
        answers.push(said(app.script().guess(name).await.waits(15)));
        assert_eq!(app.service().hasher.hashes_done(), before, "a wait costs no hash");
    }
    assert_eq!(answers[0], answers[1]);
}

#[actix_web::test]
async fn s10_dead_invitations_are_alike() {
    let app = TestApp::start().await;
    let alice = app.user("alice").invited().create().await;
    let link = alice.invitation.clone().expect("an invitation");
    let token = link.rsplit_once('=').expect("a token").1;
    app.advance(7 * 86_400);

    let mut answers = Vec::new();
    for token in [token, "unknown"] {
        let body = json!({ "token": token, "password": "violet anchor seventeen" });
        answers.push(said(
            app.script().post("/auth/invitation/accept", body).await.refused(410, "link_expired"),
        ));
    }
    assert_eq!(answers[0], answers[1]);
}
