//! `DELETE /team/users/{id}`: removing somebody.

use super::{grows_stale, last_written, of, office, signed_in};
use crate::support::{PASSWORD, TestApp, json};

#[actix_web::test]
async fn who_is_removed_is_out_at_once_and_their_name_is_free() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut of_alice, mut challenged) = (app.script(), app.script());
    of_alice.sign_in_with(&alice, json!({"remember_device": true})).await;
    challenged.log_in(&alice).await.challenged();

    let removed = office.delete(&of(&alice)).await;

    assert_eq!(removed.is(204).body, "");
    assert_eq!(of_alice.get("/me").await.refused(401, "invalid_token")["reason"], "ended");
    of_alice.refresh().await.refused(401, "invalid_token");
    of_alice.log_in(&alice).await.refused(401, "invalid_credentials");
    challenged.verify(&alice.totp_code(app.now())).await.refused(401, "challenge_expired");
    office.get(&of(&alice)).await.refused(404, "not_found");
    assert_eq!(office.get("/team/users?query=alice").await["items"], json!([]));
    // Repeated it changes nothing more.
    office.delete(&of(&alice)).await.refused(404, "not_found");
    let again = json!({"username": "alice", "name": "A", "email": "a@example.org", "role": "member"});
    assert_ne!(office.post("/team/users", again).await.is(201).text("id"), alice.id);
}

#[actix_web::test]
async fn s24_links_of_a_removed_user_are_dead() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").invited().create().await;
    let link = alice.invitation.clone().expect("an invitation");
    let token = link.rsplit_once('=').expect("a token").1;
    office.delete(&of(&alice)).await.is(204);
    super::accept(&app, token).await.refused(410, "link_expired");
}

#[actix_web::test]
async fn s25_what_is_written_down_stays_under_the_id_alone() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_name("Alice Adams").admin().create().await;
    let mut of_alice = signed_in(&app, &alice).await;
    let me = office.get("/me").await;
    of_alice.patch(&format!("/team/users/{}", me.text("id")), json!({"active": true})).await.is(200);
    app.advance(1);

    office.delete(&of(&alice)).await.is(204);

    let page = office.get(&format!("/team/activity?user={}", alice.id)).await;
    let actions: Vec<_> =
        page.is(200)["items"].as_array().expect("items").iter().map(|item| &item["action"]).collect();
    assert_eq!(actions, ["user_deleted", "logged_in"]);
    assert_eq!(page["items"][1]["actor"], json!({"id": alice.id, "name": "Removed user"}));
    assert_eq!(page["items"][0]["subject"], json!({"id": alice.id, "name": "Removed user"}));
    assert_eq!(last_written(&mut office, &alice.id).await.2, "Ada Lovelace");
    assert!(!page.body.to_lowercase().contains("alice"), "{page}");
}

#[actix_web::test]
async fn an_admin_removes_themself_while_another_one_can_log_in() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    app.user("disabled").admin().inactive().create().await;
    let invited = app.user("invited").admin().invited().create().await;
    app.user("elsewhere").admin().in_team("Others").create().await;
    let mut office = signed_in(&app, &ada).await;
    office.delete(&of(&ada)).await.refused(409, "last_admin");
    office.patch(&of(&ada), json!({"role": "member"})).await.refused(409, "last_admin");
    office.delete(&of(&invited)).await.is(204);
    office.get("/me").await.is(200);

    let second = app.user("second").admin().create().await;
    office.delete(&of(&ada)).await.is(204);
    office.get("/me").await.refused(401, "invalid_token");
    signed_in(&app, &second).await.get(&of(&ada)).await.refused(404, "not_found");
}

#[actix_web::test]
async fn refusals_come_in_order() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let ada = office.get("/me").await.text("id").to_owned();
    let alice = app.user("alice").create().await;
    let foreign = app.user("foreign").in_team("Others").create().await;
    let bob = app.user("bob").create().await;
    grows_stale(&app, &mut office).await;
    let mut of_bob = signed_in(&app, &bob).await;
    for person in [&alice, &foreign, &bob] {
        of_bob.delete(&of(person)).await.refused(403, "forbidden");
    }
    for id in [foreign.id.as_str(), "01890000-0000-7000-8000-000000000000", "alice"] {
        office.delete(&format!("/team/users/{id}")).await.refused(404, "not_found");
    }
    // Freshness comes before the state.
    for id in [&alice.id, &ada] {
        office.delete(&format!("/team/users/{id}")).await.refused(403, "step_up_required");
    }
    office.step_up(json!({"password": PASSWORD})).await.is(200);
    office.delete(&of(&alice)).await.is(204);
}

#[actix_web::test]
async fn s9_removing_somebody_opens_no_budget_of_their_mailbox() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let body = json!({"username": "alice", "name": "A", "email": "a@example.org", "role": "member"});
    for _ in 0..5 {
        let invited = office.post("/team/users", body.clone()).await;
        office.delete(&format!("/team/users/{}", invited.is(201).text("id"))).await.is(204);
    }
    office.post("/team/users", body).await.waits(86_400);
}

#[actix_web::test]
async fn s9_removing_somebody_opens_no_budget_of_texts() {
    let app = TestApp::with(&[("sms.team_budget_per_day", "1")]).await;
    let ada = app.user("ada").admin().create().await;
    let alice = app.user("alice").with_totp().with_phone("+12015550142").create().await;
    let bob = app.user("bob").with_totp().with_phone("+12015550143").create().await;
    let (mut of_alice, mut of_bob) = (app.script(), app.script());
    of_alice.log_in(&alice).await.challenged();
    of_alice.ask_for_text().await.is(202);
    signed_in(&app, &ada).await.delete(&of(&alice)).await.is(204);
    of_bob.log_in(&bob).await.challenged();
    of_bob.ask_for_text().await.refused(429, "rate_limited");
    assert_eq!(app.texts_to("+12015550143").len(), 0);
}
