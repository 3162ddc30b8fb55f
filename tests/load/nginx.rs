//! nginx in front of one, two and four replicas, as `docs/operations/nginx.conf` has it but without TLS.

use std::{
    fs,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use crate::service::{free_port, wait_until_listening};

/// How many replicas it stands before, each number on a port of its own.
pub const NUMBERS: [usize; 3] = [1, 2, 4];

/// The web server; it ends with this value.
pub struct Nginx {
    child: Child,
    ports: [u16; 3],
    _folder: TempDir,
}

impl Nginx {
    pub fn before(replicas: &[u16]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let ports = NUMBERS.map(|_| free_port());
        let sites: String =
            NUMBERS.iter().zip(ports).map(|(number, port)| site(&replicas[..*number], port)).collect();
        let file = |name: &str| folder.path().join(name).display().to_string();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {};", file(kind)))
            .join(" ");
        let settings = format!(
            "daemon off; master_process off; pid {}; error_log stderr; events {{ worker_connections 4096; }}\n\
             http {{ access_log off; {temporary}\n{sites}}}\n",
            file("nginx.pid"),
        );
        fs::write(folder.path().join("nginx.conf"), settings).expect("written");
        let mut command = Command::new("/usr/sbin/nginx");
        command.arg("-c").arg(folder.path().join("nginx.conf")).stdin(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().expect("nginx starts; `scripts/setup bench` brings it");
        let nginx = Self { child, ports, _folder: folder };
        for port in ports {
            wait_until_listening(port);
        }
        nginx
    }

    /// Where so many replicas answer; the place in `NUMBERS`.
    pub fn url(&self, place: usize) -> String {
        format!("http://127.0.0.1:{}", self.ports[place])
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn site(replicas: &[u16], port: u16) -> String {
    let servers: Vec<_> = replicas.iter().map(|replica| format!("server 127.0.0.1:{replica};")).collect();
    let servers = servers.join(" ");
    format!(
        "upstream replicas{port} {{ {servers} keepalive 64; }}\n\
         server {{ listen 127.0.0.1:{port}; keepalive_requests 1000000; location / {{\n\
         proxy_pass http://replicas{port}; proxy_http_version 1.1; proxy_set_header Connection \"\";\n\
         proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n\
         proxy_request_buffering off; }} }}\n"
    )
}
