//! `/me/api-tokens`: what scripts hold in place of a password and a code.

mod create;
mod delete;
mod ends;
mod list;
mod opens;

use crate::support::{Client, Person, TestApp, json};

/// Somebody with an app, signed in by it a moment ago.
pub async fn proven(app: &TestApp, username: &str) -> (Person, Client) {
    let person = app.user(username).with_totp().create().await;
    let mut owner = app.script();
    owner.sign_in(&person).await;
    (person, owner)
}

/// A new API token of every scope.
pub async fn made(owner: &mut Client) -> String {
    made_for(owner, &["account:read", "team:read"]).await
}

/// A new API token of these scopes.
pub async fn made_for(owner: &mut Client, scopes: &[&str]) -> String {
    let made = owner.post("/me/api-tokens", json!({ "name": "reports", "scopes": scopes })).await;
    made.is(201).text("token").to_owned()
}

/// A script that got an access token for an API token.
pub async fn script_of(app: &TestApp, api_token: &str) -> Client {
    let mut script = app.script();
    script.post("/auth/token", json!({ "api_token": api_token })).await.is(200);
    script
}
