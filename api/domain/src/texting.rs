//! How often a text may be sent (S9): texts cost money, and a thief sends them to numbers of his own.
//!
//! Pure sums over the instants of the texts that were sent. The store hands in those of one
//! account, one number, one address; a text counts as long as it lies within the window. Texts
//! that seem to lie in the future, since the clock was set back, count too.

use chrono::{DateTime, TimeDelta, Utc};

use crate::span::whole_seconds_up;

/// The window of the limits by the hour.
pub const HOUR: TimeDelta = TimeDelta::hours(1);

/// The window of the limits by the day.
pub const DAY: TimeDelta = TimeDelta::hours(24);

/// How many texts may be sent, and how soon after one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLimits {
    /// The wait after the first, the second, and so on, text of an hour; the last one stays.
    pub waits: Vec<TimeDelta>,
    /// Texts an hour for one account, and for one number.
    pub per_hour: usize,
    /// Texts a day for one account, and for one number.
    pub per_day: usize,
    /// Texts an hour for one client address.
    pub per_address_hour: usize,
    /// Texts a day for one team.
    pub team_per_day: usize,
    /// Texts a day for the whole service.
    pub service_per_day: usize,
}

impl Default for TextLimits {
    fn default() -> Self {
        Self {
            waits: vec![TimeDelta::seconds(30), TimeDelta::seconds(60), TimeDelta::seconds(120)],
            per_hour: 5,
            per_day: 10,
            per_address_hour: 30,
            team_per_day: 100,
            service_per_day: 1_000,
        }
    }
}

/// From when on another text may be sent to an account or number that was sent these within the
/// last day, in any order; `None` when it may be sent now.
pub fn next_text_at(
    sent: &[DateTime<Utc>],
    now: DateTime<Utc>,
    limits: &TextLimits,
) -> Option<DateTime<Utc>> {
    let waited = wait_over_at(sent, now, limits);
    let hour = window_opens_at(sent, now, limits.per_hour, HOUR);
    let day = window_opens_at(sent, now, limits.per_day, DAY);
    [waited, hour, day].into_iter().flatten().max()
}

/// How many whole seconds it takes until another text may be sent; 0 when it may be sent now.
pub fn resend_after(sent: &[DateTime<Utc>], now: DateTime<Utc>, limits: &TextLimits) -> i64 {
    next_text_at(sent, now, limits).map_or(0, |next| whole_seconds_up(next - now))
}

/// From when on one more fits into a budget of `limit` within any `window`; `None` when it fits now.
///
/// The budgets of addresses, teams and the service are counted by this alone.
pub fn window_opens_at(
    sent: &[DateTime<Utc>],
    now: DateTime<Utc>,
    limit: usize,
    window: TimeDelta,
) -> Option<DateTime<Utc>> {
    let inside = newest_first(sent, now, window);
    match limit.checked_sub(1) {
        // One more fits as soon as the oldest of the newest `limit` has left the window.
        Some(oldest) => inside.get(oldest).map(|oldest| *oldest + window),
        None => Some(now + window),
    }
}

/// When the wait after the latest text is over.
fn wait_over_at(sent: &[DateTime<Utc>], now: DateTime<Utc>, limits: &TextLimits) -> Option<DateTime<Utc>> {
    let recent = newest_first(sent, now, HOUR);
    let latest = *recent.first()?;
    let wait = limits.waits.get(recent.len() - 1).or(limits.waits.last())?;
    Some(latest + *wait).filter(|over| *over > now)
}

fn newest_first(sent: &[DateTime<Utc>], now: DateTime<Utc>, window: TimeDelta) -> Vec<DateTime<Utc>> {
    let mut inside: Vec<_> = sent.iter().copied().filter(|sent| *sent + window > now).collect();
    inside.sort_unstable_by(|a, b| b.cmp(a));
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::at;
    use proptest::prelude::*;

    fn after(sent: &[i64], now: i64) -> i64 {
        let sent: Vec<_> = sent.iter().map(|second| at(*second)).collect();
        resend_after(&sent, at(now), &TextLimits::default())
    }

    #[test]
    fn s9_waits_grow_from_30_to_60_to_120_seconds() {
        assert_eq!(after(&[], 0), 0);
        assert_eq!(after(&[0], 0), 30);
        assert_eq!(after(&[0], 29), 1);
        assert_eq!(after(&[0], 30), 0);
        assert_eq!(after(&[0, 30], 30), 60);
        assert_eq!(after(&[90, 0, 30], 90), 120);
        assert_eq!(after(&[0, 30, 90, 210], 210), 120);
    }

    #[test]
    fn s9_five_an_hour() {
        let sent = [0, 30, 90, 210, 330];
        assert_eq!(after(&sent, 330), 3_600 - 330);
        assert_eq!(after(&sent, 3_599), 1);
        assert_eq!(after(&sent, 3_600), 0);
    }

    #[test]
    fn s9_ten_a_day() {
        let sent: Vec<i64> = (0..10).map(|n| n * 2_000).collect();
        assert_eq!(after(&sent, 20_000), 86_400 - 20_000);
        assert_eq!(after(&sent, 86_400), 0);
    }

    #[test]
    fn an_hour_later_the_waits_begin_anew() {
        assert_eq!(after(&[0, 30, 90, 5_000], 5_000), 30);
    }

    #[test]
    fn a_clock_set_back_opens_nothing_early() {
        assert_eq!(after(&[1_000], 500), 530);
        assert_eq!(after(&[1_000, 1_030, 1_090, 1_210, 1_330], 0), 4_600);
    }

    #[test]
    fn a_budget_of_nothing_never_opens() {
        assert!(window_opens_at(&[], at(0), 0, DAY).is_some());
        assert_eq!(window_opens_at(&[], at(0), 1, DAY), None);
    }

    proptest! {
        #[test]
        fn s9_whoever_asks_at_any_time_never_gets_more_than_the_limits(
            asks in prop::collection::vec(0_i64..200_000, 1..400),
        ) {
            let limits = TextLimits::default();
            let mut asks = asks;
            asks.sort_unstable();
            let mut sent: Vec<DateTime<Utc>> = Vec::new();
            for ask in asks.into_iter().map(at) {
                if next_text_at(&sent, ask, &limits).is_none() {
                    sent.push(ask);
                }
            }
            for window in sent.windows(limits.per_hour + 1) {
                prop_assert!(window[limits.per_hour] - window[0] >= HOUR);
            }
            for window in sent.windows(limits.per_day + 1) {
                prop_assert!(window[limits.per_day] - window[0] >= DAY);
            }
            for pair in sent.windows(2) {
                prop_assert!(pair[1] - pair[0] >= TimeDelta::seconds(30));
            }
        }

        #[test]
        fn whoever_waits_as_told_may_send(sent in prop::collection::vec(0_i64..90_000, 0..40)) {
            let limits = TextLimits::default();
            let sent: Vec<_> = sent.into_iter().map(at).collect();
            let now = at(90_000);
            let then = now + TimeDelta::seconds(resend_after(&sent, now, &limits));
            prop_assert_eq!(next_text_at(&sent, then, &limits), None);
        }
    }
}
