//! TLS, credentials and refusals.

use super::{
    Authority, Deed, MailServer, client, send,
    server::{MailServer as Server, Tls},
};
use vestibule::mail::{Patience, SmtpClient};

const CREDENTIALS: (&str, &str) = ("portal", "hush-hush");

fn starttls(server: &MailServer, authority: Option<&Authority>) -> SmtpClient {
    let url = format!("smtp://portal:hush-hush@{}?tls=required", server.address());
    client(&url, authority, Patience::default())
}

fn smtps(server: &MailServer, authority: Option<&Authority>) -> SmtpClient {
    client(&format!("smtps://portal:hush-hush@{}", server.address()), authority, Patience::default())
}

#[actix_web::test]
async fn s28_with_starttls_nothing_but_the_greeting_goes_in_clear() {
    let authority = Authority::new();
    let server = MailServer::with_starttls(&authority).await;

    send(&starttls(&server, Some(&authority))).await.expect("it is taken");

    assert!(server.received()[0].encrypted);
    let clear = server.heard_in_clear();
    assert!(clear[0].starts_with("EHLO ") && clear[1..] == ["STARTTLS"], "{clear:?}");
}

#[actix_web::test]
async fn s28_a_server_that_offers_no_starttls_gets_neither_password_nor_mail() {
    let server = Server::start(Tls::None, Some(CREDENTIALS)).await;
    let authority = Authority::new();

    let error = send(&starttls(&server, Some(&authority))).await.expect_err("it is kept");

    assert!(!error.is_final(), "{error}");
    let clear = server.heard_in_clear();
    assert!(
        clear.iter().all(|line| line.starts_with("EHLO ") || line == "QUIT" || line == "STARTTLS"),
        "{clear:?}"
    );
    assert!(server.received().is_empty());
}

#[actix_web::test]
async fn s28_with_smtps_not_a_byte_goes_in_clear() {
    let authority = Authority::new();
    let server = Server::start(Tls::Implicit(authority.acceptor("127.0.0.1")), Some(CREDENTIALS)).await;

    send(&smtps(&server, Some(&authority))).await.expect("it is taken");

    assert!(server.received()[0].encrypted);
    assert_eq!(server.heard_in_clear(), [] as [String; 0]);
}

#[actix_web::test]
async fn s28_a_certificate_that_is_not_trusted_ends_it_before_anything_is_sent() {
    let (authority, other) = (Authority::new(), Authority::new());
    for trusted in [None, Some(&other)] {
        let server = MailServer::with_starttls(&authority).await;
        let error = send(&starttls(&server, trusted)).await.expect_err("it is kept");
        assert!(!error.is_final() && error.to_string().contains("certificate"), "{error}");
        assert!(!error.to_string().contains("hush-hush"), "{error}");
        assert!(server.heard_in_clear().iter().all(|line| line.starts_with("EHLO ") || line == "STARTTLS"));

        let implicit = Tls::Implicit(authority.acceptor("127.0.0.1"));
        let server = Server::start(implicit, Some(CREDENTIALS)).await;
        send(&smtps(&server, trusted)).await.expect_err("it is kept");
        assert!(server.received().is_empty() && server.heard_in_clear().is_empty());
    }
}

#[actix_web::test]
async fn s28_a_certificate_of_another_name_is_not_trusted() {
    let authority = Authority::new();
    let implicit = Tls::Implicit(authority.acceptor("mail.example.com"));
    let server = Server::start(implicit, Some(CREDENTIALS)).await;
    let error = send(&smtps(&server, Some(&authority))).await.expect_err("it is kept");
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(server.received().is_empty());
}

#[actix_web::test]
async fn a_wrong_password_loses_no_mail() {
    let authority = Authority::new();
    let server = MailServer::with_starttls(&authority).await;
    let url = format!("smtp://portal:hush@{}?tls=required", server.address());

    let error = send(&client(&url, Some(&authority), Patience::default())).await.expect_err("refused");

    assert!(!error.is_final() && error.to_string().contains("535"), "{error}");
    assert!(server.received().is_empty());
}

#[actix_web::test]
async fn refusals_for_now_may_pass_and_those_for_good_stay() {
    for (deed, is_final) in [
        (Deed::Answer("MAIL", "451 4.3.0 later"), false),
        (Deed::Answer("RCPT", "450 4.2.1 <juergen@example.com> is busy"), false),
        (Deed::AnswerMessage("452 4.3.1 full"), false),
        (Deed::Answer("MAIL", "530 5.7.0 authenticate first"), false),
        (Deed::Answer("RCPT", "550 5.1.1 <juergen@example.com> is unknown"), true),
        (Deed::AnswerMessage("554 5.7.1 no"), true),
    ] {
        let server = MailServer::plain().await;
        server.will(deed);
        let client = client(&format!("smtp://{}", server.address()), None, Patience::default());
        let error = send(&client).await.expect_err("refused");
        assert_eq!(error.is_final(), is_final, "{deed:?}: {error}");
        assert!(!error.to_string().contains("juergen"), "S21: {error}");
        assert!(server.received().is_empty());
    }
}
