//! What systemd hears of a service that it starts with `Type=notify`.

use std::os::unix::net::UnixDatagram;

use super::process::{Folder, PATIENCE, Server};

#[actix_web::test]
async fn systemd_hears_that_it_is_ready_once_it_answers() {
    let folder = Folder::new();
    let socket = folder.path("notify");
    let systemd = UnixDatagram::bind(&socket).expect("a socket");
    systemd.set_read_timeout(Some(PATIENCE)).expect("a limit");

    let mut serve = folder.command(&["serve"]);
    let server = Server::start(serve.env("NOTIFY_SOCKET", &socket), folder.url());

    let mut told = [0; 64];
    let length = systemd.recv(&mut told).expect("it tells");
    assert_eq!(String::from_utf8_lossy(&told[..length]).trim(), "READY=1");
    let ready = reqwest::get(format!("{}/health/ready", folder.url())).await.expect("an answer");
    assert_eq!(ready.status(), 200);
    drop(server);
}
