//! S19: passwords that nobody may choose.

use std::fs;

use reqwest::Method;

use crate::support::{Answer, Call, Client, TestApp, json};

async fn change(client: &mut Client, new: &str) -> Answer {
    let body = json!({ "current_password": crate::support::PASSWORD, "new_password": new });
    client.send(Call::new(Method::PUT, "/me/password").json(&body)).await
}

#[actix_web::test]
async fn s19_a_list_of_the_operators_own_refuses_beside_the_one_inside() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    fs::write(&file, "seven small boats at noon\nÜber den Wolken 7\n").expect("written");
    let app = TestApp::with(&[("passwords.list_file", &file.path().display().to_string())]).await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;

    for listed in ["Seven Small Boats At Noon", "über den wolken 7", "passwordpassword", "123456789012"] {
        change(&mut client, listed).await.faulty("/new_password", "too_common");
    }
    change(&mut client, "eight small boats at noon").await.is(204);
}
