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

#[actix_web::test]
async fn s10_forgot_is_answered_byte_for_byte_alike_and_hashes_nothing() {
    let app = TestApp::start().await;
    app.user("alice").create().await;
    app.user("bob").with_totp().create().await;
    app.user("carol").inactive().create().await;
    app.user("dave").invited().create().await;
    app.user("erin").with_email("shared@example.com").create().await;
    app.user("frank").with_email("shared@example.com").create().await;
    let before = app.service().hasher.hashes_done();
    let mut answers = Vec::new();
    for name in
        ["alice", "alice@example.com", "bob", "carol", "dave", "shared@example.com", "nobody", "", "\0"]
    {
        let body = json!({ "username": name });
        answers.push((name, said(app.browser().post("/auth/password/forgot", body).await.is(202))));
    }
    for (name, answer) in &answers {
        assert_eq!(*answer, answers[0].1, "{name:?}");
    }
    assert_eq!(app.service().hasher.hashes_done(), before, "neither known nor unknown names cost a hash");
}

#[actix_web::test]
async fn s10_invitations_that_are_over_are_alike_whatever_ended_them() {
    let app = TestApp::start().await;
    let token_of = |person: &crate::support::Person| {
        let link = person.invitation.clone().expect("an invitation");
        link.rsplit_once('=').expect("a token").1.to_owned()
    };
    let used = app.user("alice").invited().create().await;
    let disabled = app.user("bob").invited().inactive().create().await;
    let late = app.user("carol").invited().create().await;
    app.advance(6 * 86_400);
    let body = json!({ "token": token_of(&used), "password": used.password });
    app.script().post("/auth/invitation/accept", body).await.is(204);
    app.advance(86_400);

    let before = app.service().hasher.hashes_done();
    let tokens = [token_of(&used), token_of(&disabled), token_of(&late), "z".repeat(43)];
    for (path, more) in [
        ("/auth/invitation/accept", json!({ "password": "violet anchor seventeen" })),
        ("/auth/password/reset", json!({ "new_password": "violet anchor seventeen" })),
        ("/auth/links/inspect", json!({})),
        ("/auth/email/confirm", json!({})),
    ] {
        let mut answers = Vec::new();
        for token in &tokens {
            let mut body = more.clone();
            body["token"] = token.as_str().into();
            answers.push(said(app.browser().post(path, body).await.refused(410, "link_expired")));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{path}: {answers:?}");
    }
    assert_eq!(app.service().hasher.hashes_done(), before);
}

#[actix_web::test]
async fn s10_an_address_of_several_users_logs_nobody_in() {
    let app = TestApp::start().await;
    let erin = app.user("erin").with_email("shared@example.com").create().await;
    app.user("frank").with_email("Shared@Example.com").create().await;
    let by_address = json!({ "username": "shared@example.com" });
    let right = app.script().log_in_with(&erin, by_address).await;
    assert_eq!(said(&right), said(&app.script().guess("nobody").await));
    app.script().log_in(&erin).await.authenticated();
}
