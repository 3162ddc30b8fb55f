//! Readers of the values that serde doesn't know: durations and networks.

use std::net::IpAddr;

use chrono::TimeDelta;
use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de::Error};

const EXPECTED: &str = "is no duration; write \"30s\", \"10m\", \"24h\" or \"30d\"";

/// A duration in words: whole numbers of `s`, `m`, `h` or `d`, also several, as in `1h30m`.
pub(super) fn parse_span(text: &str) -> Option<TimeDelta> {
    let mut rest = text.trim();
    let mut sum = TimeDelta::zero();
    while !rest.is_empty() {
        let unit = rest.find(|c: char| !c.is_ascii_digit())?;
        let amount: i64 = rest[..unit].parse().ok()?;
        let part = match rest[unit..].chars().next()? {
            's' => TimeDelta::try_seconds(amount),
            'm' => TimeDelta::try_minutes(amount),
            'h' => TimeDelta::try_hours(amount),
            'd' => TimeDelta::try_days(amount),
            _ => None,
        };
        sum = sum.checked_add(&part?)?;
        rest = rest[unit + 1..].trim_start();
    }
    (sum > TimeDelta::zero()).then_some(sum)
}

pub(super) fn span<'de, D: Deserializer<'de>>(input: D) -> Result<TimeDelta, D::Error> {
    let text = String::deserialize(input)?;
    parse_span(&text).ok_or_else(|| D::Error::custom(format!("`{text}` {EXPECTED}")))
}

pub(super) fn spans<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<TimeDelta>, D::Error> {
    let texts = Vec::<String>::deserialize(input)?;
    let read =
        |text: &String| parse_span(text).ok_or_else(|| D::Error::custom(format!("`{text}` {EXPECTED}")));
    texts.iter().map(read).collect()
}

pub(super) fn networks<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(input)?;
    let read = |text: &String| {
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map_err(|_| {
            D::Error::custom(format!("`{text}` is no network; write `10.0.0.0/8` or an address"))
        })
    };
    texts.iter().map(read).collect()
}
