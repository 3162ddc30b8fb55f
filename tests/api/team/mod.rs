//! `/team`: its users.

mod edit_phone;
mod edit_phone_effects;
mod edit_rights;
mod edit_standing;
mod list_users;
mod search;
mod show_user;

use crate::support::{Client, Person, TestApp};

/// Where a user stands.
fn of(person: &Person) -> String {
    format!("/team/users/{}", person.id)
}

async fn signed_in(app: &TestApp, person: &Person) -> Client {
    let mut client = app.script();
    client.sign_in(person).await;
    client
}
