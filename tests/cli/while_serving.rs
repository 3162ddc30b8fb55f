//! Commands while the service runs: what they change holds at once.

use reqwest::Method;
use serde_json::json;

use super::process::{Answer, Folder, PASSWORD, Server, token_in, totp_code};

const OTHER_PASSWORD: &str = "nine yellow lanterns";

fn with_alice() -> (Folder, Server) {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    let server = folder.serve();
    (folder, server)
}

async fn me(server: &Server, logged_in: &Answer) -> Answer {
    server.get("/api/v1/me", logged_in.text("access_token")).await
}

/// Switches two-factor on and tells the app's secret, the time of its first code, and the new access token.
async fn with_totp(server: &Server, logged_in: &Answer) -> (String, u64, String) {
    let token = Some(logged_in.text("access_token"));
    let begun = server.send(Method::POST, "/api/v1/me/two-factor/totp", token, Some(json!({}))).await;
    let secret = begun.text("secret").to_owned();
    let code = totp_code(&secret, begun.time());
    let body = json!({"enrollment_id": begun.text("enrollment_id"), "code": code});
    let confirmed = server.send(Method::POST, "/api/v1/me/two-factor/totp/confirm", token, Some(body)).await;
    (secret, begun.time(), confirmed.text("access_token").to_owned())
}

#[actix_web::test]
async fn a_user_who_is_added_can_log_in() {
    let (folder, server) = with_alice();
    assert_eq!(server.log_in("bob", PASSWORD).await.code(), "invalid_credentials");
    folder.add_user("Acme", "bob");
    assert_eq!(server.log_in("bob", PASSWORD).await.text("status"), "authenticated");
}

#[actix_web::test]
async fn s15_disabling_ends_access_tokens_and_refresh_tokens_at_once() {
    let (folder, server) = with_alice();
    let logged_in = server.log_in("alice", PASSWORD).await;
    assert_eq!(me(&server, &logged_in).await.status, 200);

    folder.run(&["user", "disable", "alice"]).succeeded();

    let refused = me(&server, &logged_in).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (401, "invalid_token"));
    let refresh = json!({"refresh_token": logged_in.text("refresh_token")});
    assert_eq!(server.post("/api/v1/auth/refresh", refresh).await.status, 401);
    assert_eq!(server.log_in("alice", PASSWORD).await.code(), "invalid_credentials");

    folder.run(&["user", "enable", "alice"]).succeeded();
    assert_eq!(me(&server, &logged_in).await.status, 401, "what ended stays ended");
    assert_eq!(server.log_in("alice", PASSWORD).await.text("status"), "authenticated");
}

#[actix_web::test]
async fn s15_ending_sessions_ends_access_tokens_and_refresh_tokens_at_once_and_nothing_else() {
    let (folder, server) = with_alice();
    let (here, there) = (server.log_in("alice", PASSWORD).await, server.log_in("alice", PASSWORD).await);
    folder.add_user("Acme", "bob");
    let bobs = server.log_in("bob", PASSWORD).await;

    let said = folder.run(&["user", "end-sessions", "Alice"]).succeeded();

    assert_eq!(said, "2 sessions of alice were ended.\n");
    for ended in [here, there] {
        let refused = me(&server, &ended).await;
        assert_eq!((refused.code(), refused.text("reason")), ("invalid_token", "ended"));
        let refresh = json!({"refresh_token": ended.text("refresh_token")});
        assert_eq!(server.post("/api/v1/auth/refresh", refresh).await.status, 401);
    }
    assert_eq!(me(&server, &bobs).await.status, 200);
    assert_eq!(server.log_in("alice", PASSWORD).await.text("status"), "authenticated");
}

#[actix_web::test]
async fn s15_setting_a_password_ends_sessions_and_the_old_password_at_once() {
    let (folder, server) = with_alice();
    let logged_in = server.log_in("alice", PASSWORD).await;

    let set = ["user", "set-password", "alice", "--password-stdin"];
    folder.run_with_input(&set, &format!("{OTHER_PASSWORD}\n")).succeeded();

    let refused = me(&server, &logged_in).await;
    assert_eq!((refused.code(), refused.text("reason")), ("invalid_token", "password_changed"));
    assert_eq!(server.log_in("alice", PASSWORD).await.code(), "invalid_credentials");
    assert_eq!(server.log_in("alice", OTHER_PASSWORD).await.text("status"), "authenticated");
}

#[actix_web::test]
async fn s13_setting_a_password_forgets_devices_and_keeps_the_second_factor() {
    let (folder, server) = with_alice();
    let (secret, time, _) = with_totp(&server, &server.log_in("alice", PASSWORD).await).await;
    let with_code = json!({
        "username": "alice", "password": PASSWORD, "code": totp_code(&secret, time + 30), "remember_device": true,
    });
    let remembered = server.post("/api/v1/auth/login", with_code).await;
    let device = remembered.text("device_token").to_owned();

    let set = ["user", "set-password", "alice", "--password-stdin"];
    folder.run_with_input(&set, OTHER_PASSWORD).succeeded();

    let body = json!({"username": "alice", "password": OTHER_PASSWORD, "device_token": device});
    let outcome = server.post("/api/v1/auth/login", body).await;
    assert_eq!(outcome.text("status"), "second_factor_required");
}

#[actix_web::test]
async fn a_reset_switches_two_factor_off_and_ends_sessions_at_once() {
    let (folder, server) = with_alice();
    let (_, _, access_token) = with_totp(&server, &server.log_in("alice", PASSWORD).await).await;
    assert_eq!(server.get("/api/v1/me", &access_token).await.status, 200);
    assert_eq!(server.log_in("alice", PASSWORD).await.text("status"), "second_factor_required");
    assert_eq!(folder.run(&["user", "show", "alice", "--json"]).json()["two_factor"], true);

    let view = folder.run(&["user", "reset-two-factor", "alice", "--json"]).json();

    assert_eq!(view["two_factor"], false);
    assert_eq!(server.get("/api/v1/me", &access_token).await.code(), "invalid_token");
    assert_eq!(server.log_in("alice", PASSWORD).await.text("status"), "authenticated");
}

#[actix_web::test]
async fn an_open_challenge_does_not_outlive_a_password_that_was_set() {
    let (folder, server) = with_alice();
    let (secret, time, _) = with_totp(&server, &server.log_in("alice", PASSWORD).await).await;
    let challenged = server.log_in("alice", PASSWORD).await;

    let set = ["user", "set-password", "alice", "--password-stdin"];
    folder.run_with_input(&set, OTHER_PASSWORD).succeeded();

    let body =
        json!({"challenge_token": challenged.text("challenge_token"), "code": totp_code(&secret, time + 30)});
    assert_eq!(server.post("/api/v1/auth/verify", body).await.code(), "challenge_expired");
}

#[actix_web::test]
async fn an_invitation_is_good_at_once() {
    let (folder, server) = with_alice();
    let add = ["user", "add", "--team", "Acme", "--username", "bob", "--email", "bob@example.com"];
    let link = folder.run(&[&add[..], &["--name", "Bob Bell", "--invite"]].concat()).succeeded();

    let inspected = server.post("/api/v1/auth/links/inspect", json!({"token": token_in(&link)})).await;
    assert_eq!((inspected.text("username"), inspected.text("team_name")), ("bob", "Acme"));
    let body = json!({"token": token_in(&link), "password": OTHER_PASSWORD});
    assert_eq!(server.post("/api/v1/auth/invitation/accept", body).await.status, 204);
    assert_eq!(server.log_in("bob", OTHER_PASSWORD).await.text("status"), "authenticated");
    assert_eq!(folder.run(&["user", "show", "bob", "--json"]).json()["state"], "active");
}

#[actix_web::test]
async fn what_people_do_is_told_by_commands_at_once() {
    let (folder, server) = with_alice();
    let last_login = || folder.run(&["user", "show", "alice", "--json"]).json()["last_login_at"].clone();
    assert!(last_login().is_null());

    server.log_in("alice", PASSWORD).await;

    assert!(last_login().is_string());
    let log = folder.run(&["activity", "export"]).succeeded();
    assert!(log.lines().any(|line| line.contains("\"logged_in\"")), "{log}");
}

#[actix_web::test]
async fn migrating_what_is_current_disturbs_nobody() {
    let (folder, server) = with_alice();
    let logged_in = server.log_in("alice", PASSWORD).await;
    assert_eq!(folder.run(&["migrate", "--json"]).json(), json!({"migrations_run": 0}));
    assert_eq!(me(&server, &logged_in).await.status, 200);
    assert_eq!(server.get("/health/ready", "").await.status, 200);
}
