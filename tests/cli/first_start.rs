//! The first start: a box with a link to choose the first admin's password.

use serde_json::json;

use super::process::{Folder, PASSWORD, Server, free_port};

async fn accept(server: &Server, token: &str) -> u16 {
    let body = json!({"token": token, "password": PASSWORD});
    server.post("/api/v1/auth/invitation/accept", body).await.status.as_u16()
}

#[actix_web::test]
async fn the_box_says_where_the_service_is_and_has_a_link_that_works() {
    let folder = Folder::new();
    let mut server = folder.serve();
    let token = server.invitation();

    let inspected = server.post("/api/v1/auth/links/inspect", json!({"token": token})).await;
    assert_eq!(inspected.text("purpose"), "invitation");
    assert_eq!(inspected.text("username"), "admin");
    assert_eq!(accept(&server, &token).await, 204);
    let logged_in = server.log_in("admin", PASSWORD).await;
    assert_eq!(logged_in.text("status"), "authenticated");
    let me = server.get("/api/v1/me", logged_in.text("access_token")).await;
    assert_eq!(me.text("role"), "admin");

    let (_, printed) = server.stop();
    assert!(printed.contains(&format!("is at {}", folder.url())), "{printed}");
    assert!(printed.contains(&format!("{}/outbox", folder.url())), "{printed}");
    let widths: Vec<_> = printed.lines().map(|line| line.chars().count()).collect();
    assert!(widths.iter().all(|width| *width == widths[0]), "a box has straight edges:\n{printed}");
}

#[actix_web::test]
async fn the_box_says_what_to_add_where_its_link_leads_elsewhere() {
    let (folder, elsewhere) = (Folder::new(), free_port());
    let mut serve = folder.command(&["serve", "--bind", &format!("127.0.0.1:{elsewhere}")]);
    let server = Server::start(&mut serve, format!("http://127.0.0.1:{elsewhere}"));
    let (_, printed) = server.stop();
    assert!(printed.contains(&format!("is at {}", folder.url())), "{printed}");
    assert!(printed.contains(&format!("--public-url http://localhost:{elsewhere}")), "{printed}");

    let (_, printed) = Folder::new().serve().stop();
    assert!(!printed.contains("--public-url"), "{printed}");
}

#[actix_web::test]
async fn a_second_start_before_the_choice_prints_a_new_link_and_voids_the_old() {
    let folder = Folder::new();
    let mut first = folder.serve();
    let old = first.invitation();
    first.stop();

    let mut second = folder.serve();
    let new = second.invitation();
    assert_ne!(old, new);
    assert_eq!(accept(&second, &old).await, 410);
    assert_eq!(accept(&second, &new).await, 204);
    let users = folder.run(&["user", "list", "--json"]).json();
    assert_eq!(users.as_array().map(Vec::len), Some(1), "one first admin: {users}");
}

#[actix_web::test]
async fn once_the_choice_was_made_no_start_prints_a_link_and_all_data_is_kept() {
    let folder = Folder::new();
    let mut first = folder.serve();
    let token = first.invitation();
    assert_eq!(accept(&first, &token).await, 204);
    let logged_in = first.log_in("admin", PASSWORD).await;
    first.stop();

    let second = folder.serve();
    // The session and the key that signed its token outlive the process.
    let me = second.get("/api/v1/me", logged_in.text("access_token")).await;
    assert_eq!(me.status, 200, "{me:?}");
    assert_eq!(second.log_in("admin", PASSWORD).await.text("status"), "authenticated");
    let (_, printed) = second.stop();
    assert_eq!(printed, "", "nothing on stdout");
}

#[actix_web::test]
async fn an_admin_of_the_command_line_is_a_first_admin_too() {
    let folder = Folder::new();
    folder.add_team("Acme");
    let add = ["user", "add", "--team", "Acme", "--username", "alice", "--email", "a@example.com"];
    let add = [&add[..], &["--name", "Alice Adams", "--role", "admin", "--password-stdin"]].concat();
    folder.run_with_input(&add, PASSWORD).succeeded();

    let (_, printed) = folder.serve().stop();
    assert_eq!(printed, "");
    let users = folder.run(&["user", "list", "--json"]).json();
    assert_eq!(users.as_array().map(Vec::len), Some(1), "{users}");
}

#[cfg(unix)]
#[actix_web::test]
async fn s20_the_master_key_that_is_made_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    folder.serve().stop();
    let file = std::fs::metadata(folder.path("data/master.key")).expect("a key was made");
    assert_eq!(format!("{:o}", file.permissions().mode() & 0o777), "600");
}
