//! The queue in front of the mail server: nothing is lost, nothing comes twice.

use tempfile::TempDir;
use vestibule::{app::App, delivery::deliver_due};

use super::{Authority, Deed, MailServer};
use crate::support::{Person, TestApp, json};

/// The service with a mail server, which it reaches by STARTTLS.
struct Post {
    app: TestApp,
    server: MailServer,
    alice: Person,
    _authority: TempDir,
}

impl Post {
    async fn new() -> Self {
        let authority = Authority::new();
        let server = MailServer::with_starttls(&authority).await;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("ca.pem");
        std::fs::write(&file, authority.pem()).expect("written");
        let app = TestApp::with(&[
            ("mail.gateway", "smtp"),
            ("mail.smtp_url", &format!("smtp://portal:hush-hush@127.0.0.1:{}?tls=required", server.port)),
            ("mail.smtp_ca_file", file.to_str().expect("a path")),
            ("mail.from", "portal@example.com"),
        ])
        .await;
        let alice = app.user("alice").create().await;
        Self { app, server, alice, _authority: folder }
    }

    /// Has a mail wait.
    async fn ask(&self) {
        let body = json!({"username": self.alice.username});
        self.app.script().post("/auth/password/forgot", body).await.is(202);
    }

    async fn deliver(&self) {
        deliver(self.app.service()).await;
    }

    fn taken(&self) -> usize {
        self.server.received().len()
    }
}

async fn deliver(app: &App) {
    deliver_due(app).await.expect("the queue reads");
}

#[actix_web::test]
async fn a_mail_that_waits_is_taken_once() {
    let post = Post::new().await;
    post.ask().await;
    assert_eq!(post.taken(), 0, "an answer waits for no mail server");

    post.deliver().await;
    post.deliver().await;
    post.app.advance(3600);
    post.deliver().await;

    let received = post.server.received();
    assert_eq!(received.len(), 1);
    assert!(received[0].encrypted && received[0].to == "<alice@example.com>");
    assert!(received[0].raw.contains("/reset#token="), "{}", received[0].raw);
}

#[actix_web::test]
async fn a_refusal_for_now_is_tried_again_after_its_wait_which_doubles() {
    let post = Post::new().await;
    post.ask().await;
    post.server.will(Deed::Answer("RCPT", "451 4.3.0 later"));
    post.server.will(Deed::Answer("RCPT", "451 4.3.0 later"));
    post.deliver().await;
    assert_eq!((post.taken(), post.server.connections()), (0, 1));

    for wait in [30, 60] {
        let before = post.server.connections();
        post.app.advance(wait - 1);
        post.deliver().await;
        assert_eq!(post.server.connections(), before, "within its wait nobody is asked");
        post.app.advance(1);
        post.deliver().await;
        assert_eq!(post.server.connections(), before + 1);
    }
    assert_eq!(post.taken(), 1);
    post.app.advance(86_400);
    post.deliver().await;
    assert_eq!(post.taken(), 1);
}

#[actix_web::test]
async fn a_refusal_for_good_is_the_end_and_keeps_no_other_back() {
    let post = Post::new().await;
    post.ask().await;
    post.server.will(Deed::Answer("RCPT", "550 5.1.1 unknown"));
    post.deliver().await;
    post.app.advance(86_400);
    post.deliver().await;
    assert_eq!((post.taken(), post.server.connections()), (0, 1));

    post.ask().await;
    post.deliver().await;
    assert_eq!(post.taken(), 1);
}

#[actix_web::test]
async fn what_no_server_takes_for_a_day_is_given_up() {
    let post = Post::new().await;
    post.ask().await;
    for _ in 0..60 {
        post.server.will(Deed::Answer("RCPT", "451 4.3.0 later"));
        post.deliver().await;
        post.app.advance(3600);
    }
    let tries = post.server.connections();
    assert!((24..=36).contains(&tries), "about every hour for a day: {tries}");
    assert_eq!(post.taken(), 0);
}

#[actix_web::test]
async fn s26_a_connection_cut_after_the_mail_went_sends_it_again_under_the_same_id() {
    let post = Post::new().await;
    post.ask().await;
    post.server.will(Deed::KeepAndHangUp);
    post.deliver().await;
    post.app.advance(30);
    post.deliver().await;

    let received = post.server.received();
    let ids: Vec<_> = received
        .iter()
        .filter_map(|mail| mail.raw.lines().find_map(|line| line.strip_prefix("Message-ID: ")))
        .collect();
    assert_eq!(ids.len(), 2, "rather twice than never");
    assert_eq!(ids[0], ids[1], "so that a reader's program shows it once");
}

#[actix_web::test]
async fn s26_a_mail_that_waits_at_a_restart_is_delivered_once() {
    let post = Post::new().await;
    post.ask().await;
    let restarted = post.app.replica().await;

    deliver(restarted.service()).await;
    deliver(restarted.service()).await;
    post.deliver().await;

    assert_eq!(post.taken(), 1);
}

#[actix_web::test]
async fn two_services_at_once_deliver_it_once() {
    let post = Post::new().await;
    let other = post.app.replica().await;
    for _ in 0..3 {
        post.ask().await;
    }
    tokio::join!(post.deliver(), deliver(other.service()));
    assert_eq!(post.taken(), 3);
}
