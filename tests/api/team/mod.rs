//! `/team`: its users.

mod edit_activity;
mod edit_phone;
mod edit_phone_effects;
mod edit_rights;
mod edit_standing;
mod end_sessions;
mod invite;
mod invite_again;
mod list_users;
mod password_reset;
mod policy;
mod policy_effects;
mod remove;
mod reset_two_factor;
mod rights;
mod search;
mod show_user;

use crate::support::{Client, PASSWORD, Person, TestApp, json};

/// Where a user stands.
fn of(person: &Person) -> String {
    format!("/team/users/{}", person.id)
}

async fn signed_in(app: &TestApp, person: &Person) -> Client {
    let mut client = app.script();
    client.sign_in(person).await;
    client
}

/// An admin with a fresh session.
async fn office(app: &TestApp) -> Client {
    let ada = app.user("ada").admin().with_name("Ada Lovelace").create().await;
    signed_in(app, &ada).await
}

/// The admin's proof grows old.
async fn grows_stale(app: &TestApp, client: &mut Client) {
    app.advance(600);
    client.refresh().await.authenticated();
}

/// Chooses a password by an invitation.
async fn accept(app: &TestApp, token: &str) -> crate::support::Answer {
    let body = json!({ "token": token, "password": PASSWORD });
    app.browser().post("/auth/invitation/accept", body).await
}

/// What was last written down of a user: action, detail, and who did it.
async fn last_written(client: &mut Client, user: &str) -> (String, crate::support::Value, String) {
    let page = client.get(&format!("/team/activity?limit=1&user={user}")).await;
    let entry = &page.is(200)["items"][0];
    let text = |value: &crate::support::Value| value.as_str().unwrap_or_default().to_owned();
    (text(&entry["action"]), entry["detail"].clone(), text(&entry["actor"]["name"]))
}
