//! Servers that don't answer, and connections that end early.

use std::time::{Duration, Instant};

use super::{Deed, MailServer, client, send};
use vestibule::mail::Patience;

const SHORT: Patience = Patience { step: Duration::from_millis(200), in_all: Duration::from_millis(500) };

#[actix_web::test]
async fn a_server_that_never_answers_is_left_in_time_and_may_be_tried_again() {
    let server = MailServer::plain().await;
    server.will(Deed::Silence);
    let client = client(&format!("smtp://{}", server.address()), None, SHORT);

    let began = Instant::now();
    let error = send(&client).await.expect_err("nobody took it");

    assert!(!error.is_final(), "{error}");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    send(&client).await.expect("now it answers");
    assert_eq!(server.received().len(), 1);
}

#[actix_web::test]
async fn a_server_that_stops_answering_in_the_middle_is_left_in_time() {
    let server = MailServer::plain().await;
    // Without an end of line this is no answer.
    server.will(Deed::Answer("MAIL", "250-"));
    let client = client(&format!("smtp://{}", server.address()), None, SHORT);
    let error = send(&client).await.expect_err("nobody took it");
    assert!(!error.is_final(), "{error}");
    assert!(server.received().is_empty());
}

#[actix_web::test]
async fn a_connection_that_ends_early_may_be_tried_again() {
    for command in ["EHLO", "MAIL", "RCPT", "DATA"] {
        let server = MailServer::plain().await;
        server.will(Deed::HangUp(command));
        let client = client(&format!("smtp://{}", server.address()), None, Patience::default());
        let error = send(&client).await.expect_err("nobody took it");
        assert!(!error.is_final(), "{command}: {error}");
        assert!(server.received().is_empty());
        send(&client).await.expect("now it stays");
    }
}

#[actix_web::test]
async fn a_server_that_is_not_there_may_be_tried_again() {
    let client = client("smtp://127.0.0.1:1", None, SHORT);
    let error = send(&client).await.expect_err("nobody is there");
    assert!(!error.is_final() && error.to_string().contains("refused"), "{error}");
}
