//! Client addresses: which one counts, and how near neighbours count together (S7, S8).

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// The address that a request came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// The address of a request: the socket's peer, or, behind trusted proxies, the first one from
    /// the right that is not a trusted proxy itself.
    ///
    /// Proxies append what they saw, so only the right end of the list can be believed. An entry
    /// that is no address ends the reading: whatever stands left of it could be forged.
    pub fn of_request<'a>(
        peer: IpAddr,
        forwarded_for: impl DoubleEndedIterator<Item = &'a str>,
        is_trusted: impl Fn(IpAddr) -> bool,
    ) -> Self {
        let mut client = Self::from(peer);
        for entry in forwarded_for.rev() {
            if !is_trusted(client.0) {
                break;
            }
            let Some(next) = parse_entry(entry) else { break };
            client = Self::from(next);
        }
        client
    }

    /// What budgets count by: an IPv4 address alone, the /64 of an IPv6 one, which one household has
    /// for itself.
    pub fn prefix(self) -> String {
        match self.0 {
            IpAddr::V4(v4) => format!("{v4}/32"),
            IpAddr::V6(v6) => format!("{}/64", Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
        }
    }
}

/// The [`ClientAddress::prefix`] of an address that was written down; what is no address stands for itself.
pub fn prefix_of(ip: &str) -> String {
    ip.parse::<IpAddr>().map_or_else(|_| ip.to_owned(), |ip| ClientAddress::from(ip).prefix())
}

/// An IPv4 address in the clothes of IPv6 counts as what it is.
impl From<IpAddr> for ClientAddress {
    fn from(ip: IpAddr) -> Self {
        Self(ip.to_canonical())
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads an entry of `X-Forwarded-For`, or the value of `for=` in `Forwarded` (RFC 7239 §6): an
/// address with or without port, IPv6 in brackets, perhaps quoted.
fn parse_entry(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim().trim_matches('"');
    if let Some(rest) = entry.strip_prefix('[') {
        let (v6, port) = rest.split_once(']')?;
        let port_is_good = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return v6.parse::<Ipv6Addr>().ok().filter(|_| port_is_good).map(IpAddr::V6);
    }
    match entry.split_once(':') {
        Some((v4, port)) if is_port(port) => v4.parse().ok().map(IpAddr::V4),
        _ => entry.parse().ok(),
    }
}

fn is_port(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn client(peer: &str, entries: &[&str]) -> String {
        let is_trusted = |ip: IpAddr| matches!(ip, IpAddr::V4(v4) if v4.octets()[0] == 10);
        ClientAddress::of_request(ip(peer), entries.iter().copied(), is_trusted).to_string()
    }

    #[test]
    fn s8_a_stranger_at_the_socket_is_not_believed() {
        assert_eq!(client("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    }

    #[test]
    fn c25_behind_a_trusted_proxy_the_list_is_read_from_the_right() {
        assert_eq!(client("10.0.0.1", &["203.0.113.9", "198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("10.0.0.1", &["203.0.113.9", "198.51.100.7", "10.0.0.2"]), "198.51.100.7");
        assert_eq!(client("::ffff:10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
    }

    #[test]
    fn s8_a_list_that_ends_or_is_broken_leaves_the_last_trusted_hop() {
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["10.0.0.3", "10.0.0.2"]), "10.0.0.3");
        assert_eq!(client("10.0.0.1", &["198.51.100.7", "unknown"]), "10.0.0.1");
    }

    #[test]
    fn entries_may_have_ports_brackets_and_quotes() {
        for (entry, address) in [
            (" 198.51.100.7:4711 ", "198.51.100.7"),
            ("\"[2001:db8::1]:4711\"", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
        ] {
            assert_eq!(client("10.0.0.1", &[entry]), address, "{entry}");
        }
        for entry in
            ["198.51.100.7:", "[2001:db8::1", "[2001:db8::1]x", "198.51.100", "_hidden", "1.2.3.4:123456"]
        {
            assert_eq!(parse_entry(entry), None, "{entry}");
        }
    }

    #[test]
    fn c23_a_household_of_ipv6_counts_as_one() {
        let prefix = |text| ClientAddress::from(ip(text)).prefix();
        assert_eq!(prefix("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(prefix("2001:db8:1:2::"), prefix("2001:db8:1:2:ffff::1"));
        assert_ne!(prefix("2001:db8:1:3::"), prefix("2001:db8:1:2::"));
        assert_eq!(prefix("198.51.100.7"), "198.51.100.7/32");
        assert_eq!(prefix("::ffff:198.51.100.7"), "198.51.100.7/32");
    }

    proptest! {
        #[test]
        fn whatever_a_client_sends_it_cannot_choose_its_address(forged in prop::collection::vec(".{0,20}", 0..5)) {
            let mut entries: Vec<&str> = forged.iter().map(String::as_str).collect();
            entries.push("198.51.100.7");
            prop_assert_eq!(client("10.0.0.1", &entries), "198.51.100.7");
        }
    }
}
