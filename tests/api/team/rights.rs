//! `can`: what it says is what is allowed, of everyone and everything.

use reqwest::Method;

use super::{grows_stale, of, signed_in};
use crate::support::{Call, Client, Person, TestApp, Value, json};

/// Each word, and a call that does it: a stale proof keeps whoever may from going on.
fn acts(person: &Person, shown: &Value) -> [(&'static str, Call); 8] {
    let at = |method, rest: &str| Call::new(method, &format!("{}{rest}", of(person)));
    let patch = |body: Value| at(Method::PATCH, "").json(&body);
    let other_role = if shown["role"] == "admin" { "member" } else { "admin" };
    [
        ("edit", patch(json!({"cell_phone": "+12015550142"}))),
        ("edit_role", patch(json!({ "role": other_role }))),
        ("disable", patch(json!({"active": shown["active"] != true}))),
        ("invite", at(Method::POST, "/invitation")),
        ("reset_password", at(Method::POST, "/password-reset")),
        ("end_sessions", at(Method::DELETE, "/sessions")),
        ("reset", at(Method::POST, "/two-factor/reset")),
        ("remove", at(Method::DELETE, "")),
    ]
}

async fn holds(viewer: &mut Client, person: &Person) {
    let shown = viewer.get(&of(person)).await;
    let can = shown.is(200)["can"].as_array().expect("words").clone();
    for (word, call) in acts(person, shown.json()) {
        let refused = viewer.send(call).await;
        let expected = if can.contains(&word.into()) { "step_up_required" } else { "forbidden" };
        assert_eq!(
            (refused.status, refused.text("code")),
            (403, expected),
            "{word} of {}: {refused}",
            person.username
        );
    }
}

#[actix_web::test]
async fn what_can_says_is_what_is_allowed() {
    let app = TestApp::start().await;
    let everyone = [
        app.user("ada").admin().create().await,
        app.user("second").admin().with_totp().create().await,
        app.user("alice").create().await,
        app.user("invited").invited().create().await,
        app.user("disabled").inactive().create().await,
        app.user("never").invited().inactive().create().await,
    ];
    for viewer in [&everyone[0], &everyone[2]] {
        let mut client = signed_in(&app, viewer).await;
        grows_stale(&app, &mut client).await;
        for person in &everyone {
            holds(&mut client, person).await;
        }
    }
}

#[actix_web::test]
async fn an_admin_sees_what_may_be_done_with_whom() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let invited = app.user("invited").invited().create().await;
    let alice = app.user("alice").create().await;
    let mut office = signed_in(&app, &ada).await;
    for (person, words) in [
        (&ada, "edit edit_role disable reset_password end_sessions remove"),
        (&invited, "edit edit_role disable invite end_sessions reset remove"),
        (&alice, "edit edit_role disable reset_password end_sessions reset remove"),
    ] {
        let words: Vec<_> = words.split(' ').collect();
        assert_eq!(office.get(&of(person)).await["can"], json!(words), "{}", person.username);
    }
}
