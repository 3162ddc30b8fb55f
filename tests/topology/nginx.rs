//! nginx, run with `docs/operations/nginx.conf` as it stands but for places and ports.

use std::{
    fs,
    net::TcpStream,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rcgen::{CertificateParams, KeyPair};
use tempfile::TempDir;

use crate::cli::process::{PATIENCE, free_port, root};

/// The web server in front, with pages of its own.
pub struct Nginx {
    child: Child,
    port: u16,
    folder: TempDir,
    certificate: String,
}

impl Nginx {
    /// Starts it before replicas on these ports.
    pub fn before(replicas: [u16; 2], port: u16) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let certificate = certify(&folder);
        fs::create_dir_all(folder.path().join("pages/assets")).expect("a folder");
        for (file, text) in [("index.html", "<!doctype html><title>Page</title>"), ("assets/main.js", "0")] {
            fs::write(folder.path().join("pages").join(file), text).expect("written");
        }
        write_settings(&folder, replicas, port);
        let child = Command::new("/usr/sbin/nginx")
            .arg("-c")
            .arg(folder.path().join("nginx.conf"))
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx starts; `make setup` brings it");
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "nginx listens");
            thread::sleep(Duration::from_millis(20));
        }
        Self { child, port, folder, certificate }
    }

    /// The folder of its pages.
    pub fn pages(&self) -> String {
        self.folder.path().join("pages").display().to_string()
    }

    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// Somebody who trusts its certificate.
    pub fn client(&self) -> reqwest::Client {
        let certificate = reqwest::Certificate::from_pem(self.certificate.as_bytes()).expect("a certificate");
        let client = reqwest::Client::builder().no_proxy().tls_certs_only([certificate]);
        client.redirect(reqwest::redirect::Policy::none()).build().expect("a client")
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn certify(folder: &TempDir) -> String {
    let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("parameters");
    let key = KeyPair::generate().expect("a key");
    let certificate = params.self_signed(&key).expect("a certificate").pem();
    fs::write(folder.path().join("portal.crt"), &certificate).expect("written");
    fs::write(folder.path().join("portal.key"), key.serialize_pem()).expect("written");
    certificate
}

/// The site as operators get it, with the places and ports of this test; each has to be there to be replaced.
fn write_settings(folder: &TempDir, replicas: [u16; 2], port: u16) {
    let file = |name: &str| folder.path().join(name).display().to_string();
    let operations = root().join("docs/operations");
    let mut site = fs::read_to_string(operations.join("nginx.conf")).expect("the sample");
    let replaced = [
        ("127.0.0.1:8081", format!("127.0.0.1:{}", replicas[0])),
        ("127.0.0.1:8082", format!("127.0.0.1:{}", replicas[1])),
        ("listen 80;", format!("listen 127.0.0.1:{};", free_port())),
        ("listen 443 ssl;", format!("listen 127.0.0.1:{port} ssl;")),
        ("portal.example.com", "localhost".to_owned()),
        ("/etc/ssl/portal", file("portal")),
        ("/etc/nginx/vestibule-headers.conf", operations.join("headers.conf").display().to_string()),
        ("/srv/vestibule", file("pages")),
        ("/var/log/nginx/vestibule.log", file("access.log")),
    ];
    for (there, here) in replaced {
        assert!(site.contains(there), "the sample has {there}");
        site = site.replace(there, &here);
    }
    fs::write(folder.path().join("site.conf"), site).expect("written");

    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {};", file(kind)))
        .join(" ");
    let main = format!(
        "daemon off; master_process off; pid {}; error_log stderr; events {{}}\n\
         http {{ include /etc/nginx/mime.types; {temporary} include {}; }}\n",
        file("nginx.pid"),
        file("site.conf"),
    );
    fs::write(folder.path().join("nginx.conf"), main).expect("written");
}
