//! A flood of one request, by `wrk`: cheap enough to leave the cores to the service.

use std::{process::Command, time::Duration};

use crate::numbers::{float, millis};

/// What a flood came to.
#[derive(Clone, Copy, Debug)]
pub struct Flood {
    pub per_second: f64,
    pub count: f64,
    /// Milliseconds.
    pub p99: f64,
}

/// Asks the same over so many connections; with an access token, where one is given.
pub async fn flood(url: &str, token: Option<&str>, connections: usize, turn: Duration) -> Flood {
    let mut command = Command::new("wrk");
    let (connections, seconds) = (connections.to_string(), format!("{}s", turn.as_secs()));
    command.args(["--latency", "--threads", "1", "--connections", &connections, "--duration", &seconds]);
    if let Some(token) = token {
        command.args(["--header", &format!("Authorization: Bearer {token}")]);
    }
    command.arg(url);
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("it ran");
    let output = output.expect("wrk starts; `scripts/setup bench` brings it");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "wrk failed: {text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(!text.contains("Non-2xx"), "{url} was refused: {text}");
    assert!(!text.contains("Socket errors"), "{url} was not answered: {text}");
    read(&text).unwrap_or_else(|| panic!("wrk says: {text}"))
}

fn read(text: &str) -> Option<Flood> {
    let after = |name: &str| text.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    let (count, _) = text.lines().find_map(|line| line.split_once(" requests in "))?;
    Some(Flood {
        per_second: after("Requests/sec:")?.parse().ok()?,
        count: float(count.trim().parse().ok()?),
        p99: millis(time(after("99%")?)?),
    })
}

/// `1.23ms`, `987.00us` or `1.02s`.
fn time(text: &str) -> Option<Duration> {
    let units = [("us", 1e-6), ("ms", 1e-3), ("s", 1.0)];
    let (number, unit) = units.iter().find_map(|(name, unit)| Some((text.strip_suffix(*name)?, unit)))?;
    Some(Duration::from_secs_f64(number.parse::<f64>().ok()? * unit))
}
