//! `POST /team/users/{id}/invitation`: sending an invitation anew.

use super::{accept, grows_stale, last_written, of, office, signed_in};
use crate::support::{Call, PASSWORD, Person, TestApp, Value, json};

fn invitation(person: &Person) -> String {
    format!("{}/invitation", of(person))
}

fn token_of(person: &Person) -> String {
    let link = person.invitation.as_deref().expect("an invitation");
    link.rsplit_once('=').expect("a token").1.to_owned()
}

#[actix_web::test]
async fn the_new_link_voids_the_former_ones() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").invited().create().await;

    let sent = office.send(Call::post(&invitation(&alice))).await;

    assert_eq!(sent.is(202).body, "");
    let second = app.mailed_token(&alice.email, "invitation");
    office.post(&invitation(&alice), json!({})).await.is(202);
    let third = app.mailed_token(&alice.email, "invitation");
    for former in [token_of(&alice), second] {
        accept(&app, &former).await.refused(410, "link_expired");
    }
    accept(&app, &third).await.is(204);
    app.script().log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn an_address_is_corrected_on_the_way() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_email("allice@example.com").invited().create().await;

    office.post(&invitation(&alice), json!({"email": "alice@example.org"})).await.is(202);

    assert_eq!(office.get(&of(&alice)).await["email"], "alice@example.org");
    assert_eq!(app.mails_to("allice@example.com").len(), 0, "whoever reads there isn't the user");
    accept(&app, &token_of(&alice)).await.refused(410, "link_expired");
    let page = office.get(&format!("/team/activity?user={}", alice.id)).await;
    // Both have the same instant, and stand in either order.
    for action in ["invitation_sent", "email_changed"] {
        assert_eq!(page.body.matches(&format!("\"{action}\"")).count(), 1, "{page}");
    }
    assert_eq!(last_written(&mut office, &alice.id).await.2, "Ada Lovelace");
    accept(&app, &app.mailed_token("alice@example.org", "invitation")).await.is(204);
    for email in [json!("alice"), Value::Null, json!(1)] {
        let bob = app.user(&format!("bob{}", email.to_string().len())).invited().create().await;
        office.post(&invitation(&bob), json!({"email": email})).await.faulty_at("/email");
    }
}

#[actix_web::test]
async fn only_who_has_no_password_yet_is_invited_anew() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").create().await;
    let disabled = app.user("disabled").invited().inactive().create().await;
    for person in [&alice, &disabled] {
        let can = office.get(&of(person)).await["can"].to_string();
        assert!(!can.contains("invite"), "{can}");
        for body in [json!({}), json!({"email": "eve@example.com"}), json!({"nonsense": 1})] {
            office.post(&invitation(person), body).await.refused(403, "forbidden");
        }
        assert_eq!(app.mails_to(&person.email).len(), 0);
    }
    assert_eq!(office.get(&of(&alice)).await["email"], alice.email.as_str());
}

#[actix_web::test]
async fn refusals_come_in_order() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").invited().create().await;
    let foreign = app.user("foreign").in_team("Others").invited().create().await;
    let bob = app.user("bob").create().await;
    grows_stale(&app, &mut office).await;
    let mut of_bob = signed_in(&app, &bob).await;
    for person in [&alice, &foreign] {
        of_bob.post(&invitation(person), json!({"nonsense": 1})).await.refused(403, "forbidden");
    }
    for id in [foreign.id.as_str(), "01890000-0000-7000-8000-000000000000", "alice"] {
        let path = format!("/team/users/{id}/invitation");
        office.post(&path, json!({"nonsense": 1})).await.refused(404, "not_found");
    }
    office.post(&invitation(&alice), json!({"email": "alice"})).await.faulty("/email", "invalid");
    office.post(&invitation(&alice), json!({})).await.refused(403, "step_up_required");
    assert_eq!(app.mails_to(&alice.email).len(), 0);
    office.step_up(json!({"password": PASSWORD})).await.is(200);
    office.post(&invitation(&alice), json!({})).await.is(202);
}

#[actix_web::test]
async fn s9_a_user_gets_three_an_hour_and_a_mailbox_five_a_day() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").invited().create().await;
    for _ in 0..3 {
        office.post(&invitation(&alice), json!({})).await.is(202);
    }
    office.post(&invitation(&alice), json!({})).await.waits(3600);
    office.post(&invitation(&alice), json!({"email": "alice@example.org"})).await.waits(3600);
    let last = app.mailed_token(&alice.email, "invitation");

    app.advance(3600);
    office.log_in(&app.user("ben").admin().create().await).await.authenticated();
    for _ in 0..2 {
        office.post(&invitation(&alice), json!({})).await.is(202);
    }
    office.post(&invitation(&alice), json!({})).await.waits(86_400 - 3600);
    accept(&app, &last).await.refused(410, "link_expired");
    // Another mailbox has had none, but it is the third of this hour.
    office.post(&invitation(&alice), json!({"email": "alice@example.org"})).await.is(202);
}
