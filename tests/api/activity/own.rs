use vestibule::activity::By;
use vestibule_domain::{activity::Happening, id::UserId};

use super::{account, actions, note, signed_in};
use crate::support::{TestApp, Value, json};

#[actix_web::test]
async fn an_entry_tells_what_when_who_from_where_and_with_what() {
    let app = TestApp::behind_a_proxy().await;
    let alice = app.user("alice").with_name("Alice Adams").create().await;
    app.advance(60);
    let mut client = app.script().from("198.51.100.7");
    client.log_in_with(&alice, json!({ "device_name": "Alice's phone" })).await.authenticated();

    let page = client.get("/me/activity").await;

    let own = json!({ "id": alice.id, "name": "Alice Adams" });
    assert_eq!(
        *page.is(200).json(),
        json!({
            "items": [{
                "id": page["items"][0]["id"],
                "at": "2027-01-15T08:01:00Z",
                "action": "logged_in",
                "actor": own,
                "subject": own,
                "ip": "198.51.100.7",
                "device_name": "Alice's phone",
                "detail": { "proof": "password", "known_client": false },
            }],
            "next_cursor": null,
        })
    );
}

#[actix_web::test]
async fn ended_sessions_are_written_down_once_each_newest_first() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let (mut former, mut owner) = (signed_in(&app, &alice).await, signed_in(&app, &alice).await);
    let page = former.get("/me/sessions").await;
    let path = format!("/me/sessions/{}", page["items"][1]["id"].as_str().expect("an id"));
    app.advance(1);
    for _ in 0..2 {
        owner.delete(&path).await.is(204);
    }
    former = signed_in(&app, &alice).await;
    app.advance(1);
    for _ in 0..2 {
        owner.delete("/me/sessions").await.is(204);
    }
    former.get("/me").await.refused(401, "invalid_token");
    let newest_first = "sessions_ended logged_in session_ended logged_in logged_in";
    assert_eq!(actions(&mut owner, "/me/activity").await, newest_first);

    let page = owner.get("/me/sessions").await;
    let path = format!("/me/sessions/{}", page["items"][0]["id"].as_str().expect("an id"));
    app.advance(1);
    owner.delete(&path).await.is(204);
    let mut owner = signed_in(&app, &alice).await;
    let newest_first = actions(&mut owner, "/me/activity?limit=2").await;
    assert_eq!(newest_first, "logged_in logged_out", "one's own session is logged out of");
}

#[actix_web::test]
async fn a_stranger_and_the_command_line_are_no_actors() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let of_alice = account(&app, &alice).await;
    note(&app, &of_alice, By::Stranger, Happening::LoginUnfinished).await;
    note(&app, &of_alice, By::CommandLine, Happening::TwoFactorReset { reason: None }).await;
    let mut client = signed_in(&app, &alice).await;

    let page = client.get("/me/activity").await;

    let (reset, unfinished) = (&page["items"][1], &page["items"][2]);
    assert_eq!((reset["action"].as_str(), reset.get("actor")), (Some("two_factor_reset"), None), "{page}");
    assert_eq!(reset["detail"], json!({ "by": "command_line" }));
    assert_eq!(unfinished["action"], "login_unfinished");
    assert_eq!((unfinished.get("actor"), &unfinished["detail"]), (None, &json!({})));
    assert_eq!(unfinished["subject"]["id"], alice.id.as_str());
}

#[actix_web::test]
async fn it_holds_what_was_done_to_one_and_what_one_did() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_name("Ada Lovelace").create().await;
    let alice = app.user("alice").create().await;
    let bob = app.user("bob").create().await;
    let (of_ada, of_alice) = (account(&app, &ada).await, account(&app, &alice).await);
    note(&app, &of_alice, By::Admin(&of_ada), Happening::NameChanged).await;
    note(&app, &account(&app, &bob).await, By::Owner, Happening::PhoneRemoved).await;

    let mut alice_reads = signed_in(&app, &alice).await;
    let page = alice_reads.get("/me/activity").await;
    assert_eq!(actions(&mut alice_reads, "/me/activity").await, "logged_in name_changed");
    assert_eq!(page["items"][1]["actor"], json!({ "id": ada.id, "name": "Ada Lovelace" }));

    let mut ada_reads = signed_in(&app, &ada).await;
    assert_eq!(actions(&mut ada_reads, "/me/activity").await, "logged_in name_changed");
    let mut bob_reads = signed_in(&app, &bob).await;
    assert_eq!(actions(&mut bob_reads, "/me/activity").await, "logged_in phone_removed");
}

#[actix_web::test]
async fn names_are_those_of_now_and_a_removed_user_has_none() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let of_alice = account(&app, &alice).await;
    let mut gone = of_alice.clone();
    gone.user.id = UserId::new(app.now(), &mut app.service().rng());
    note(&app, &of_alice, By::Admin(&gone), Happening::UserEnabled).await;
    let mut client = signed_in(&app, &alice).await;
    client.patch("/me", json!({ "name": "Alice Brown" })).await.is(200);

    let page = client.get("/me/activity").await;

    let entry = &page["items"][2];
    assert_eq!(entry["actor"], json!({ "id": gone.user.id.to_string(), "name": "Removed user" }));
    assert_eq!(entry["subject"]["name"], "Alice Brown");
}

#[actix_web::test]
async fn pages_follow_one_another_to_the_end() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let (of_ada, of_alice) =
        (account(&app, &ada).await, account(&app, &app.user("alice").create().await).await);
    // In turn: done by Ada, done to Ada, both.
    note(&app, &of_alice, By::Admin(&of_ada), Happening::UserDisabled).await;
    note(&app, &of_ada, By::Stranger, Happening::WrongCodes { count: 5 }).await;
    note(&app, &of_ada, By::Owner, Happening::PhoneRemoved).await;
    note(&app, &of_alice, By::Admin(&of_ada), Happening::UserEnabled).await;
    let mut client = signed_in(&app, &ada).await;

    let first = client.get("/me/activity?limit=2").await;
    assert_eq!(actions(&mut client, "/me/activity?limit=2").await, "logged_in user_enabled");
    let second = format!("/me/activity?limit=2&cursor={}", first.text("next_cursor"));
    assert_eq!(actions(&mut client, &second).await, "phone_removed wrong_codes");
    let third = client.get(&second).await.text("next_cursor").to_owned();
    let third = format!("/me/activity?limit=2&cursor={third}");
    assert_eq!(actions(&mut client, &third).await, "user_disabled");
    assert_eq!(client.get(&third).await["next_cursor"], Value::Null);
    assert_eq!(client.get("/me/activity?limit=5").await["next_cursor"], Value::Null, "five of five");
}

#[actix_web::test]
async fn bad_limits_and_cursors_are_pointed_to() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = signed_in(&app, &alice).await;
    for limit in ["0", "101", "-1", "many", ""] {
        client.get(&format!("/me/activity?limit={limit}")).await.faulty_at("/limit");
    }
    for cursor in ["x", "%FF", "AAAA"] {
        client.get(&format!("/me/activity?cursor={cursor}")).await.faulty_at("/cursor");
    }
}
