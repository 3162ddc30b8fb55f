//! S23: what comes over the wire, byte by byte. A head that can't be read is refused without a problem, since nothing
//! is known of the call yet; it is never the service's fault.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    time::{Duration, Instant},
};

use tokio::task::spawn_blocking;

use crate::support::TestApp;

/// A log-in that is sound, but for whoever has no such user.
const BODY: &str = r#"{"username":"nobody","password":"not the right one"}"#;

const POST: &str =
    "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

const GET: &str = "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n";

/// What a service that follows another reading of the first request would take for a second one.
const SMUGGLED: &str = "GET /api/v1/support HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// Sends bytes, ends the sending half, and reads until the service closes. What it did not want to read may cost the
/// rest of its answer.
async fn answers(app: &TestApp, bytes: impl Into<Vec<u8>>) -> String {
    let (address, bytes) = (app.address(), bytes.into());
    let sent = spawn_blocking(move || {
        let mut socket = TcpStream::connect(address).expect("the service listens");
        socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket takes options");
        if socket.write_all(&bytes).is_ok() {
            _ = socket.shutdown(Shutdown::Write);
        }
        let mut answer = Vec::new();
        _ = socket.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    });
    sent.await.expect("an answer")
}

/// The statuses of all answers to one connection.
fn statuses(answers: &str) -> Vec<&str> {
    answers.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect()
}

/// The one worker of this service goes on.
async fn goes_on(app: &TestApp) {
    app.script().get("/support").await.is(200);
}

#[actix_web::test]
async fn s23_c128_both_lengths_in_one_request_are_refused_and_the_connection_closes() {
    let app = TestApp::start().await;
    let length = format!("Content-Length: {}\r\n", BODY.len());
    let chunked = "Transfer-Encoding: chunked\r\n";
    let chunks = format!("{:x}\r\n{BODY}\r\n0\r\n\r\n", BODY.len());
    for (lengths, body) in [
        (format!("{length}{chunked}"), chunks.as_str()),
        (format!("{chunked}{length}"), chunks.as_str()),
        (format!("{chunked}Content-Length: 0\r\n"), chunks.as_str()),
        (format!("{length}Transfer-Encoding: gzip, chunked\r\n"), BODY),
        (format!("{length}Transfer-Encoding: identity\r\n"), BODY),
        (format!("{length}Transfer-Encoding : chunked\r\n"), BODY),
        (format!("{length}Transfer-Encoding:\u{b}chunked\r\n"), BODY),
    ] {
        let refused = answers(&app, format!("{POST}{lengths}\r\n{body}{SMUGGLED}")).await;
        assert_eq!(statuses(&refused), ["400"], "{lengths}{refused}");
        assert!(refused.to_lowercase().contains("connection: close"), "{lengths}{refused}");
    }
    goes_on(&app).await;
}

#[actix_web::test]
async fn s23_c128_a_length_that_is_none_or_that_stands_twice_is_refused() {
    let app = TestApp::start().await;
    let length = BODY.len();
    for lengths in [
        format!("Content-Length: {length}\r\nContent-Length: 2\r\n"),
        format!("Content-Length: {length}\r\nContent-Length: {length}\r\n"),
        format!("Content-Length: {length}, {length}\r\n"),
        format!("Content-Length: +{length}\r\n"),
        format!("Content-Length: 0x{length:x}\r\n"),
        "Content-Length: -1\r\n".to_owned(),
        "Content-Length: 99999999999999999999999\r\n".to_owned(),
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n".to_owned(),
        "Transfer-Encoding: xchunked\r\n".to_owned(),
    ] {
        let refused = answers(&app, format!("{POST}{lengths}\r\n{BODY}{SMUGGLED}")).await;
        assert_eq!(statuses(&refused), ["400"], "{lengths}{refused}");
    }
    let old = POST.replace("HTTP/1.1", "HTTP/1.0");
    let refused = answers(&app, format!("{old}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{SMUGGLED}")).await;
    assert_eq!(statuses(&refused), ["400"], "{refused}");
    goes_on(&app).await;
}

#[actix_web::test]
async fn s23_a_head_that_cannot_be_read_is_refused() {
    let app = TestApp::start().await;
    let long_path = "a".repeat(70_000);
    for head in [
        "GET /\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "GET /api/v1/me HTTP/1.1\r\n\r\n".to_owned(),
        format!("{GET}Host: elsewhere\r\n\r\n"),
        format!("{GET}X-Folded: a\r\n b\r\n\r\n"),
        format!("{GET}X-Nul: a\0b\r\n\r\n"),
        format!("{GET}No colon\r\n\r\n"),
        "GET /api/v1/\0 HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
        format!("GET /{long_path} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{7c}\u{3}\u{3}".to_owned() + &"x".repeat(100),
    ] {
        let refused = answers(&app, head.clone()).await;
        assert_eq!(statuses(&refused), ["400"], "{head:.100}\n{refused}");
    }
    for path in [&b"/problems/\xff\xfe"[..], b"/api/v1/me/sessions?limit=\xff"] {
        let head = [b"GET ", path, b" HTTP/1.1\r\nHost: localhost\r\n\r\n"].concat();
        let refused = answers(&app, head).await;
        assert_eq!(statuses(&refused), ["400"], "{refused}");
    }
    goes_on(&app).await;
}

#[actix_web::test]
async fn s23_a_head_too_large_is_refused() {
    let app = TestApp::start().await;
    let many = (0..200).map(|number| format!("X-{number}: a\r\n")).collect::<Vec<_>>().concat();
    let refused = answers(&app, format!("{GET}{many}\r\n")).await;
    assert_eq!(statuses(&refused), ["431"], "{refused}");
    // All that comes is never kept: it may be cut off before it can read why.
    let large = "a".repeat(1024 * 1024);
    let refused = answers(&app, format!("{GET}X-Large: {large}\r\n\r\n")).await;
    assert!(matches!(statuses(&refused)[..], [] | ["431"]), "{refused}");
    goes_on(&app).await;
}

#[actix_web::test]
async fn s23_headers_that_are_no_text_are_no_more_than_wrong() {
    let app = TestApp::behind_a_proxy().await;
    for header in [
        &b"Authorization: Bearer \xff\xfe"[..],
        b"Authorization: Bearer",
        b"Authorization: \xff",
        b"Authorization: Bearer a.b.c, Bearer d.e.f",
        b"Cookie: \xff=\xfe; vestibule_refresh=\xff; =; ;;; vestibule_known",
        b"X-Forwarded-For: \xff, ::, 1.2.3.4:99999, [::1, \"",
        b"Forwarded: for=\xff;for=;;for, for=\"[::1\", =",
        b"Origin: \xff",
        b"User-Agent: \xff\xfe (((",
        b"Accept-Encoding: \xff;q=9",
        b"If-None-Match: \xff",
        b"Range: bytes=99999999999999999999-",
    ] {
        let head = [GET.as_bytes(), header, b"\r\nConnection: close\r\n\r\n"].concat();
        let refused = answers(&app, head).await;
        assert_eq!(statuses(&refused), ["401"], "{refused}");
        assert!(refused.contains(r#""code":"invalid_token""#), "{refused}");
        let head =
            [POST.as_bytes(), header, b"\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"].concat();
        let refused = answers(&app, head).await;
        assert_eq!(statuses(&refused), ["422"], "{refused}");
    }
}

#[actix_web::test]
async fn s23_a_body_is_64_kib_at_most_however_it_comes() {
    let app = TestApp::start().await;
    let filled = |size: usize| format!("{BODY}{}", " ".repeat(size - BODY.len()));
    let whole =
        |body: &str| format!("{POST}Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let chunked = |body: &str| {
        let chunks = body.as_bytes().chunks(1000).map(String::from_utf8_lossy);
        let chunks: Vec<_> = chunks.map(|chunk| format!("{:x}\r\n{chunk}\r\n", chunk.len())).collect();
        let chunks = chunks.concat();
        format!("{POST}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n")
    };
    for spell in [&whole as &dyn Fn(&str) -> String, &chunked] {
        let taken = answers(&app, spell(&filled(64 * 1024))).await;
        assert_eq!(statuses(&taken), ["401"], "{taken}");
        let refused = answers(&app, spell(&filled(64 * 1024 + 1))).await;
        assert_eq!(statuses(&refused), ["413"], "{refused}");
    }
    let promised = format!("{POST}Content-Length: 9223372036854775807\r\n\r\n{}", " ".repeat(64 * 1024 + 1));
    let refused = answers(&app, promised).await;
    assert_eq!(statuses(&refused), ["413"], "{refused}");
    goes_on(&app).await;
}

#[actix_web::test]
async fn s23_a_body_that_breaks_off_is_refused() {
    let app = TestApp::start().await;
    let cut = answers(&app, format!("{POST}Content-Length: {}\r\n\r\n{BODY}", BODY.len() + 1)).await;
    assert_eq!(statuses(&cut), ["400"], "{cut}");
    for chunk in ["zz\r\n", "ffffffffffffffffff\r\n", "5\r\nabcdefgh\r\n", "-1\r\n"] {
        let broken =
            answers(&app, format!("{POST}Transfer-Encoding: chunked\r\n\r\n{chunk}{SMUGGLED}")).await;
        assert!(matches!(statuses(&broken)[..], [] | ["400"]), "{chunk:?} {broken}");
    }
    goes_on(&app).await;
}

#[actix_web::test]
async fn s23_a_head_that_does_not_arrive_within_5_seconds_ends_the_connection() {
    let app = TestApp::start().await;
    let address = app.address();
    let began = Instant::now();
    let read = spawn_blocking(move || {
        let mut socket = TcpStream::connect(address).expect("the service listens");
        socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket takes options");
        socket.write_all(GET.as_bytes()).expect("the service reads");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).expect("the service closes");
        answer
    });
    let answer = read.await.expect("an end");
    assert_eq!(statuses(&answer), ["408"], "{answer}");
    let waited = began.elapsed();
    assert!((Duration::from_secs(4)..Duration::from_secs(14)).contains(&waited), "{waited:?}");
}
