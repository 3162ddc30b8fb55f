//! `/me/activity` and `/team/activity`: what happened.

mod events;
mod own;
mod team;

use vestibule::{
    activity::{self, By},
    store::{self, account::Account},
};
use vestibule_domain::{activity::Happening, session::Place};

use crate::support::{Client, Person, TestApp};

async fn signed_in(app: &TestApp, person: &Person) -> Client {
    let mut client = app.script();
    app.advance(1);
    client.sign_in(person).await;
    client
}

async fn account(app: &TestApp, person: &Person) -> Account {
    let id = person.id.parse().expect("an id");
    let found = store::account::of_user(app.service().db.read(), id).await;
    found.expect("the database reads").expect("the user is there")
}

/// Writes something down, a second after whatever was before.
async fn note(app: &TestApp, account: &Account, by: By<'_>, what: Happening) {
    app.advance(1);
    let place = Place { device_name: "Office".to_owned(), ip: "192.0.2.7".to_owned() };
    let tx = app.service().begin().await.expect("a turn to write");
    activity::note(app.service(), &tx, account, by, &place, &what).await.expect("the database writes");
    tx.commit().await.expect("the database writes");
}

/// The actions that a path lists, in their order.
async fn actions(client: &mut Client, path: &str) -> String {
    let page = client.get(path).await;
    let items = page.is(200)["items"].as_array().expect("items");
    items.iter().filter_map(|item| item["action"].as_str()).collect::<Vec<_>>().join(" ")
}
