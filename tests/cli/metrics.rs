//! `metrics_bind`: what Prometheus reads, on a listener of its own.

use serde_json::json;

use super::process::{Folder, PASSWORD, Server, free_port};

/// The service with metrics, and where they are.
fn with_metrics() -> (Folder, Server, String) {
    let folder = Folder::new();
    let address = format!("127.0.0.1:{}", free_port());
    folder.set(&format!("metrics_bind = \"{address}\""));
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    let server = folder.serve();
    (folder, server, format!("http://{address}"))
}

pub async fn get(url: &str) -> (u16, String, String) {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let answer = client.get(url).send().await.expect("an answer");
    let content_type = answer.headers().get("content-type").and_then(|value| value.to_str().ok());
    let (status, content_type) = (answer.status().as_u16(), content_type.unwrap_or_default().to_owned());
    (status, content_type, answer.text().await.expect("text"))
}

/// The number behind a series.
#[track_caller]
pub fn value(metrics: &str, series: &str) -> u64 {
    let found = metrics.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    let found = found.unwrap_or_else(|| panic!("{series} in {metrics}"));
    found.parse().expect("a number")
}

#[actix_web::test]
async fn log_ins_calls_and_mails_are_counted() {
    let (_folder, server, metrics) = with_metrics();
    let logged_in = server.log_in("alice", PASSWORD).await;
    server.log_in("alice", "a wrong password").await;
    server.log_in("nobody", "a wrong password").await;
    for _ in 0..3 {
        server.get("/api/v1/me", logged_in.text("access_token")).await;
    }
    server.post("/api/v1/auth/password/forgot", json!({"username": "alice"})).await;

    let (status, content_type, text) = get(&format!("{metrics}/metrics")).await;

    assert_eq!((status, content_type.as_str()), (200, "text/plain; version=0.0.4; charset=utf-8"));
    assert_eq!(value(&text, r#"vestibule_log_ins_total{outcome="authenticated"}"#), 1);
    assert_eq!(value(&text, r#"vestibule_log_ins_total{outcome="invalid_credentials"}"#), 2);
    let count =
        |labels: &str| value(&text, &format!("vestibule_http_request_duration_seconds_count{{{labels}}}"));
    assert_eq!(count(r#"method="POST",route="/api/v1/auth/login",status="2xx""#), 1);
    assert_eq!(count(r#"method="POST",route="/api/v1/auth/login",status="4xx""#), 2);
    assert_eq!(count(r#"method="GET",route="/api/v1/me",status="2xx""#), 3);
    assert!(value(&text, "vestibule_hashes_total") >= 3);
    assert_eq!(value(&text, "vestibule_hashes_waiting"), 0);
    assert!(value(&text, r#"vestibule_mails_total{outcome="sent"}"#) >= 1);
    let (open, idle) = ("vestibule_database_connections", "vestibule_database_connections_idle");
    assert!(value(&text, open) >= 1 && value(&text, idle) <= value(&text, open), "{text}");
    assert_eq!(value(&text, r#"vestibule_second_factors_total{method="totp",outcome="passed"}"#), 0);
    assert_eq!(value(&text, "vestibule_mails_waiting"), 0);
    assert_eq!(value(&text, r#"vestibule_texts_total{outcome="sent"}"#), 0);
}

#[actix_web::test]
async fn the_public_listener_tells_nothing_of_it_and_this_one_nothing_else() {
    let (folder, server, metrics) = with_metrics();
    for path in ["/metrics", "/metrics/", "/api/v1/metrics"] {
        let (status, _, text) = get(&format!("{}{path}", folder.url())).await;
        assert_eq!(status, 404, "{path}");
        assert!(!text.contains("vestibule_"), "{text}");
    }
    for path in ["/", "/api/v1/me", "/api/v1/support", "/health/live", "/.well-known/jwks.json"] {
        let (status, _, text) = get(&format!("{metrics}{path}")).await;
        assert_eq!((status, text.as_str()), (404, ""), "{path}");
    }
    drop(server);
}

#[actix_web::test]
async fn s21_no_series_holds_a_name_an_address_or_an_id() {
    let (folder, server, metrics) = with_metrics();
    let alice = folder.run(&["user", "show", "alice", "--json"]).json();
    let token = server.log_in("alice", PASSWORD).await.text("access_token").to_owned();
    let id = alice["id"].as_str().expect("an id");
    server.get(&format!("/api/v1/team/users/{id}"), &token).await;
    server.get("/of/alice/127.0.0.1", &token).await;
    server.get(&format!("/api/v1/team/users/{id}/nothing"), &token).await;

    let (_, _, text) = get(&format!("{metrics}/metrics")).await;

    assert!(text.contains(r#"route="/api/v1/team/users/{id}""#), "{text}");
    assert!(text.contains(r#"route="none",status="4xx""#), "{text}");
    for told in [id, "alice", "127.0.0.1"] {
        assert!(!text.contains(told), "{told} in {text}");
    }
}

#[test]
fn the_service_ends_with_its_metrics() {
    let (_folder, server, _) = with_metrics();
    let (status, _) = server.stop();
    assert!(status.success(), "{status}");
}
