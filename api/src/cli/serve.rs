//! Serving: what is opened in which order, what is told at the first start, and what signals do.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
};

use actix_web::{rt, web::Data};
use clap::Args;
use tokio::{
    net::TcpSocket,
    signal::unix::{SignalKind, signal},
};

use super::{Failure, Settings};
use crate::{
    app::App,
    background,
    clock::Clock,
    config::Config,
    entropy::Entropy,
    first_admin::{self, Invited},
    hasher::Cost,
    keys, server, startup, telemetry,
};

/// How many calls may wait to be taken.
const BACKLOG: u32 = 2048;

/// Serves the API, and the pages where `frontend_dir` says so
#[derive(Debug, Args)]
#[command(after_help = "Example: vestibule serve --frontend-dir frontend/dist")]
pub(super) struct Serve {
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS:PORT")]
    bind: Option<String>,
    /// Where people find the service
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// The folder of the built pages
    #[arg(long, value_name = "DIR")]
    frontend_dir: Option<PathBuf>,
    /// Where the data is
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

impl Serve {
    pub(super) async fn run(
        &self,
        settings: &Settings,
        variables: Vec<(String, String)>,
    ) -> Result<(), Failure> {
        let config = settings.load_with(variables, self.flags())?;
        telemetry::start(&config.log);
        let port = Port::take("bind", config.bind)?;
        let metrics_port =
            config.metrics_bind.map(|address| Port::take("metrics_bind", address)).transpose()?;
        let cost = Cost::configured(&config.passwords);
        let app = Data::new(startup::open(config, Clock::System, Entropy::System, cost).await?);
        let invited = first_admin::invite(&app).await?;

        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        let failed = |error| Failure::because(format!("The server failed: {error}."));
        if let Some(port) = metrics_port {
            rt::spawn(server::metrics::serve(app.clone(), port.listen()?).map_err(failed)?);
        }
        let running = rt::spawn(server::start(app.clone(), port.listen()?, workers).map_err(failed)?);
        // Only once it was polled does the server hear SIGTERM: whoever reads what follows may stop it.
        tokio::task::yield_now().await;
        tracing::info!(event = "started", bind = %app.config.bind, public_url = app.config.public_url, "serving");
        tell_systemd();
        rt::spawn(reload_keys_on_hangup(app.clone()));
        rt::spawn(background::run_until_told(app.clone()));
        if let Some(invited) = invited {
            println!("{}", welcome(&app, &invited));
        }
        let ended =
            running.await.map_err(|error| Failure::because(format!("The server failed: {error}.")))?;
        ended.map_err(failed)
    }

    fn flags(&self) -> Vec<(String, String)> {
        let frontend_dir = self.frontend_dir.as_ref().map(|dir| dir.display().to_string());
        let flags = [
            ("bind", self.bind.clone()),
            ("public_url", self.public_url.clone()),
            ("frontend_dir", frontend_dir),
            ("database_url", self.database_url.clone()),
        ];
        flags.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
    }
}

/// An address that is taken at once, so that it is told at once where somebody else has it, and listened on once there
/// is something to answer with. Meanwhile calls are refused, and a web server in front asks another replica.
struct Port {
    key: &'static str,
    address: SocketAddr,
    socket: TcpSocket,
}

impl Port {
    fn take(key: &'static str, address: SocketAddr) -> Result<Self, Failure> {
        let take = || {
            let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
            // A service that ended a moment ago holds it no longer.
            socket.set_reuseaddr(true)?;
            socket.bind(address)?;
            Ok(socket)
        };
        take().map(|socket| Self { key, address, socket }).map_err(|error| not_ours(key, address, &error))
    }

    fn listen(self) -> Result<TcpListener, Failure> {
        let listener = self.socket.listen(BACKLOG).and_then(tokio::net::TcpListener::into_std);
        listener.map_err(|error| not_ours(self.key, self.address, &error))
    }
}

fn not_ours(key: &str, address: SocketAddr, error: &io::Error) -> Failure {
    Failure::because(format!("{key}: {address} can't be listened on: {error}."))
}

/// Tells systemd, where it started the service and waits, that calls are answered now.
fn tell_systemd() {
    #[cfg(target_os = "linux")]
    if let Err(error) = sd_notify::notify(&[sd_notify::NotifyState::Ready]) {
        tracing::warn!(event = "systemd_not_told", %error, "systemd doesn't hear that the service is ready");
    }
}

/// Reads master keys and signing keys again whenever SIGHUP comes.
async fn reload_keys_on_hangup(app: Data<App>) {
    let mut hangups = match signal(SignalKind::hangup()) {
        Ok(hangups) => hangups,
        Err(error) => return tracing::error!(event = "no_sighup", %error, "SIGHUP is not heard"),
    };
    while hangups.recv().await.is_some() {
        match keys::reload(&app).await {
            Ok(()) => tracing::info!(event = "keys_reloaded", "master keys and signing keys were read again"),
            Err(error) => tracing::error!(event = "keys_not_reloaded", %error, "keys stay as they were"),
        }
    }
}

/// The box of the first start.
fn welcome(app: &App, invited: &Invited) -> String {
    let mut lines = vec![format!("{} is at {}", app.brand.as_str(), app.config.public_url)];
    lines.extend(elsewhere(&app.config));
    lines.extend([
        String::new(),
        format!("Choose the password of the first admin, \"{}\", here:", invited.username),
        invited.link.clone(),
        String::new(),
        "Then log in, open the menu with your name, and choose 2-Factor Auth.".to_owned(),
        format!("Texts and mails are shown at {}/outbox", app.config.public_url),
    ]);
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let edge = "─".repeat(width + 2);
    let rows: Vec<_> = lines.iter().map(|line| format!("│ {line:width$} │")).collect();
    format!("┌{edge}┐\n{}\n└{edge}┘", rows.join("\n"))
}

/// Says so where the address that links lead to is not the one that is listened on.
fn elsewhere(config: &Config) -> Option<String> {
    let here = config.bind.port();
    let usual = if config.is_https() { 443 } else { 80 };
    let there = config.public_url.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(usual);
    (there != here).then(|| {
        format!(
            "but listens on {}: unless something leads here, add --public-url http://localhost:{here}",
            config.bind
        )
    })
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[tokio::test]
    async fn a_port_is_taken_at_once_and_listened_on_later() {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).unwrap();

        let port = Port::take("bind", free).unwrap();
        TcpStream::connect(free).expect_err("nobody answers yet");

        let listener = port.listen().unwrap();
        TcpStream::connect(free).unwrap();
        let told = Port::take("bind", free).map(|_| ()).expect_err("another one has it");
        assert!(told.to_string().starts_with(&format!("bind: {free} can't be listened on")), "{told}");
        drop(listener);
    }
}
