//! SIGTERM: what is under way is answered, then the process ends.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Instant,
};

use super::{
    metrics::{get, value},
    process::{Folder, PASSWORD, PATIENCE, Server, free_port},
};

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

#[actix_web::test]
async fn log_ins_whose_passwords_are_being_hashed_or_wait_for_it_are_answered_before_the_end() {
    let folder = Folder::new();
    let metrics = format!("127.0.0.1:{}", free_port());
    folder.set(&format!("metrics_bind = \"{metrics}\""));
    // One at a time, each of which takes some five times as long as by default: time enough to ask for all of them,
    // and far less than what is left for them at the end, on a busy machine too.
    folder.set("passwords.hash_threads = 1\npasswords.hash_passes = 10");
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    let server = folder.serve();

    let end_meanwhile = async {
        let since = Instant::now();
        while value(&get(&format!("http://{metrics}/metrics")).await.2, "vestibule_hashes_waiting") == 0 {
            assert!(since.elapsed() < PATIENCE, "no password waits");
        }
        server.terminate();
        until_nobody_listens(&folder);
    };
    let log_in = || server.log_in("alice", PASSWORD);
    let (first, second, third, fourth, ()) =
        tokio::join!(log_in(), log_in(), log_in(), log_in(), end_meanwhile);

    for answer in [first, second, third, fourth] {
        assert_eq!((answer.status.as_u16(), answer.text("status")), (200, "authenticated"));
    }
    assert!(Server::wait(server).success());
}

fn until_nobody_listens(folder: &Folder) {
    let since = Instant::now();
    while TcpStream::connect(("127.0.0.1", folder.port())).is_ok() {
        assert!(since.elapsed() < PATIENCE, "it still takes connections");
        std::thread::yield_now();
    }
}
