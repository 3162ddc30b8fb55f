//! `POST /team/users`: inviting somebody.

use super::{accept, grows_stale, last_written, office, signed_in};
use crate::support::{Call, PASSWORD, TestApp, Value, json};

fn alice() -> Value {
    json!({
        "username": "alice",
        "name": "Alice Adams",
        "email": "alice@example.org",
        "role": "member",
    })
}

fn but(member: &str, value: Value) -> Value {
    let mut body = alice();
    body[member] = value;
    body
}

#[actix_web::test]
async fn who_is_invited_chooses_a_password_by_the_mailed_link_and_logs_in() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;

    let invited = office.post("/team/users", alice()).await;

    let id = invited.is(201).text("id").to_owned();
    assert_eq!(
        *invited.json(),
        json!({
            "id": id,
            "username": "alice",
            "name": "Alice Adams",
            "email": "alice@example.org",
            "role": "member",
            "active": true,
            "state": "invited",
            "country_code": null,
            "cell_phone": null,
            "phone_verified": false,
            "two_factor": {"enabled": false},
            "can": ["edit", "edit_role", "disable", "invite", "end_sessions", "reset", "remove"],
            "last_login_at": null,
            "created_at": "2027-01-15T08:00:00Z",
        })
    );
    assert_eq!(*office.get(&format!("/team/users/{id}")).await.json(), *invited.json());
    let written = last_written(&mut office, &id).await;
    assert_eq!(written, ("user_invited".to_owned(), json!({"role": "member"}), "Ada Lovelace".to_owned()));

    let mails = app.mails_to("alice@example.org");
    assert_eq!(mails.len(), 1);
    for part in
        ["Hello Alice Adams,", "Ada Lovelace invites you to join Acme", "user name is alice", "7 days"]
    {
        assert!(mails[0].body.contains(part), "{part} is missing in\n{}", mails[0].body);
    }
    let mut script = app.script();
    let body = json!({"username": "alice", "password": PASSWORD});
    script.post("/auth/login", body.clone()).await.refused(401, "invalid_credentials");
    accept(&app, &app.mailed_token("alice@example.org", "invitation")).await.is(204);
    script.post("/auth/login", body).await.authenticated();
    assert_eq!(office.get(&format!("/team/users/{id}")).await["state"], "active");
}

#[actix_web::test]
async fn an_admin_may_be_invited_and_in_another_language() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let mut body = but("role", json!("admin"));
    body["locale"] = json!("de");
    assert_eq!(office.post("/team/users", body).await.is(201)["role"], "admin");
    let mails = app.mails_to("alice@example.org");
    assert!(mails[0].body.contains("Ada Lovelace lädt Sie ein"), "{}", mails[0].body);
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let all = json!({"username": "a@b", "name": " ", "email": "alice", "role": "owner", "locale": "fr"});
    let refused = office.post("/team/users", all).await;
    for pointer in ["/username", "/name", "/email", "/role", "/locale"] {
        refused.faulty_at(pointer);
    }
    for (pointer, value) in [
        ("/username", json!("al")),
        ("/username", json!("x".repeat(65))),
        ("/username", json!("al ice")),
        ("/username", json!("al\u{0}ice")),
        ("/name", json!("x".repeat(101))),
        ("/name", json!("Alice\r\nBcc: eve@example.com")),
        ("/email", json!("alice@example.org, eve@example.com")),
        ("/role", json!("")),
        ("/locale", Value::Null),
    ] {
        office.post("/team/users", but(&pointer[1..], value)).await.faulty(
            pointer,
            match pointer {
                "/locale" => "required",
                _ => "invalid",
            },
        );
    }
    for member in ["username", "name", "email", "role"] {
        let mut body = alice();
        body.as_object_mut().expect("an object").remove(member);
        office.post("/team/users", body).await.faulty(&format!("/{member}"), "required");
        office.post("/team/users", but(member, json!(1))).await.faulty(&format!("/{member}"), "wrong_type");
    }
    office.post("/team/users", but("active", json!(false))).await.faulty("/active", "unknown_field");
    office
        .send(Call::post("/team/users").body("application/json", "{"))
        .await
        .refused(400, "malformed_request");
    assert_eq!(app.mails_to("alice@example.org").len(), 0);
}

#[actix_web::test]
async fn a_user_name_is_taken_however_it_is_spelt_and_in_whatever_team() {
    let app = TestApp::start().await;
    app.user("Alice").in_team("Others").create().await;
    let mut office = office(&app).await;
    for name in ["alice", "ALICE", " alice ", "ａｌｉｃｅ"] {
        office.post("/team/users", but("username", json!(name))).await.refused(409, "already_exists");
    }
    assert_eq!(app.mails_to("alice@example.org").len(), 0, "who was not added is not told");
    // An address needs not be unique.
    let body = json!({"username": "alice2", "name": "A", "email": "Alice@example.com", "role": "member"});
    office.post("/team/users", body).await.is(201);
}

#[actix_web::test]
async fn refusals_come_in_order() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let bob = app.user("bob").create().await;
    grows_stale(&app, &mut office).await;
    let mut of_bob = signed_in(&app, &bob).await;
    // Rights before the body, the body before the freshness, the freshness before the state.
    for body in [alice(), json!({"nonsense": 1})] {
        of_bob.post("/team/users", body).await.refused(403, "forbidden");
    }
    office.post("/team/users", but("role", json!("owner"))).await.faulty_at("/role");
    let refused = office.post("/team/users", but("username", json!("bob"))).await;
    assert_eq!(refused.refused(403, "step_up_required").methods(), ["password"]);
    office.step_up(json!({"password": PASSWORD})).await.is(200);
    office.post("/team/users", but("username", json!("bob"))).await.refused(409, "already_exists");
}

#[actix_web::test]
async fn s9_a_mailbox_gets_five_invitations_a_day() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    for number in 0..5 {
        office.post("/team/users", but("username", json!(format!("alice{number}")))).await.is(201);
    }
    let mut sixth = but("username", json!("alice5"));
    for address in ["alice@example.org", "ALICE@example.org"] {
        sixth["email"] = json!(address);
        office.post("/team/users", sixth.clone()).await.waits(86_400);
    }
    assert_eq!(office.get("/team/users?query=alice5").await["items"], json!([]), "nobody was added");
    assert_eq!(app.mails_to("alice@example.org").len(), 5);
    // A budget is told before the freshness.
    grows_stale(&app, &mut office).await;
    office.post("/team/users", sixth.clone()).await.waits(86_400 - 600);

    app.advance(86_400 - 600);
    office.log_in(&app.user("ben").admin().create().await).await.authenticated();
    office.post("/team/users", sixth).await.is(201);
}
