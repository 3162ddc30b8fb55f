//! `/me/sessions`: where one is logged in.

mod end;
mod list;

use crate::support::{Client, Person, TestApp, Value, json};

/// A script that is signed in under a name, a second after whoever was before.
async fn signed_in(app: &TestApp, person: &Person, name: &str) -> Client {
    let mut client = app.script();
    app.advance(1);
    client.log_in_with(person, json!({ "device_name": name })).await.authenticated();
    client
}

/// The names of the sessions that a client lists.
async fn names(client: &mut Client) -> Vec<String> {
    let page = client.get("/me/sessions").await;
    members(page.is(200).json(), "device_name")
}

fn members(page: &Value, member: &str) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().filter_map(|item| item[member].as_str().map(str::to_owned)).collect()
}

/// The id of the session that a client has.
async fn own_id(client: &mut Client) -> String {
    let page = client.get("/me/sessions").await;
    let items = page.is(200)["items"].as_array().expect("items");
    let own = items.iter().find(|item| item["current"] == true).expect("one is current");
    own["id"].as_str().expect("an id").to_owned()
}
