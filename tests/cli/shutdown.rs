//! SIGTERM: what is under way is answered, then the process ends.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Instant,
};

use super::process::{Folder, PATIENCE, Server};

#[actix_web::test]
async fn a_service_at_rest_ends_at_once_and_well() {
    let (status, _) = Folder::new().serve().stop();
    assert!(status.success(), "{status}");
}

#[actix_web::test]
async fn a_request_that_is_under_way_is_answered_before_the_end() {
    let folder = Folder::new();
    let server = folder.serve();
    let body = r#"{"username":"nobody","password":"seven purple bicycles"}"#;
    let mut stream = TcpStream::connect(("127.0.0.1", folder.port())).expect("a connection");
    let head = format!(
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("the head is sent");
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).expect("the service has the head");
    assert!(go_on.starts_with(b"HTTP/1.1 100 "), "{}", String::from_utf8_lossy(&go_on));

    server.terminate();
    until_nobody_listens(&folder);
    stream.write_all(body.as_bytes()).expect("the body is sent");

    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    assert!(Server::wait(server).success());
}

fn until_nobody_listens(folder: &Folder) {
    let since = Instant::now();
    while TcpStream::connect(("127.0.0.1", folder.port())).is_ok() {
        assert!(since.elapsed() < PATIENCE, "it still takes connections");
        std::thread::yield_now();
    }
}
