use crate::support::{Person, TestApp, json};

fn token_of(person: &Person) -> String {
    let link = person.invitation.as_deref().expect("an invitation");
    link.rsplit_once("#token=").expect("a token in the fragment").1.to_owned()
}

#[actix_web::test]
async fn an_invitation_tells_whom_it_invites() {
    let app = TestApp::start().await;
    let alice = app.user("alice").in_team("Example Ltd").invited().create().await;
    let link = alice.invitation.clone().expect("an invitation");
    assert!(link.starts_with(&format!("{}/invitation#token=", app.public_url)), "{link}");

    let answer = app.script().post("/auth/links/inspect", json!({ "token": token_of(&alice) })).await;

    answer.is(200);
    let expected = json!({
        "purpose": "invitation", "username": "alice", "team_name": "Example Ltd", "expires_in": 604_800,
    });
    assert_eq!(*answer.json(), expected);
}

#[actix_web::test]
async fn whoever_accepts_chooses_a_password_and_is_not_signed_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").invited().create().await;
    let body = json!({ "token": token_of(&alice), "password": alice.password });
    app.script().log_in(&alice).await.refused(401, "invalid_credentials");

    let accepted = app.browser().post("/auth/invitation/accept", body.clone()).await;

    accepted.is(204);
    assert!(accepted.set_cookies().is_empty() && accepted.body.is_empty());
    app.script().log_in(&alice).await.authenticated();
    app.script().post("/auth/invitation/accept", body).await.refused(410, "link_expired");
    let inspect = json!({ "token": token_of(&alice) });
    app.script().post("/auth/links/inspect", inspect).await.refused(410, "link_expired");
}

#[actix_web::test]
async fn a_refused_password_does_not_spend_the_link() {
    let app = TestApp::start().await;
    let alice = app
        .user("alice")
        .in_team("Butterworth")
        .with_name("Alice Liddell-Hargreaves")
        .invited()
        .create()
        .await;
    let refused = [
        ("short", "too_short"),
        ("password1234", "too_common"),
        ("alice", "too_short"),
        ("", "too_short"),
        ("Alice Liddell-Hargreaves", "contains_name"),
    ];
    for (password, code) in refused {
        let body = json!({ "token": token_of(&alice), "password": password });
        app.script().post("/auth/invitation/accept", body).await.faulty("/password", code);
    }
    let too_long = json!({ "token": token_of(&alice), "password": "ab".repeat(129) });
    app.script().post("/auth/invitation/accept", too_long).await.faulty_at("/password");

    let body = json!({ "token": token_of(&alice), "password": alice.password });
    app.script().post("/auth/invitation/accept", body).await.is(204);
}

#[actix_web::test]
async fn an_invitation_holds_seven_days() {
    let app = TestApp::start().await;
    let alice = app.user("alice").invited().create().await;
    let body = json!({ "token": token_of(&alice), "password": alice.password });

    app.advance(604_799);
    let inspected = app.script().post("/auth/links/inspect", json!({ "token": token_of(&alice) })).await;
    assert_eq!(inspected.is(200)["expires_in"], 1);
    app.advance(1);
    app.script().post("/auth/invitation/accept", body).await.refused(410, "link_expired");
}

#[actix_web::test]
async fn unknown_links_of_any_form_are_expired() {
    let app = TestApp::start().await;
    for token in ["", "x", "a.b.c", "ü", &"z".repeat(4096)] {
        let inspect = json!({ "token": token });
        app.script().post("/auth/links/inspect", inspect).await.refused(410, "link_expired");
        let accept = json!({ "token": token, "password": "violet anchor seventeen" });
        app.script().post("/auth/invitation/accept", accept).await.refused(410, "link_expired");
    }
}

#[actix_web::test]
async fn a_disabled_users_invitation_is_over() {
    let app = TestApp::start().await;
    let alice = app.user("alice").invited().inactive().create().await;
    let body = json!({ "token": token_of(&alice), "password": alice.password });
    app.script().post("/auth/invitation/accept", body).await.refused(410, "link_expired");
}
