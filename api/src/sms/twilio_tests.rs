use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
    time::Duration,
};

use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{body_string, header, method, path},
};

use super::{SmsError, TwilioClient};

const TEXT: &str = "Client Portal: your code is 123456\n@localhost #123456";

fn client(base_url: &str) -> TwilioClient {
    TwilioClient::new("AC0123", "secret", "+15005550006", base_url).unwrap()
}

async fn send(answer: ResponseTemplate) -> Result<(), SmsError> {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(answer).expect(1).mount(&server).await;
    client(&server.uri()).create_message("+491701234567", TEXT).await
}

fn refused(status: u16, code: u32) -> ResponseTemplate {
    let body = serde_json::json!({"code": code, "message": "no", "more_info": "https://x", "status": status});
    ResponseTemplate::new(status).set_body_json(body)
}

/// A server that takes requests and answers each with `answer`, or with nothing; it tells how many came.
fn raw_server(answer: &'static [&'static str], pause: Duration) -> (String, thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        _ = stream.read(&mut [0; 4096]).unwrap();
        for part in answer {
            _ = stream.write_all(part.as_bytes());
            thread::sleep(pause);
        }
    });
    (address, server)
}

#[tokio::test]
async fn the_request_has_the_right_address_form_and_credentials() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/2010-04-01/Accounts/AC0123/Messages.json"))
        .and(header("authorization", "Basic QUMwMTIzOnNlY3JldA=="))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(body_string(
            "To=%2B491701234567&From=%2B15005550006&Body=Client+Portal%3A+your+code+is+123456%0A%40localhost+%23123456",
        ))
        .respond_with(ResponseTemplate::new(201).set_body_string("{}"))
        .expect(1)
        .mount(&server)
        .await;

    assert_eq!(client(&format!("{}/", server.uri())).create_message("+491701234567", TEXT).await, Ok(()));
}

#[tokio::test]
async fn refusals_say_what_their_owner_can_do() {
    assert_eq!(send(refused(400, 21211)).await, Err(SmsError::NumberInvalid));
    assert_eq!(send(refused(400, 21614)).await, Err(SmsError::NotMobile));
    assert_eq!(send(refused(400, 21408)).await, Err(SmsError::RegionBlocked));
    assert_eq!(send(refused(400, 21610)).await, Err(SmsError::OptedOut));
}

#[tokio::test]
async fn s9_a_text_that_the_gateway_refuses_counts_against_nothing() {
    let down = Err(SmsError::GatewayDown { counts_as_sent: false });
    assert_eq!(send(refused(401, 20003)).await, down);
    assert_eq!(send(refused(429, 20429)).await, down);
    assert_eq!(send(ResponseTemplate::new(500).set_body_string("<html>")).await, down);
    assert_eq!(send(ResponseTemplate::new(302).insert_header("location", "https://example.com")).await, down);

    let unbound = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(client(&format!("http://{unbound}")).create_message("+491701234567", TEXT).await, down);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_makes_no_text_unsent() {
    assert_eq!(send(ResponseTemplate::new(201).set_body_string("<html>")).await, Ok(()));
    let body = serde_json::json!({"status": "accepted", "sid": "SM1"});
    assert_eq!(send(ResponseTemplate::new(201).set_body_json(body)).await, Ok(()));

    let drip = &["HTTP/1.1 201 Created\r\ncontent-length: 99\r\n\r\n{", "\"", "s"];
    let (address, server) = raw_server(drip, Duration::from_millis(20));
    assert_eq!(client(&address).create_message("+491701234567", TEXT).await, Ok(()));
    server.join().unwrap();
}

#[tokio::test]
async fn s9_a_time_out_and_a_cut_connection_count_as_sent_and_are_not_tried_again() {
    let sent = Err(SmsError::GatewayDown { counts_as_sent: true });
    let (address, server) = raw_server(&[], Duration::ZERO);
    assert_eq!(client(&address).create_message("+491701234567", TEXT).await, sent);
    server.join().unwrap();

    let server = MockServer::start().await;
    let slow = ResponseTemplate::new(201).set_delay(Duration::from_mins(1));
    Mock::given(method("POST")).respond_with(slow).expect(1).mount(&server).await;
    let time_out = Duration::from_millis(200);
    let client =
        TwilioClient::with_time_out("AC0123", "secret", "+15005550006", &server.uri(), time_out).unwrap();
    assert_eq!(client.create_message("+491701234567", TEXT).await, sent);
}
