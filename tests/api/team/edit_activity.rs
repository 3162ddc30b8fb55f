//! `PATCH /team/users/{id}`: what of a change is written down, and told.

use super::{of, office, signed_in};
use crate::support::{Client, Person, TestApp, Value, json};

const NUMBER: &str = "+12015550142";

/// What was written down of somebody, oldest first: action, who did it, detail.
async fn written(client: &mut Client, person: &Person) -> Vec<(String, String, Value)> {
    let page = client.get(&format!("/team/activity?order=asc&user={}", person.id)).await;
    let items = page.is(200)["items"].as_array().expect("items").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    items
        .map(|item| (text(&item["action"]), text(&item["actor"]["name"]), item["detail"].clone()))
        .filter(|(action, ..)| !matches!(action.as_str(), "logged_in" | "logged_out" | "two_factor_enabled"))
        .collect()
}

fn entry(action: &str, actor: &str, detail: Value) -> (String, String, Value) {
    (action.to_owned(), actor.to_owned(), detail)
}

#[actix_web::test]
async fn each_thing_that_an_admin_changes_has_a_row() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").create().await;
    for body in [
        json!({"name": "Alice A."}),
        json!({"role": "admin"}),
        json!({"cell_phone": NUMBER}),
        json!({"cell_phone": null}),
        json!({"active": false}),
        json!({"active": true}),
        json!({"role": "member"}),
        // As it is, is no change.
        json!({"name": "Alice A.", "role": "member", "active": true, "cell_phone": null}),
        json!({"country_code": "DE"}),
        json!({}),
    ] {
        app.advance(1);
        office.patch(&of(&alice), body).await.is(200);
    }
    let by_ada = |action, detail| entry(action, "Ada Lovelace", detail);
    assert_eq!(
        written(&mut office, &alice).await,
        [
            by_ada("name_changed", json!({})),
            by_ada("role_changed", json!({"role": "admin"})),
            by_ada("phone_changed", json!({})),
            by_ada("phone_removed", json!({})),
            by_ada("user_disabled", json!({})),
            by_ada("user_enabled", json!({})),
            by_ada("role_changed", json!({"role": "member"})),
        ]
    );
}

#[actix_web::test]
async fn what_the_owner_changes_is_theirs() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").with_totp().create().await;
    let mut of_alice = signed_in(&app, &alice).await;
    office.patch(&of(&alice), json!({"cell_phone": NUMBER})).await.is(200);
    of_alice.patch(&of(&alice), json!({"name": "Alice A."})).await.refused(401, "invalid_token");
    of_alice.sign_in(&alice).await;
    of_alice.patch(&of(&alice), json!({"name": "Alice A."})).await.is(200);
    app.advance(1);
    // The same number, saved in a session proven by a second factor, is proven.
    of_alice.patch(&of(&alice), json!({"cell_phone": NUMBER})).await.is(200);
    of_alice.patch(&of(&alice), json!({"cell_phone": NUMBER})).await.is(200);
    assert_eq!(
        written(&mut office, &alice).await,
        [
            entry("phone_changed", "Ada Lovelace", json!({})),
            entry("name_changed", "Alice A.", json!({})),
            entry("phone_verified", "Alice A.", json!({})),
        ]
    );
}

#[actix_web::test]
async fn s25_a_number_that_changes_is_told_with_who_did_it() {
    let app = TestApp::start().await;
    let mut office = office(&app).await;
    let alice = app.user("alice").create().await;
    office.patch(&of(&alice), json!({"cell_phone": NUMBER})).await.is(200);
    let mut of_alice = signed_in(&app, &alice).await;
    of_alice.patch(&of(&alice), json!({"cell_phone": null})).await.is(200);
    of_alice.patch(&of(&alice), json!({"name": "Alice A."})).await.is(200);

    let told: Vec<_> = app
        .mails_to(&alice.email)
        .into_iter()
        .filter(|mail| mail.subject.as_deref().is_some_and(|subject| subject.contains("number was")))
        .collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].subject.as_deref().is_some_and(|subject| subject.ends_with("was changed")));
    assert!(told[0].body.contains("By: Ada Lovelace"), "{}", told[0].body);
    assert!(told[1].subject.as_deref().is_some_and(|subject| subject.ends_with("was removed")));
    assert!(!told[1].body.contains("By:"), "{}", told[1].body);
    for mail in told {
        assert!(!mail.body.contains("5550142"), "{}", mail.body);
    }
}

#[actix_web::test]
async fn a_refused_change_is_not_written_down() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let mut office = signed_in(&app, &ada).await;
    office.patch(&of(&ada), json!({"name": "Ada A.", "role": "member"})).await.refused(409, "last_admin");
    office
        .patch(&of(&ada), json!({"name": "Ada A.", "cell_phone": "1"}))
        .await
        .refused(422, "validation_failed");
    assert_eq!(written(&mut office, &ada).await, []);
}
