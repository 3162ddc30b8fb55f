//! Time is UTC wherever the machine stands; only pages know of zones.

use chrono::{DateTime, Utc};
use vestibule::clock::Clock;

use super::process::{Folder, PASSWORD, Ran};

/// Berlin with its summer time, New York with its own, and half a day ahead of everybody.
const ZONES: [&str; 3] = ["CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0", "XXX-14"];

#[test]
fn c121_times_are_written_and_told_in_utc_whatever_the_zone() {
    let folder = Folder::new();
    folder.add_team("Acme");
    folder.add_user("Acme", "alice");
    for zone in ZONES {
        let set = ["user", "set-password", "alice", "--password-stdin"];
        Ran::of(folder.command(&set).env("TZ", zone), PASSWORD).succeeded();
        let export = Ran::of(folder.command(&["activity", "export"]).env("TZ", zone), "").succeeded();
        let last: serde_json::Value =
            serde_json::from_str(export.lines().last().expect("a line")).expect("a JSON object a line");
        let at = last["at"].as_str().expect("a time");
        assert!(at.ends_with('Z'), "{zone}: {at}");
        let passed = Clock::System.now() - at.parse::<DateTime<Utc>>().expect("a time");
        assert!((0..120).contains(&passed.num_seconds()), "{zone}: {at} is {passed} ago");
    }
}
