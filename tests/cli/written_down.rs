//! What commands do to a user is written down as theirs, and told by mail where it has to be (S25).

use serde_json::{Value, json};

use super::process::{Folder, PASSWORD, Server};

/// What the user reads, newest first, but for log-ins: the action and its detail.
async fn read(server: &Server, password: &str) -> Vec<(String, Value)> {
    let logged_in = server.log_in("alice", password).await;
    let page = server.get("/api/v1/me/activity", logged_in.text("access_token")).await;
    let items = page.body["items"].as_array().expect("items").iter();
    let items = items.filter(|item| item["action"] != "logged_in").map(|item| {
        assert!(item.get("actor").is_none(), "nobody of the team did it: {item}");
        assert_eq!((&item["ip"], &item["device_name"]), (&Value::Null, &Value::Null));
        assert_eq!(item["subject"]["name"], "Somebody Else");
        (item["action"].as_str().expect("an action").to_owned(), item["detail"].clone())
    });
    items.collect()
}

#[actix_web::test]
async fn s25_what_commands_do_is_written_down_once_and_told_where_it_has_to_be() {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    let server = folder.serve();
    server.log_in("alice", PASSWORD).await;
    let other = "nine yellow lanterns";

    folder.run(&["user", "end-sessions", "alice"]).succeeded();
    folder.run(&["user", "end-sessions", "alice"]).succeeded();
    for command in ["disable", "disable", "enable", "enable"] {
        folder.run(&["user", command, "alice"]).succeeded();
    }
    folder.run_with_input(&["user", "set-password", "alice", "--password-stdin"], other).succeeded();

    let by = json!({ "by": "command_line" });
    let written = ["password_reset", "user_enabled", "user_disabled", "sessions_ended"];
    let mut written = written.map(|action| (action.to_owned(), by.clone())).to_vec();
    written.push(("user_added".to_owned(), json!({ "by": "command_line", "role": "member" })));
    assert_eq!(read(&server, other).await, written);
    // With the next mail that the service posts, those of commands leave, too.
    server.post("/api/v1/auth/password/forgot", json!({ "username": "alice" })).await;
    let outbox = std::fs::read_to_string(folder.path("data/outbox.jsonl")).expect("mails");
    assert!(outbox.contains("your password was reset"), "{outbox}");
}

#[actix_web::test]
async fn s25_of_many_who_let_a_user_in_again_at_once_one_is_written_down() {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    folder.run(&["user", "disable", "alice"]).succeeded();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| folder.run(&["user", "enable", "alice"]).succeeded());
        }
    });
    let server = folder.serve();
    let actions: Vec<_> = read(&server, PASSWORD).await.into_iter().map(|(action, _)| action).collect();
    assert_eq!(actions, ["user_enabled", "user_disabled", "user_added"]);
}

#[actix_web::test]
async fn s25_an_invitation_of_the_command_line_is_written_down() {
    let folder = Folder::new();
    folder.add_team("Acme");
    let flags =
        ["--team", "Acme", "--username", "alice", "--email", "alice@example.com", "--name", "Somebody Else"];
    let link = folder.run(&[&["user", "add"], &flags[..], &["--invite"]].concat()).succeeded();
    let server = folder.serve();
    let token = super::process::token_in(&link);
    server.post("/api/v1/auth/invitation/accept", json!({ "token": token, "password": PASSWORD })).await;

    let logged_in = server.log_in("alice", PASSWORD).await;
    let page = server.get("/api/v1/me/activity", logged_in.text("access_token")).await;
    let items = page.body["items"].as_array().expect("items");
    assert_eq!(items[1]["action"], "invitation_accepted");
    assert_eq!(items[1]["actor"]["name"], "Somebody Else");
    assert_eq!(items[2]["action"], "user_invited");
    assert_eq!(items[2]["detail"], json!({ "by": "command_line", "role": "member" }));
}
